"""How the tables of words write their patterns."""

import re


def any_of(words: str) -> str:
    """Return a pattern for any of the words between the bars; the longest wins."""
    return "(?:" + "|".join(map(re.escape, sorted(words.split("|"), key=len, reverse=True))) + ")"


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern for which case does not matter."""
    return re.compile(text, re.IGNORECASE)
