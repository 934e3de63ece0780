"""Typed reading of settings files: what does not fit becomes a problem with the key's path."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from tracker.core.text import clean
from tracker.errors import Place, Problem, Severity

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)

LONGEST_QUOTE = 80  # characters of a wrong value that are told again
_LINE = re.compile(r"at line (\d+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_WRONG = {
    bool: "settings.not_truth",
    date: "settings.not_day",
    dict: "settings.not_table",
    int: "settings.not_whole",
    list: "settings.not_list",
    str: "settings.not_text",
    time: "settings.not_time",
}


def parse(data: bytes, file: str, problems: list[Problem]) -> "Table | None":
    """Parse a TOML file; None after a problem was noted that leaves nothing to read."""
    try:
        return Table(tomllib.loads(data.decode("utf-8-sig")), Place(file), problems)
    except UnicodeDecodeError as error:
        place = Place(file, line=data.count(b"\n", 0, error.start) + 1)
        problems.append(Problem("settings.encoding", Severity.ERROR, place))
    except ValueError as error:  # beside wrong TOML a number of thousands of digits
        line = _LINE.search(str(error))
        place = Place(file, line=int(line[1]) if line else 0)
        problems.append(
            Problem("settings.syntax", Severity.ERROR, place, facts={"detail": clean(str(error))})
        )
    return None


class Table:
    """One table of a settings file, read key by key.

    A key that is missing gives its default; so does one that does not fit,
    after a problem was noted. ``close`` notes the keys that nobody asked for.
    """

    __slots__ = ("_asked", "_inner", "place", "problems", "values")

    def __init__(self, values: Mapping[str, object], place: Place, problems: list[Problem]) -> None:
        self.values = values
        self.place = place
        self.problems = problems
        self._asked: set[str] = set()
        self._inner: list[Table] = []

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Read one line of text, cleaned."""
        return clean(self.line(key, default, required=required))

    def line(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Read one line of text as it stands; control characters are refused."""
        value = self._find(key, str)
        if value is not None and _CONTROL.search(value):
            self.complain(key, "settings.control_character")
            return default
        if required and not str(self.values.get(key, "")).strip():
            self.complain(key, "settings.required")
        return default if value is None else value

    def checked(
        self,
        key: str,
        check: Callable[[str], str | None],
        *,
        problem: str,
        default: str = "",
        required: bool = False,
    ) -> str:
        """Read a text in the form that ``check`` gives it; None refuses it."""
        value = self.line(key, default, required=required)
        accepted = check(value) if value else value
        if accepted is None:
            self.complain(key, problem)
        return accepted or default

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, cleaned."""
        return tuple(clean(value) for _, value in self._items(key, str) or ())

    def truth(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._find(key, bool)
        return default if value is None else value

    def whole(self, key: str, default: int, *, lowest: int, highest: int) -> int:
        """Read a whole number within limits, both included."""
        value = self._find(key, int)
        if value is None:
            return default
        return value if self._is_within(key, value, lowest, highest) else default

    def wholes(self, key: str, default: tuple[int, ...], *, lowest: int, highest: int) -> tuple[int, ...]:
        """Read a list of different whole numbers within limits, both included."""
        found = self._items(key, int)
        if found is None:
            return default
        values = [value for _, value in found]
        if len(set(values)) < len(values):
            self.complain(key, "settings.repeated")
        return tuple(value for item, value in found if self._is_within(item, value, lowest, highest))

    def day(self, key: str) -> date | None:
        """Read one day."""
        return self._find(key, date)

    def days(self, key: str) -> tuple[date, ...]:
        """Read a list of days."""
        return tuple(day for _, day in self._items(key, date) or ())

    def clock_time(self, key: str, default: time) -> time:
        """Read an hour of the day."""
        value = self._find(key, time)
        return default if value is None else value

    def choice(self, key: str, default: Choice) -> Choice:
        """Read one of the values of an enumeration."""
        kind = type(default)
        return kind(self.one_of(key, default, [choice.value for choice in kind]))

    def one_of(self, key: str, default: str, choices: Collection[str]) -> str:
        """Read one of these texts."""
        value = self._find(key, str)
        if value is None or value in choices:
            return default if value is None else value
        self.complain(key, "settings.not_one_of", choices=", ".join(choices))
        return default

    def table(self, key: str) -> "Table":
        """Read a table; a missing one is empty."""
        return self._nest(key, self._find(key, dict) or {})

    def tables(self, key: str) -> "list[Table]":
        """Read a list of tables; a missing one is empty."""
        return [self._nest(item, values) for item, values in self._items(key, dict) or ()]

    def texts_and_tables(self, key: str) -> "list[tuple[str, str | Table]]":
        """Read a list of texts, cleaned, and tables, each with its path."""
        found: list[tuple[str, str | Table]] = []
        values = self._find(key, list) or []
        for item, value in ((f"{key}[{index}]", value) for index, value in enumerate(values)):
            if isinstance(value, dict):
                found.append((item, self._nest(item, value)))
            elif (text := self._of_kind(item, value, str)) is not None:
                found.append((item, clean(text)))
        return found

    def has(self, key: str) -> bool:
        """Whether the key is written in the file."""
        return key in self.values

    def at(self, key: str) -> Place:
        """Tell where a key of this table stands."""
        return replace(self.place, key=f"{self.place.key}.{key}".strip("."))

    def complain(self, key: str, problem: str, value: object = None, **facts: object) -> None:
        """Note what is wrong with a key of this table, or with one value of its list."""
        quote = _quote(self.values.get(key) if value is None else value)
        self.problems.append(Problem(problem, Severity.ERROR, self.at(key), quote, {"value": quote, **facts}))

    def refuse_secret(self, key: str) -> None:
        """Note, without repeating it, that a secret is written where it must not stand."""
        self._asked.add(key)
        self.complain(key, "settings.secret", value="")

    def close(self) -> None:
        """Note every key, here and below, that nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                known = ", ".join(_nearest(key, self._asked))
                self.complain(_quote(key), "settings.unknown_key", known=known)
        for inner in self._inner:
            inner.close()

    def _find(self, key: str, kind: type[Value]) -> Value | None:
        self._asked.add(key)
        return self._of_kind(key, self.values[key], kind) if key in self.values else None

    def _items(self, key: str, kind: type[Value]) -> list[tuple[str, Value]] | None:
        """Read a list as pairs of path and value; what is of another type is left out."""
        values = self._find(key, list)
        if values is None:
            return None
        named = [(f"{key}[{index}]", value) for index, value in enumerate(values)]
        found = [(item, self._of_kind(item, value, kind)) for item, value in named]
        return [(item, value) for item, value in found if value is not None]

    def _of_kind(self, key: str, value: object, kind: type[Value]) -> Value | None:
        """Return a value of exactly this type: true is no number, a moment is no day."""
        if type(value) is kind:
            return value
        self.complain(key, _WRONG[kind], value)
        return None

    def _is_within(self, key: str, value: int, lowest: int, highest: int) -> bool:
        if lowest <= value <= highest:
            return True
        self.complain(key, "settings.out_of_range", value, lowest=lowest, highest=highest)
        return False

    def _nest(self, key: str, values: Mapping[str, object]) -> "Table":
        inner = Table(values, self.at(key), self.problems)
        self._inner.append(inner)
        return inner


def _quote(value: object) -> str:
    """Return a wrong value in a form that is safe to show; tables and lists are not repeated."""
    if value is None or isinstance(value, dict | list):
        return ""
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return clean(shown)[:LONGEST_QUOTE]


def _nearest(key: str, known: Collection[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415  (only after a mistake)

    return get_close_matches(key, sorted(known), n=1) or sorted(known)
