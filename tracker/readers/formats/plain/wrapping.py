"""Lines that the edge of a column or of a page has broken are made whole."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tracker.errors import Place
from tracker.readers.document import Paragraph, Table
from tracker.readers.formats.plain.lines import LONGEST_LINE, is_page_mark
from tracker.readers.numbering import Level, marked
from tracker.readers.owners.namelists import is_office
from tracker.readers.words.columns import column_of
from tracker.readers.words.headings import OPEN_END, RECIPIENTS, REST_OF_DATE, is_period

_ENDS = (".", ";", ":", "!", "?")
_BULLETS = frozenset("-+*•–—")
_ROOM = 0.7  # of a column's width that leave room for sure: letters are not all as wide
_ROOM_BEFORE_OFFICE = 0.9  # an office's name begins a new line rather than going on
_SHORTEST_BROKEN = 12  # letters; a shorter line ends by intent, no edge is so near
_FEWEST_FULL_LINES = 4  # below this the width of a page cannot be told from chance
_NARROWEST_PAGE = 50  # letters
_WIDEST_PAGE = 140
_NEARLY_FULL = 12  # letters that a wrapped line may be short of the page's width


def unwrapped(lines: Sequence[str], width: int = LONGEST_LINE) -> str:
    r"""Join the lines of a cell, ``width`` letters wide; "\n" stays where a line ended by intent.

    Without a width nothing is taken for broken by the edge but what reads on.
    """
    whole: list[str] = []
    last = ""
    for line in lines:
        if whole and (_wraps(last, line, width) or _wraps_before_dash(whole, last, line, width)):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
        last = line
    return "\n".join(whole)


def _wraps(above: str, below: str, width: int) -> bool:
    """Whether a line of a cell goes on in the next: it reads on, or the next word had no room."""
    if above in _BULLETS:
        return True
    if marked(below) or above.endswith(_ENDS):
        return False
    if below[0].isdigit():
        return not above[-1].isdigit()
    reads_on = below[0].islower() or below[0] == "(" or above.endswith((",", "("))
    return reads_on or not _has_room(above, below, width)


def _wraps_before_dash(whole: Sequence[str], above: str, below: str, width: int) -> bool:
    """Whether a dash belongs to a name ("Tư pháp" / "- Hộ tịch") rather than opening a point."""
    mark = marked(below)
    is_name = mark is not None and mark.level is Level.DASH and mark.text[0].isalpha()
    has_points = above.endswith(_ENDS) or any(map(marked, whole))
    return is_name and not has_points and not _has_room(above, below, width)


def _has_room(above: str, below: str, width: int) -> bool:
    taken = len(above) + 1 + len(below.split(" ", 1)[0])
    return taken <= width * (_ROOM_BEFORE_OFFICE if is_office(below) else _ROOM)


def in_sentences(
    blocks: Iterable[Paragraph | Table], pushed: Collection[Place] = ()
) -> Iterator[Paragraph | Table]:
    """Yield the blocks of any format with its broken sentences joined; tables end sentences.

    ``pushed`` are the lines known to have had no room in the line above.
    """
    for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if is_table:
            yield from run
        else:
            yield from joined([block for block in run if isinstance(block, Paragraph)], pushed)


def joined(paragraphs: Sequence[Paragraph], pushed: Collection[Place] = ()) -> list[Paragraph]:
    """Join the lines of a sentence that the end of a line or of a page has broken.

    ``pushed`` are the lines known to have had no room in the line above; else the letters are counted.
    """
    width = _page_width(paragraphs)
    whole: list[Paragraph] = []
    last = 0
    for line in _without_lone_numbers(paragraphs):
        is_full = line.place in pushed or 0 < width <= last + _NEARLY_FULL
        if whole and _goes_on(whole[-1].text, line, is_full=is_full):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
        last = len(line.text)
    return whole


def _goes_on(above: str, below: Paragraph, *, is_full: bool) -> bool:
    if above in _BULLETS:
        return True
    if not _SHORTEST_BROKEN <= len(above) <= LONGEST_LINE - len(below.text):
        return False
    if above.endswith(_ENDS) or marked(below.text):
        return False
    if below.text[0].islower() or REST_OF_DATE.match(below.text):
        return True
    if above.endswith(")") or above.isupper() or below.text.isupper() or _opens(below.text):
        return False
    return not below.after_gap and (is_full or OPEN_END.search(above) is not None)


def _opens(line: str) -> bool:
    """Whether a line without a mark begins something of its own: a month, a label, the recipients."""
    label, colon, _ = line.partition(":")
    is_label = bool(colon) and column_of(label) is not None
    return is_label or is_period(line) or RECIPIENTS.match(line) is not None


def _page_width(paragraphs: Sequence[Paragraph]) -> int:
    """Return the width in letters at which a page has wrapped its lines; 0 where it has not."""
    lengths = sorted(len(line.text) for line in paragraphs)
    widest = lengths[-1] if lengths else 0
    full = sum(length + _NEARLY_FULL >= widest for length in lengths)
    is_wrapped = _NARROWEST_PAGE <= widest <= _WIDEST_PAGE and full >= max(
        _FEWEST_FULL_LINES, len(lengths) / 4
    )
    return widest if is_wrapped else 0


def _without_lone_numbers(paragraphs: Sequence[Paragraph]) -> Iterable[Paragraph]:
    """Leave out page numbers: they stand between empty lines, or between dashes."""
    gap = False
    for line, below in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        stands_alone = line.after_gap or below is None or below.after_gap or not line.text.isdigit()
        if is_page_mark(line.text) and stands_alone:
            gap = gap or line.after_gap
        else:
            yield replace(line, after_gap=True) if gap else line
            gap = False
