"""The marks of Word's automatic lists ("1.", "a)", "II.", "1.1."), as Word shows them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tracker.readers.formats.office.wordtext import W, is_on, number, value

_DEEPEST = 9  # levels of a list
_PLACE = re.compile(r"%([1-9])")
_LETTERS = 26
_MOST_LETTERS = 3  # "ccc"; beyond, and beyond the Roman numerals, plain numbers
_ROMANS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST_ROMAN = 3999
_CONTENTS = re.compile(r"toc \d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list; ``restart`` is the number of levels after which it counts anew, 0 for never."""

    start: int
    format: str
    text: str
    restart: int
    is_legal: bool
    style: str


@dataclass(slots=True)
class _List:
    """One list (``w:num``): its levels, and the numbers that it begins with once."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says about lists."""

    name: str
    parent: str
    list_id: str
    level: int


class Lists:
    """The lists of one document; they count on with every paragraph that is asked for."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {name: _style(found) for name, found in _named(styles, "style", "styleId")}
        self._abstract = dict(_named(numbering, "abstractNum", "abstractNumId"))
        self._nums = dict(_named(numbering, "num", "numId"))
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        style = self._styles.get(value(paragraph, "pPr", "pStyle"))
        return style is not None and _CONTENTS.match(style.name) is not None

    def mark(self, paragraph: Element) -> str:
        """Return the mark before a paragraph, and count it; nothing outside lists."""
        list_id, depth = self._place(paragraph)
        found = self._list(list_id)
        if found is None or depth not in found.levels:
            return ""
        return self._shown(found, depth, self._count(found, depth))

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Tell the list and the level of a paragraph: its own, else those of its style."""
        own_id = value(paragraph, "pPr", "numPr", "numId")
        own_level = value(paragraph, "pPr", "numPr", "ilvl")
        style = value(paragraph, "pPr", "pStyle")
        if own_id:
            return own_id, number(own_level)
        for name in self._ancestry(style):
            if list_id := self._styles[name].list_id:
                return list_id, number(own_level) if own_level else self._level_of(name, list_id)
        return "", 0

    def _ancestry(self, style: str) -> Iterator[str]:
        """Yield a style and those that it is based on."""
        for _ in range(len(self._styles)):
            if style not in self._styles:
                return
            yield style
            style = self._styles[style].parent

    def _level_of(self, style: str, list_id: str) -> int:
        """Tell the level that is linked with a style."""
        found = self._list(list_id)
        levels = found.levels if found else {}
        linked = (depth for depth, level in levels.items() if level.style == style)
        return next(linked, self._styles[style].level)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            num = self._nums.get(list_id)
            self._lists[list_id] = None if num is None else self._built(num)
        return self._lists[list_id]

    def _built(self, num: Element) -> _List:
        abstract = self._defined(value(num, "abstractNumId"))
        changes = num.findall(f"{W}lvlOverride")
        levels = _levels(self._abstract.get(abstract))
        for change in changes:
            levels |= _levels(change)
        starts = {_depth(change): value(change, "startOverride") for change in changes}
        return _List(abstract, levels, {depth: number(start) for depth, start in starts.items() if start})

    def _defined(self, abstract: str) -> str:
        """Follow the link from a list that only names a list style to the one that defines it."""
        link = value(self._abstract.get(abstract), "numStyleLink")
        style = self._styles.get(link)
        num = self._nums.get(style.list_id) if style else None
        return value(num, "abstractNumId") or abstract

    def _count(self, found: _List, depth: int) -> list[int | None]:
        """Count one paragraph; lists that share a definition count together."""
        counts = self._counts.setdefault(found.abstract, [None] * _DEEPEST)
        last = counts[depth]
        counts[depth] = found.levels[depth].start if last is None else last + 1
        if depth in found.starts:
            counts[depth] = found.starts.pop(depth)
        for deeper in range(depth + 1, _DEEPEST):
            if deeper not in found.levels or depth < found.levels[deeper].restart:
                counts[deeper] = None
        return counts

    def _shown(self, found: _List, depth: int, counts: list[int | None]) -> str:
        level = found.levels[depth]
        if level.format == "bullet":
            return "+" if level.text == "+" else "-"

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            upper, count = found.levels.get(at, level), counts[at]
            shape = "decimal" if level.is_legal else upper.format
            return _numeral(upper.start if count is None else count, shape)

        return _PLACE.sub(shown, level.text).strip()


def _named(root: Element | None, local: str, name: str) -> Iterator[tuple[str, Element]]:
    if root is not None:
        yield from ((found.get(f"{W}{name}", ""), found) for found in root.iterfind(f"{W}{local}"))


def _style(found: Element) -> _Style:
    return _Style(
        name=value(found, "name"),
        parent=value(found, "basedOn"),
        list_id=value(found, "pPr", "numPr", "numId"),
        level=number(value(found, "pPr", "numPr", "ilvl")),
    )


def _levels(parent: Element | None) -> dict[int, _Level]:
    levels = () if parent is None else parent.iterfind(f"{W}lvl")
    return {_depth(level): _level(level) for level in levels}


def _depth(level: Element) -> int:
    return min(number(level.get(f"{W}ilvl", "")), _DEEPEST - 1)


def _level(found: Element) -> _Level:
    restart = value(found, "lvlRestart")
    formats = found.iter(f"{W}numFmt")
    return _Level(
        start=number(value(found, "start"), 1),
        format=next((shape.get(f"{W}val", "") for shape in formats), "decimal"),
        text=value(found, "lvlText"),
        restart=number(restart) if restart else _DEEPEST,
        is_legal=is_on(found.find(f"{W}isLgl")),
        style=value(found, "pStyle"),
    )


def _numeral(count: int, shape: str) -> str:
    """Write a number as a list does: 4 as "4", "04", "IV", "iv", "D" or "d"."""
    if shape in {"upperRoman", "lowerRoman"} and 0 < count <= _LARGEST_ROMAN:
        return _cased(_roman(count), shape)
    if shape in {"upperLetter", "lowerLetter"} and 0 < count <= _LETTERS * _MOST_LETTERS:
        times, letter = divmod(count - 1, _LETTERS)
        return _cased(chr(ord("A") + letter) * (times + 1), shape)
    if shape == "none":
        return ""
    return f"{count:02d}" if shape == "decimalZero" else str(count)


def _cased(numeral: str, shape: str) -> str:
    return numeral if shape.startswith("upper") else numeral.lower()


def _roman(count: int) -> str:
    numeral = ""
    for worth, letters in _ROMANS:
        times, count = divmod(count, worth)
        numeral += letters * times
    return numeral
