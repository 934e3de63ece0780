"""Sentences for people: a key and facts in, words of the reader's language out.

Every sentence stands in ``<language>/*.po``, one file a room, under a dotted
key. The build joins them into one gettext catalogue a language.
"""

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
DOMAIN = "tracker"
LOCALES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Translator:
    """Speaks one language; call it with a key and the facts of the sentence."""

    language: str
    _one: Callable[[str], str]
    _many: Callable[[str, str, int], str]

    def __call__(self, key: str, /, **facts: object) -> str:
        """Say it; with a whole number named ``count`` the form follows the number."""
        number = facts.get("count")
        sentence = self._many(key, key, number) if isinstance(number, int) else self._one(key)
        return sentence.format(**facts) if facts else sentence

    def has(self, key: str) -> bool:
        """Whether the catalogue knows this key."""
        return self._one(key) != key


@cache
def translator(language: str) -> Translator:
    """Return the speaker of a language; an unknown one speaks Vietnamese."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    catalogue = gettext.translation(DOMAIN, LOCALES, [chosen], fallback=True)
    return Translator(chosen, catalogue.gettext, catalogue.ngettext)
