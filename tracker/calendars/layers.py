"""Layers: which file comes after which, and which entry holds where two speak of one day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.calendars.entries import Entry, source_of
from tracker.calendars.sheets import Sheet
from tracker.core.workdays import Holiday, Swap
from tracker.folder import MOST_FILES

#: The place of a file among the others; files of one layer share it.
Rank = tuple[bool, int, bool, str]


class _Word(NamedTuple):
    """What one entry says of one day; ``key`` is the day's."""

    rank: Rank
    entry: Entry
    key: str

    @property
    def spot(self) -> str:
        place = self.entry.table.at(self.key)
        return f"{place.file}: {place.key}"

    def complain(self, flaw: str, on: date, earlier: "_Word") -> None:
        self.entry.table.complain(self.key, flaw, on, first=earlier.spot)


class Layers:
    """What holds of all that entries say: for a day, its latest holiday and its latest swap."""

    def __init__(self, entries: Iterable[Entry], rank: Mapping[str, Rank]) -> None:
        self.entries = sorted(entries, key=lambda entry: rank[entry.sheet.name])
        self.overridden: dict[date, list[str]] = {}
        self._said: dict[str, dict[date, _Word]] = {"holiday": {}, "swap": {}, "service": {}}
        for entry in self.entries:
            for key, on in entry.written:
                self._hear(on, _Word(rank[entry.sheet.name], entry, key))

    def holidays(self) -> Iterator[Holiday]:
        """Yield the holidays that no later layer replaces."""
        for entry in self.entries:
            yield from (holiday for holiday in entry.holidays if self._holds(entry, "holiday", holiday.on))

    def swaps(self) -> Iterator[tuple[Entry, Swap]]:
        """Yield the swaps that hold, each with its entry; one whose free day is taken is gone whole."""
        for entry in self.entries:
            swap = entry.swap
            if swap and all(self._holds(entry, "swap", on) for on in (swap.off, swap.work)):
                yield entry, swap

    def _holds(self, entry: Entry, sort: str, on: date) -> bool:
        word = self._said[sort].get(on)
        return word is not None and word.entry is entry

    def _hear(self, on: date, word: _Word) -> None:
        """Take in what an entry says of a day, unless it contradicts its own layer or halves a swap."""
        for earlier in filter(None, (said.get(on) for said in self._said.values())):
            if earlier.rank == word.rank:
                word.complain("calendar.day_twice", on, earlier)
                return
            if _halves(word.entry, earlier.entry):
                word.complain("calendar.splits_swap", on, earlier)
                return
        said = self._said[_sort(word.entry)]
        if on in said:
            self._override(on, said[on].entry)
        said[on] = word

    def _override(self, on: date, earlier: Entry) -> None:
        """Remember whose word on a day is replaced; a swap is gone from both of its days."""
        for day in {on, earlier.swap.work} if earlier.swap else {on}:
            self.overridden.setdefault(day, []).append(source_of(earlier.table))


def _halves(entry: Entry, earlier: Entry) -> bool:
    """Whether an entry takes a day of an earlier swap without standing in for it: for the same free day."""
    if not earlier.swap or entry.service:
        return False
    return not entry.swap or entry.swap.off != earlier.swap.off


def _sort(entry: Entry) -> str:
    return "swap" if entry.swap else "service" if entry.service else "holiday"


def ranks(sheets: Sequence[Sheet]) -> dict[str, Rank]:
    """Rank the files by name; unknown and circular ``extends`` are noted with the files' problems.

    First the law, whoever extends it; then those that others extend, the deepest
    first; then the files of a year, which are one layer; then those of no year, by name.
    """
    by_stem = {sheet.stem: sheet for sheet in sheets}
    reached = {stem: _reached(stem, by_stem) for stem in by_stem}
    for sheet in sheets:
        for stem in sheet.extends[:MOST_FILES]:
            if stem not in by_stem:
                known = ", ".join(sorted(by_stem.keys() - {sheet.stem}))
                sheet.head.complain("extends", "calendar.unknown_extends", stem, known=known)
            elif sheet.stem in reached[stem] | {stem}:
                sheet.head.complain("extends", "calendar.circular_extends", stem)
    built_upon = {stem: sum(stem in others for others in reached.values()) for stem in by_stem}
    return {sheet.name: _rank(sheet, built_upon[sheet.stem]) for sheet in sheets}


def _rank(sheet: Sheet, built_upon: int) -> Rank:
    return (not _is_law(sheet), -built_upon, not sheet.year, "" if sheet.year else sheet.name)


def _is_law(sheet: Sheet) -> bool:
    """Whether a file says nothing but rules, on top of no other: stated days of any file stand above them."""
    has_rules = sheet.table.has("fixed") or sheet.table.has("lunar")
    return has_rules and not sheet.extends and not any(map(sheet.table.has, ("holiday", "swap", "service")))


def _reached(stem: str, by_stem: Mapping[str, Sheet]) -> set[str]:
    """Return the files that one extends, directly or through others."""
    found: set[str] = set()
    waiting = list(by_stem[stem].extends[:MOST_FILES])
    while waiting:
        following = waiting.pop()
        if following in by_stem and following not in found:
            found.add(following)
            waiting.extend(by_stem[following].extends[:MOST_FILES])
    return found
