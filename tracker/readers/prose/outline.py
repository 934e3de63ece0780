"""The outline of a document's body: which line stands below which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.readers.document import Paragraph
from tracker.readers.numbering import Level, Marked, marked
from tracker.readers.owners.namelists import is_office
from tracker.readers.words import duties as words
from tracker.readers.words import headings

_LONGEST_HEADING = 150  # letters
_LONGEST_LINE = 20_000
_LINES_AHEAD = 4
_LINES_BACK = 60
# How far above the next marked line a line without a mark stands that heads it.
_ABOVE_MARK = {"session": 1, "office": 2, "day": 3, "period": 4}


@dataclass(frozen=True, slots=True)
class Item:
    """A line with the lines that stand below it."""

    mark: Marked
    source: Paragraph
    children: tuple["Item", ...] = ()

    @property
    def text(self) -> str:
        """The line without its mark."""
        return self.mark.text

    @property
    def is_bare(self) -> bool:
        """Whether the line has no mark of its own."""
        return self.mark.text == self.source.text


def outline(lines: Sequence[Paragraph]) -> tuple[Item, ...]:
    """Arrange the lines of a body below their headings."""
    return _below(_levelled(lines))


def _below(flat: list[Item]) -> tuple[Item, ...]:
    """Hang every line on the nearest line above it that stands higher."""
    items: list[Item] = []
    begin = 0
    while begin < len(flat):
        end = begin + 1
        while end < len(flat) and flat[end].mark.level > flat[begin].mark.level:
            end += 1
        items.append(replace(flat[begin], children=_below(flat[begin + 1 : end])))
        begin = end
    return tuple(items)


def body(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the lines up to the recipients, and those of annexes and enclosed plans behind them."""
    is_closed = False
    for line in lines:
        if headings.RECIPIENTS.match(line.text):
            is_closed = True
        elif is_closed and (words.ANNEX.match(line.text) or _opens_plan(line.text)):
            is_closed = False
        if not is_closed:
            yield line


def _opens_plan(text: str) -> bool:
    return headings.type_of(text) != "" and text.isupper()


def _levelled(lines: Sequence[Paragraph]) -> list[Item]:
    lines = list(_joined(lines))
    marks = [marked(line.text) for line in lines]
    return [
        Item(mark or Marked("", _level(lines, marks, at), lines[at].text), lines[at])
        for at, mark in enumerate(marks)
    ]


def _joined(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Join a long line that stops in mid-sentence with the next, one in brackets with the one above."""
    held: Paragraph | None = None
    for line in lines:
        is_rest = held and _is_broken(held.text) and _goes_on(line.text)
        if held and (is_rest or words.IN_BRACKETS.match(line.text)):
            held = replace(held, text=f"{held.text} {line.text}")
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _is_broken(text: str) -> bool:
    return _LONGEST_HEADING < len(text) < _LONGEST_LINE and not text.endswith((".", ";", ":", "!", "?", "/"))


def _goes_on(text: str) -> bool:
    return not (marked(text) or text.isupper() or words.LABEL.match(text) or words.PERIOD_ALONE.match(text))


def _level(lines: Sequence[Paragraph], marks: Sequence[Marked | None], at: int) -> int:
    """Tell how deep a line without a mark stands: above the marks it heads, else deepest."""
    text = lines[at].text
    if _is_section(text):
        return Level.SECTION
    ahead = next((mark.level for mark in marks[at + 1 : at + _LINES_AHEAD] if mark), Level.TEXT)
    if kind := _kind_of_time(text):
        above = _line_above(marks, at, ahead)
        if above and words.PERIOD_ALONE.match(above.text):
            return min(above.level, ahead - _ABOVE_MARK[kind])
        return Level.TEXT if _follows_its_line(marks, at, ahead) else ahead - _ABOVE_MARK[kind]
    is_followed = at + 1 < len(marks) and marks[at + 1] is not None
    return ahead - _ABOVE_MARK["office"] if is_followed and _heads_others(text) else Level.TEXT


def _kind_of_time(text: str) -> str:
    if words.PERIOD_ALONE.match(text):
        return "period"
    if words.DAY_HEADING.match(text):
        return "day"
    return "session" if words.SESSION.sub("", text) == "" else ""


def _line_above(marks: Sequence[Marked | None], at: int, ahead: int) -> Marked | None:
    """Return the nearest marked line that stands higher than the next marked line."""
    above = (mark for mark in reversed(marks[max(0, at - _LINES_BACK) : at]) if mark)
    return next((mark for mark in above if mark.level < ahead), None)


def _follows_its_line(marks: Sequence[Marked | None], at: int, ahead: int) -> bool:
    """Whether times stand below their lines here: the first line below the heading is no time."""
    first = at
    for above in range(at - 1, max(-1, at - _LINES_BACK), -1):
        mark = marks[above]
        if mark and mark.level < ahead:
            break
        first = above
    return marks[first] is not None


def _is_section(text: str) -> bool:
    """Whether a line without a mark is the heading of a section ("TỔ CHỨC THỰC HIỆN")."""
    if len(text) > _LONGEST_HEADING or text.endswith((".", ";")):
        return False
    if words.ANNEX.match(text):
        return True
    known = words.ASSIGNS.search(text) or words.BACKGROUND.match(text) or words.PART_HEADING.match(text)
    return text.isupper() and known is not None


def _heads_others(text: str) -> bool:
    """Whether a line before a marked one heads it: an office, or an order that a list follows."""
    if text.endswith(":"):
        return not words.LABEL.match(text) and not headings.ISSUES.search(text)
    return len(text) <= _LONGEST_HEADING and is_office(text) and headings.DUTY.search(text) is None
