"""The marks of Markdown, taken off where they are marks."""

import re

from tracker.core.text import clean

_HASHES = re.compile(r"^#{1,6}\s+")
_QUOTE = re.compile(r"^(?:>\s?)+(?=\S)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[\w\"“(])([^*]+)(?<=[\w.:;,!?\"”)])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w])_(?=[^\W_])([^_]+)(?<=[^\W_])_(?![\w])")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$|^\s*\|\s*:?-+:?\s*\|\s*$")
_RULE_CELL = re.compile(r"^:?-+:?$")
_MOST_CELLS = 1_000
_FEWEST_BARS = 2


def plain(text: str) -> str:
    """Return clean text without marks of heading, quotation and emphasis."""
    bare = _QUOTE.sub("", _HASHES.sub("", clean(text)))
    return clean(_ESCAPE.sub(r"\1", _UNDERLINED.sub(r"\1", _EMPHASIS.sub(r"\1", bare.replace("**", "")))))


def is_rule(line: str) -> bool:
    """Whether a line is the rule below a table's head: "|---|:--:|"."""
    return _RULE.match(line) is not None


def is_ruled(cells: tuple[str, ...]) -> bool:
    """Whether the cells of a row hold nothing but a rule."""
    return all(map(_RULE_CELL.match, cells))


def barred(line: str, *, in_table: bool) -> tuple[str, ...]:
    """Part a line at its bars; a line that is no row has no cells. One bar makes a row only in a table."""
    if len(_BAR.findall(line)) < (1 if in_table else _FEWEST_BARS):
        return ()
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(map(cell, _BAR.split(inner, maxsplit=_MOST_CELLS)))


def tabbed(line: str) -> tuple[str, ...]:
    """Part a line at its tabs."""
    return tuple(map(cell, line.split("\t", maxsplit=_MOST_CELLS)))


def cell(text: str) -> str:
    """Return the plain lines of a cell; "<br>" breaks lines too."""
    return "\n".join(filter(None, map(plain, _BREAK.sub("\n", text).split("\n"))))
