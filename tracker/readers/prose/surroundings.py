"""What stands around a line: its headings and what they say of owner, purpose, month and day."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import islice

from tracker.core.directory import Directory
from tracker.readers.numbering import Level
from tracker.readers.owners.parties import Owners
from tracker.readers.prose.actors import actor_in_sentence, is_crowd, owners_of_name
from tracker.readers.prose.outline import Item
from tracker.readers.words import duties as words
from tracker.readers.words import headings

_LONGEST_HEADING = 200  # letters
_LONGEST_STOPPED_HEADING = 60
_FEWEST_ORDERS = 2  # of a list of orders


class Part(Enum):
    """What a section is for."""

    PLAIN = auto()
    ASSIGNS = auto()
    BACKGROUND = auto()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The headings above a line, the nearest last, and what holds below them.

    ``period``, ``day`` and ``session`` are words of time ("Tháng 3", "Thứ Hai,
    ngày 13/5", "Sáng"). ``is_last`` where only the end of the document follows;
    ``is_detail`` below a duty, where a line says how and not what.
    """

    above: tuple[Item, ...] = ()
    owners: Owners | None = None
    part: Part = Part.PLAIN
    period: str = ""
    day: str = ""
    session: str = ""
    is_last: bool = True
    is_detail: bool = False

    def below(self, item: Item, directory: Directory | None) -> "Surroundings":
        """Return what surrounds the lines below this one."""
        return replace(
            self,
            above=(*self.above, item),
            owners=_owners(item, directory) or self.owners,
            part=_part(item, directory) or self.part,
        )

    @property
    def is_assigned(self) -> bool:
        """Whether what stands here is ordered to the owners that stand above."""
        if self.owners is None or self.part is Part.BACKGROUND:
            return False
        return self.part is Part.ASSIGNS or not is_crowd(self.owners)


def is_heading(item: Item) -> bool:
    """Whether a line only heads others: short, and no sentence that stops."""
    text = item.text
    if text.endswith(":"):
        return bool(item.children)
    if text.endswith((".", ";")):
        is_short = len(text) <= _LONGEST_STOPPED_HEADING and item.mark.level < Level.POINT
        return text.isupper() or (bool(item.children) and is_short)
    return text.isupper() or (bool(item.children) and len(text) <= _LONGEST_HEADING)


def _owners(item: Item, directory: Directory | None) -> Owners | None:
    if owners := owners_of_name(item.text, directory):
        return owners
    actor = actor_in_sentence(item.text, directory)
    if actor is None or (item.is_bare and not actor.is_ordered):
        return None
    return actor.owners if item.text.endswith(":") else Owners(actor.owners.lead)


def _part(item: Item, directory: Directory | None) -> Part | None:
    text = item.text.strip(" .:")
    is_order = words.ORDERS_LIST.search(item.text) is not None and not headings.ISSUES.search(text)
    if is_heading(item) and _is_background(item, text, directory) and not (is_order and item.is_bare):
        return Part.BACKGROUND
    is_list = is_order or _orders_below(item, directory) >= _FEWEST_ORDERS
    return Part.ASSIGNS if is_list or (is_heading(item) and words.ASSIGNS.search(text)) else None


def _orders_below(item: Item, directory: Directory | None) -> int:
    """Count the lines below that order an office by name: a list of them says who does what."""
    first = (below.text for below in item.children if words.ORDER_FIRST.match(below.text))
    actors = (actor_in_sentence(text, directory) for text in islice(first, _FEWEST_ORDERS))
    return sum(actor is not None and not actor.is_crowd for actor in actors)


def _is_background(item: Item, text: str, directory: Directory | None) -> bool:
    if words.DETAILS.match(text) and item.mark.level > Level.CLAUSE:
        return True
    return words.BACKGROUND.match(text) is not None and owners_of_name(text, directory) is None
