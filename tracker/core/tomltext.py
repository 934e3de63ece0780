"""TOML text to values; days that do not exist come through, so that the rest of the file is read too."""

import re
import tomllib
from datetime import date

from tracker.core.text import clean
from tracker.errors import Place, Problem, Severity

MOST_NO_DAYS = 20  # days of one file that no calendar has; with more it is no settings file
_SPOT = re.compile(r"at line (\d+), column (\d+)")
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w:-])", re.ASCII)
_KEY = re.compile(r"[ \t]*([\w.-]{1,80})[ \t]*=", re.ASCII)


class NoDay(str):
    """A day as it is written that no calendar has: a value of no kind that anybody asks for."""

    __slots__ = ()


def loaded(text: str, file: str, problems: list[Problem]) -> dict[str, object] | None:
    """Read a text; None after a problem was noted. A day that does not exist becomes a ``NoDay``."""
    no_days: dict[str, NoDay] = {}
    for left in reversed(range(MOST_NO_DAYS + 1)):
        try:
            return tomllib.loads(text, parse_float=lambda written: no_days.get(written) or float(written))
        except tomllib.TOMLDecodeError as error:
            line, at = _spot(error, text)
            found = _no_day_at(text, at) if left else None
            if not found:
                problems.append(_flaw(error, Place(file, line=line, key=_key_at(text, at))))
                return None
        except ValueError as error:  # a number of thousands of digits
            problems.append(_flaw(error, Place(file)))
            return None
        number = f"1{found[0].replace('-', '')}.0"  # which no settings file says
        no_days[number] = NoDay(found[0])
        text = text[: found.start()] + number + text[found.end() :]
    return None


def _flaw(error: ValueError, place: Place) -> Problem:
    return Problem("settings.syntax", Severity.ERROR, place, facts={"detail": clean(str(error))})


def _spot(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, int]:
    """Return the line that cannot be read, 0 for the end of the file, and the place in the text."""
    found = _SPOT.search(str(error))
    if not found:
        return 0, len(text)
    lines = text.split("\n")[: int(found[1]) - 1]
    return int(found[1]), sum(len(line) + 1 for line in lines) + int(found[2]) - 1


def _no_day_at(text: str, at: int) -> re.Match[str] | None:
    """Find what looks like a day and is none; reading stops before it or behind its year."""
    start = text.rfind("\n", 0, at) + 1
    end = f"{text}\n".index("\n", at)
    for found in _DAY.finditer(text, start, end):
        if found.start() <= at <= found.end():
            return None if _is_day(found[0]) else found
    return None


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _key_at(text: str, at: int) -> str:
    """Return the key of the line that cannot be read, empty where there is none."""
    found = _KEY.match(text, text.rfind("\n", 0, at) + 1)
    return found[1] if found else ""
