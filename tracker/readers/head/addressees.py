"""To whom a dispatch is addressed: the names behind "Kính gửi:"."""

from collections.abc import Sequence

from tracker.core.directory import Directory
from tracker.core.plan import Party
from tracker.readers.document import Paragraph
from tracker.readers.numbering import Level, marked
from tracker.readers.owners.parties import read_owners
from tracker.readers.words import duties as words

_LINES_TO_LOOK_AT = 60
_MOST_ADDRESSEES = 40  # lines


def addressees_in(
    lines: Sequence[Paragraph], directory: Directory | None
) -> tuple[tuple[Party, ...], Sequence[Paragraph]]:
    """Read the addressees, and return the lines below them; without any, all lines."""
    for at, line in enumerate(lines[:_LINES_TO_LOOK_AT]):
        if found := words.ADDRESSES.match(line.text):
            end = _end(lines, at + 1)
            names = [line.text[found.end() :], *(below.text for below in lines[at + 1 : end])]
            return _parties(names, directory), lines[end:]
    return (), lines


def _end(lines: Sequence[Paragraph], at: int) -> int:
    """Return where the bullets end that may stand below "Kính gửi:"."""
    last = min(len(lines), at + _MOST_ADDRESSEES)
    bullets = (
        n for n in range(at, last) if (mark := marked(lines[n].text)) is None or mark.level < Level.STAR
    )
    return next(bullets, last)


def _parties(names: Sequence[str], directory: Directory | None) -> tuple[Party, ...]:
    bare = [mark.text if (mark := marked(name)) else name for name in names]
    parties = (party for name in bare for party in read_owners(name.strip(" .;,/"), directory).lead)
    return tuple(dict.fromkeys(parties))
