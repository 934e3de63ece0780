"""Numbers of a sheet as a person sees them: by the format of their cell."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import isfinite

from tracker.readers.words.headings import MONTH_WORD

DATE = "dd/mm/yyyy"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet knows no zone)
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_FALSE_LEAP_DAY = 60  # 29/02/1900 of the sheet; days before it count one less
_LAST_DAY = 2_958_465  # 31/12/9999
_DAYS_1904 = 1462
_SECONDS_OF_DAY = 86_400
_EXACT = 10**15  # above this a number of a sheet is no longer exact
_DIGITS = 10  # as many as a cell of usual width shows
_MOST_DECIMALS = 10

#: Formats that a file only names by number; 27 to 36 and 50 to 58 are dates of some languages.
_BUILT_IN = {
    **dict.fromkeys((14, *range(27, 37), *range(50, 59)), DATE),
    9: "0%",
    10: "0.00%",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    1: "0",
    2: "0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<meridiem>am/pm|a/p)|(?P<general>general)|(?P<part>y+|m+|d+|h+|s+)|(?P<end>;)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK = frozenset({"part", "elapsed"})
_WORDS = frozenset({"quoted", "escaped", "other"})
_WEEKDAY = 3  # "ddd" and "dddd" name a day of the week


def format_of(number: int, custom: dict[int, str]) -> str:
    """Return the format of a number: the file's own, else the built-in one; empty for none."""
    return custom.get(number, _BUILT_IN.get(number, ""))


def counted(text: str) -> float | None:
    """Read a number as a sheet stores it; None for what is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def written_out(text: str) -> float | None:
    """Count the days to a moment that a sheet writes out ("2024-05-31T08:30:00"); None for any other text."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return (moment - _EPOCH) / timedelta(days=1) if "-" in text[1:] else None


def shown(value: float, shape: str, *, is_1904: bool = False) -> str:
    """Write a number as its format shows it: a date as dd/mm/yyyy, a month as mm/yyyy, 0.5 as 50%.

    A date without its year in the cell has none here either: the year that the
    sheet holds is the year of typing. What stands in the format beside the
    number ("Thang "0) belongs to what a person reads.
    """
    tokens = list(_tokens(shape))
    kinds = {kind for kind, _ in tokens}
    moment = _moment(value, is_1904=is_1904) if kinds & _CLOCK else None
    if moment:
        return _month_named(_framed(_dated(moment, _parts(tokens)), tokens), _parts(tokens))
    return _framed(_counted(value, tokens), tokens) if kinds & {"digits", "general"} else _plain(value)


def _tokens(shape: str) -> Iterator[tuple[str, str]]:
    """Part the first section of a format into kinds and texts; colours and widths are left out."""
    for found in _TOKEN.finditer(shape):
        if found.lastgroup == "end":
            return
        if found.lastgroup:
            yield found.lastgroup, found[found.lastgroup]


def _parts(tokens: list[tuple[str, str]]) -> frozenset[str]:
    """Tell which of y, m, d (day), h, i (minute), s a date shows; an m beside h or s is a minute."""
    parts = [text[0].lower() for kind, text in tokens if kind in _CLOCK and not _is_weekday(text)]
    after = [*parts[1:], ""]
    before = ["", *parts[:-1]]
    minutes = [
        part == "m" and (a == "h" or b == "s") for part, a, b in zip(parts, before, after, strict=True)
    ]
    return frozenset("i" if is_minute else part for part, is_minute in zip(parts, minutes, strict=True))


def _is_weekday(text: str) -> bool:
    return text[0] in "dD" and len(text) >= _WEEKDAY


def _moment(value: float, *, is_1904: bool) -> datetime | None:
    """Return the moment that a sheet counts in days; None where it counts none."""
    if not 0 <= value <= _LAST_DAY - (_DAYS_1904 if is_1904 else 0):
        return None
    if is_1904:
        return _EPOCH_1904 + timedelta(seconds=round(value * _SECONDS_OF_DAY))
    days = value if value >= _FALSE_LEAP_DAY else value + 1
    return _EPOCH + timedelta(seconds=round(days * _SECONDS_OF_DAY))


def _dated(moment: datetime, parts: frozenset[str]) -> str:
    """Write those parts of a moment that the cell shows: hour and minute first, then the day."""
    day = "/".join(
        f"{number:0{width}d}"
        for part, number, width in (("d", moment.day, 2), ("m", moment.month, 2), ("y", moment.year, 4))
        if part in parts
    )
    clock = f"{moment:%H:%M}" if parts & {"h", "i", "s"} else ""
    is_midnight = clock == "00:00" and day
    return " ".join(filter(None, ("" if is_midnight else clock, day)))


def _counted(value: float, tokens: list[tuple[str, str]]) -> str:
    """Write a number with the decimals that its format has."""
    kinds = dict(tokens)
    if "digits" not in kinds:
        return _plain(value)
    decimals = min(len(kinds["digits"].partition(".")[2]), _MOST_DECIMALS)
    if "percent" in kinds:
        return f"{value * 100:.{decimals}f}%"
    if decimals or value == int(value):
        text = f"{value:.{decimals}f}"
        return text if decimals else text.zfill(_zeros(kinds["digits"]))
    return f"{value:.0f}"


def _zeros(digits: str) -> int:
    """Tell how many digits a format writes at least ("00" writes 5 as 05)."""
    return digits.partition(".")[0].count("0")


def _framed(text: str, tokens: list[tuple[str, str]]) -> str:
    """Put the words of a format before and after what it shows."""
    at = [n for n, (kind, _) in enumerate(tokens) if kind in _CLOCK | {"digits", "general"}]
    before = "".join(word for kind, word in tokens[: at[0]] if kind in _WORDS)
    after = "".join(word for kind, word in tokens[at[-1] + 1 :] if kind in _WORDS)
    framed = f"{_words(before)}{text}{_words(after)}"
    return framed.strip()


def _words(frame: str) -> str:
    """Return what a format writes around a number if it has letters; signs alone say nothing."""
    return frame if any(map(str.isalpha, frame)) else ""


def _month_named(text: str, parts: frozenset[str]) -> str:
    """Say that a month alone is one, unless the format does."""
    return f"{MONTH_WORD} {text}" if "m" in parts and "d" not in parts and text[0].isdigit() else text


def _plain(value: float) -> str:
    """Write a number without a format: whole numbers without a point."""
    is_whole = abs(value) < _EXACT and value == int(value)
    return str(int(value)) if is_whole else f"{value:.{_DIGITS}g}"
