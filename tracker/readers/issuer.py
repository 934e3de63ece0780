"""Who issued a document, and who signed it."""

import re
from collections.abc import Iterator, Sequence

from tracker.readers import headings
from tracker.readers.document import Paragraph
from tracker.readers.namelists import is_office

_CLAUSE_ENDS = re.compile(r"[;:.]\s+")
_LAST_BRACKET = re.compile(r"\s*\([^()]*\)$")
_COMMA = re.compile(r",\s*")
_LONGEST_CLAUSE = 300  # letters
_CLOSING_LINES = 40
_LINES_OF_SIGNATURE = 4
_WORDS_OF_A_NAME = range(2, 7)


def read_issuer(letterhead: Sequence[Paragraph], preamble: Sequence[Paragraph], place: str) -> str:
    """Name the issuer: from "<issuer> ban hành Kế hoạch", else from the letterhead; empty if unsure.

    A bare "Ủy ban nhân dân thành phố" takes the name from the place-and-date
    line, which is that of the issuer's own territory (Nghị định 30/2020/NĐ-CP, annex I).
    """
    stated = (name for line in preamble for name in _issuers(line.text))
    name = next(stated, "") or _from_letterhead([line.text for line in letterhead])
    return f"{name} {place}" if place and headings.ENDS_IN_TIER.search(name) else name


def _issuers(text: str) -> Iterator[str]:
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
    names = [line for line in lines if line.isupper() and not headings.MOTTO.search(line)]
    if len(names) > 1 and headings.BEGINS_WITH_TIER.match(names[-1]) and is_office(names[-2]):
        return f"{names[-2]} {names[-1]}"
    return names[-1] if names and is_office(names[-1]) else ""


def read_signer(lines: Sequence[Paragraph]) -> str:
    """Name the person below "TM. ...", "KT. ..." or an office in capitals at the end."""
    texts = [line.text for line in lines[-_CLOSING_LINES:]]
    offices = [n for n, text in enumerate(texts) if text.isupper() and headings.SIGNS_AS.match(text)]
    if not offices:
        return ""
    below = texts[offices[-1] + 1 :][:_LINES_OF_SIGNATURE]
    return next((text for text in below if _is_name(text)), "")


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) in _WORDS_OF_A_NAME and all(word.isalpha() and word.istitle() for word in words)
