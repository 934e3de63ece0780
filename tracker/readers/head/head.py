"""The head of a document: number, date, type, title, issuer, signer and the year it plans."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, takewhile

from tracker.core.phrases.reading import Genre
from tracker.core.plan import Head
from tracker.errors import Problem, Severity
from tracker.readers.document import Document, Paragraph
from tracker.readers.head.issuer import issuers_in, read_issuer, read_signer
from tracker.readers.head.letterhead import Letterhead, read_letterhead
from tracker.readers.head.years import Evidence, plan_year
from tracker.readers.numbering import Level, marked
from tracker.readers.owners.namelists import is_office
from tracker.readers.words import duties, headings

_LONGEST_LETTERHEAD = 40  # lines
_LONGEST_PREAMBLE = 40
_LONGEST_TITLE = 8
_LONGEST_TITLE_LINE = 300  # letters
_SHORTEST_SENTENCE = 80  # letters; a shorter line with a full stop may be the end of a title


def read_head(
    parts: "Parts", *, year: int | None = None, issued_on: date | None = None, number: str = ""
) -> tuple[Head, list[Problem]]:
    """Read the head and what is missing in it; what the caller states goes before what is printed."""
    letterhead = read_letterhead(parts.letterhead)
    title = " ".join(line.text for line in parts.title)
    issued_on = issued_on or letterhead.issued_on
    planned, doubts = (year, []) if year else plan_year(_evidence(parts, title, issued_on, letterhead))
    head = Head(
        number=number or letterhead.number,
        issued_on=issued_on,
        place=letterhead.place,
        type=parts.type,
        title=title,
        issuer=read_issuer(parts.letterhead, parts.preamble, letterhead.place),
        signer=read_signer(parts.rest),
        year=planned,
    )
    return head, [*_flaws(head, letterhead), *_slips(parts), *_drafted(parts), *doubts]


def _evidence(parts: "Parts", title: str, issued_on: date | None, letterhead: Letterhead) -> Evidence:
    genre = headings.TYPES.get(parts.type, Genre.PLAN)
    preamble = tuple(line.text for line in parts.preamble)
    return Evidence(title, genre, issued_on, letterhead.partial_year, preamble)


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a document around its title; ``rest`` is all that stands below it."""

    letterhead: list[Paragraph]
    type: str
    title: list[Paragraph]
    preamble: list[Paragraph]
    rest: list[Paragraph]
    damaged: Paragraph | None = None  # the line of the type where it has lost a mark


def parts_of(document: Document) -> Parts:
    """Part a document at its title, or a letter at its subject or its addressees."""
    lines = list(document.lines())
    top = lines[:_LONGEST_LETTERHEAD]
    letter = _first(top, lambda line: bool(headings.SUBJECT.match(line) or headings.ADDRESSES.match(line)))
    typed = _first(top, lambda line: bool(headings.type_of(line)))
    if letter is not None and (typed is None or letter < typed):
        return _letter(lines, letter)
    if typed is None:
        typed = _in_small_letters(document, top)
    return _untitled(lines) if typed is None else _titled(lines, typed)


def _first(lines: Sequence[Paragraph], is_it: Callable[[str], bool]) -> int | None:
    return next((number for number, line in enumerate(lines) if is_it(line.text)), None)


def _in_small_letters(document: Document, top: Sequence[Paragraph]) -> int | None:
    """Find a title such as "Kế hoạch triển khai ...": the first line, or the first below the letterhead."""
    free = [block for block in document.blocks if isinstance(block, Paragraph)]
    facts = [at for at, line in enumerate(top) if _is_fact(line.text)]
    for at in {0, facts[-1] + 1} if facts else {0}:
        if at < len(top) and top[at] in free and _is_title(top[at].text):
            return at
    return None


def _is_fact(text: str) -> bool:
    found = (headings.NUMBER, headings.NUMBER_LINE, headings.ISSUED_ON, headings.DATE_LINE)
    return any(pattern.match(text) for pattern in found) or headings.MOTTO.search(text) is not None


def _is_title(text: str) -> bool:
    is_short = len(text) < _LONGEST_TITLE_LINE and not text.endswith((".", ";", ":"))
    return is_short and headings.type_in_small_letters(text) != ""


def _titled(lines: list[Paragraph], at: int) -> Parts:
    text = lines[at].text
    named = headings.type_of(text) or headings.type_in_small_letters(text)
    is_schedule = headings.TYPES[named] is Genre.SCHEDULE
    beside = replace(lines[at], text=text if is_schedule else text[len(named) :].strip(" :"))
    below = [*([beside] if beside.text else []), *lines[at + 1 :]]
    title = list(_title(below))
    rest = below[len(title) :]
    damaged = lines[at] if text[: len(named)].upper() != named.upper() else None
    return Parts(lines[:at], named, title, _preamble(rest), rest, damaged)


