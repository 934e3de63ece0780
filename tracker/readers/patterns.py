"""How tables of words become patterns."""

import re


def any_of(words: str) -> str:
    """Return a pattern for any of the words between the bars; the longest wins."""
    return "(?:" + "|".join(map(re.escape, sorted(words.split("|"), key=len, reverse=True))) + ")"


def ignoring_case(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that makes no difference between capitals and small letters."""
    return re.compile(pattern, re.IGNORECASE)
