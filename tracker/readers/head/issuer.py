"""Who issued a document, and who signed it."""

import re
from collections.abc import Iterator, Sequence

from tracker.readers.document import Paragraph
from tracker.readers.head.capitals import as_written, in_capitals
from tracker.readers.owners.namelists import is_office
from tracker.readers.words import headings

_CLAUSE_ENDS = re.compile(r"[;:.]\s+")
_LAST_BRACKET = re.compile(r"\s*\([^()]*\)$")
_COMMA = re.compile(r",\s*")
_LONGEST_CLAUSE = 300  # letters
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_CLOSING_LINES = 40
_LINES_OF_SIGNATURE = 8
_LINES_OF_A_NAME = 3
_WORDS_OF_A_NAME = range(2, 7)


def read_issuer(letterhead: Sequence[Paragraph], preamble: Sequence[Paragraph], place: str) -> str:
    """Name the issuer: from "<issuer> ban hành Kế hoạch", else from the letterhead; empty if unsure.

    A bare "Ủy ban nhân dân thành phố" takes the name from the place-and-date
    line, which is that of the issuer's own territory (Nghị định 30/2020/NĐ-CP, annex I).
    """
    stated = (name for line in preamble for name in issuers_in(line.text))
    name = next(stated, "") or _from_letterhead([line.text for line in letterhead])
    name = as_written(headings.TERM_OF_OFFICE.sub("", name))
    return f"{name} {place}" if place and headings.ENDS_IN_TIER.search(name) else name


def issuers_in(text: str) -> Iterator[str]:
    """Yield the offices that a sentence says to issue the document: "<issuer> ban hành Kế hoạch"."""
    for verb in headings.ISSUES.finditer(text):
        clause = text[max(0, verb.start() - _LONGEST_CLAUSE) : verb.start()]
        if name := _office_at_end(_CLAUSE_ENDS.split(_LAST_BRACKET.sub("", clause))[-1]):
            yield name


def _office_at_end(clause: str) -> str:
    """Return the shortest end of a clause that begins as an office does; commas stand in names too."""
    begins = [0, *(comma.end() for comma in _COMMA.finditer(clause))]
    ends = (clause[begin:].strip() for begin in reversed(begins))
    return next((name for name in ends if is_office(name)), "")


def _from_letterhead(lines: Sequence[str]) -> str:
    """Name the lowest office of the letterhead; a name may take several lines."""
    names = [line.upper() for line in lines if in_capitals(line) and not _is_no_name(line)]
    if len(names) > 1 and headings.BEGINS_WITH_TIER.match(names[-1]) and is_office(names[-2]):
        return f"{names[-2]} {names[-1]}"
    last = next((at for at in range(len(names) - 1, -1, -1) if is_office(names[at])), None)
    if last is None or len(names) - last > _LINES_OF_A_NAME:
        return ""
    return " ".join(names[last:]) if all(len(name.split()) > 1 for name in names[last + 1 :]) else ""


def _is_no_name(line: str) -> bool:
    return bool(
        headings.MOTTO.search(line) or headings.NUMBER.match(line) or headings.NUMBER_LINE.match(line)
    )


def read_signer(lines: Sequence[Paragraph]) -> str:
    """Name the person below "TM. ...", "KT. ..." or an office in capitals at the end of the text."""
    texts = [line.text for line in lines]
    ends = [at + _CLOSING_LINES for at, text in enumerate(texts) if headings.RECIPIENTS.match(text)]
    closings = (texts[max(0, end - 2 * _CLOSING_LINES) : end] for end in (len(texts), *ends[:1]))
    return next(filter(None, map(_signer_in, closings)), "")


def _signer_in(texts: Sequence[str]) -> str:
    offices = [at for at, text in enumerate(texts) if _signs(text)]
    if not offices:
        return ""
    below = texts[offices[-1] + 1 :][:_LINES_OF_SIGNATURE]
    names = (headings.RANK.sub("", text).strip() for text in below)
    name = next((name for name in names if _is_name(name)), "")
    return name.title() if name.isupper() else name


def _signs(text: str) -> bool:
    if headings.SIGNS_FOR.match(text):
        return True
    return text.isupper() and headings.SIGNS_AS.match(text) is not None


def _is_name(text: str) -> bool:
    words = text.split()
    if len(words) not in _WORDS_OF_A_NAME or not all(map(_is_word_of_name, words)):
        return False
    return not is_office(text) and not headings.SIGNS_AS.match(text)


def _is_word_of_name(word: str) -> bool:
    """Whether a word begins with a capital; names of the highlands have apostrophes ("H'Hen", "K'Sor")."""
    return word[:1].isupper() and _APOSTROPHES.sub("", word).isalpha()