def _letter(lines: list[Paragraph], at: int) -> Parts:
    """Part a letter: the subject stands among the lines of the letterhead, the body below the addressees."""
    top = lines[:_LONGEST_LETTERHEAD]
    addressed = _first(top, lambda line: headings.ADDRESSES.match(line) is not None)
    subject = list(_subject(lines[at : addressed if addressed is not None else at + _LONGEST_TITLE]))
    below = at + len(subject)
    begin = addressed if addressed is not None else below + _facts_behind(lines[below:])
    return Parts(lines[:begin], headings.LETTER, subject, _preamble(lines[begin:]), lines[begin:])


def _subject(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the subject without its "V/v", and the lines in small letters that go on with it."""
    for number, line in enumerate(lines[:_LONGEST_TITLE]):
        found = headings.SUBJECT.match(line.text)
        if number == 0 and found:
            subject = line.text[found.end() :].strip()
            yield replace(line, text=subject[:1].upper() + subject[1:])
        elif number and line.text[0].islower() and not headings.DATE_LINE.match(line.text):
            yield line
        else:
            return


def _facts_behind(lines: Sequence[Paragraph]) -> int:
    """Count the lines of the letterhead that stand behind the subject: the motto, the place and date."""
    return len(list(takewhile(lambda line: _is_fact(line.text), lines[:_LONGEST_TITLE])))


def _untitled(lines: list[Paragraph]) -> Parts:
    above = list(takewhile(_is_above_body, lines[:_LONGEST_LETTERHEAD]))
    return Parts(above, "", [], _preamble(lines[len(above) :]), lines[len(above) :])


def _is_above_body(line: Paragraph) -> bool:
    return not headings.PREAMBLE.match(line.text) and not _is_heading(line)


def _title(lines: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the lines of the title: up to an empty line, a preamble, a heading or a sentence."""
    written = [line for line in lines[:_LONGEST_TITLE] if any(map(str.isalnum, line.text))]
    if written and _is_body(written[0].text):
        return
    for number, line in enumerate(written):
        goes_on = headings.WEEK_LINE.match(line.text) is not None
        if number and not goes_on and (line.after_gap or _ends_title(line, written[0].text)):
            return
        yield line


def _is_body(text: str) -> bool:
    """Whether what stands below a type is the body at once: what it issues, or a whole paragraph."""
    if text.endswith(":") and _is_issued(text):
        return True
    return len(text) > _LONGEST_TITLE_LINE and (
        headings.PREAMBLE.match(text) is not None or text.endswith((".", ":", ";"))
    )


def _ends_title(line: Paragraph, title: str) -> bool:
    """Whether the body begins without a gap, below a title that begins with ``title``."""
    text = line.text
    if not _is_above_body(line) or _is_item(text) or headings.is_period(text) or _is_sentence(text):
        return True
    begins = (headings.ADDRESSES, headings.ANNEX, headings.RECIPIENTS, duties.LABEL)
    if any(pattern.match(text) for pattern in begins) or _is_issued(text):
        return True
    return text.isupper() and _is_no_title(text, title)


def _is_item(text: str) -> bool:
    """Whether a line is one of a list; a line that begins with "- 2025" or "V/v" goes on with the title."""
    mark = marked(text)
    if mark is None or headings.SUBJECT.match(text):
        return False
    return mark.label != "" or mark.text[:1].isupper()


def _is_no_title(text: str, title: str) -> bool:
    """Whether a line in capitals is the issuer, or the heading below a title in small letters."""
    is_heading = not title.isupper() and len(text.split()) > 1
    return is_heading or is_office(text) or headings.SIGNS_AS.match(text) is not None


def _is_sentence(text: str) -> bool:
    if len(text) > _LONGEST_TITLE_LINE or headings.OPENS_LIST.search(text):
        return True
    return text.endswith(";") or (text.endswith((".", "./.")) and len(text) > _SHORTEST_SENTENCE)


def _is_issued(text: str) -> bool:
    """Whether a sentence says who issues the document."""
    return any(issuers_in(text))


def _preamble(lines: list[Paragraph]) -> list[Paragraph]:
    return list(takewhile(lambda line: not _is_heading(line), islice(lines, _LONGEST_PREAMBLE)))


def _is_heading(line: Paragraph) -> bool:
    mark = marked(line.text)
    return mark is not None and mark.level <= Level.CLAUSE


def _slips(parts: Parts) -> Iterator[Problem]:
    if line := parts.damaged:
        facts = {"type": parts.type}
        yield Problem("document.type_damaged", Severity.NOTICE, line.place, line.text, facts)


def _drafted(parts: Parts) -> Iterator[Problem]:
    """Tell that a document still calls itself a draft."""
    for line in parts.letterhead:
        if headings.DRAFT.match(line.text):
            yield Problem("document.is_draft", place=line.place, words=line.text)
            return


def _flaws(head: Head, letterhead: Letterhead) -> Iterator[Problem]:
    if not head.number and letterhead.number_problem:
        yield letterhead.number_problem
    if head.issued_on is None and letterhead.date_problem:
        yield letterhead.date_problem
    elif not head.place:
        yield Problem("document.no_place", Severity.NOTICE)
    if not head.title:
        yield Problem("document.no_title")
    if not head.issuer:
        yield Problem("document.no_issuer", Severity.NOTICE)
    if not head.signer:
        yield Problem("document.no_signer", Severity.NOTICE)
