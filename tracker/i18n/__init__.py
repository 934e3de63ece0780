"""Sentences for people: a key and facts in, words of the reader's language out.

Every sentence stands in ``<language>/*.po``, one file a room, under a dotted
key. The build joins them into one gettext catalogue a language. The messages
of click, which have their English text as key, stand in ``vi/click.po``.
"""

import gettext
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tracker.core.text import harmless

LANGUAGES = ("vi", "en")
DOMAIN = "tracker"
LOCALES = Path(__file__).parent

#: Where a language is asked for, the first one that names one of ours wins (POSIX.1-2017, 8.2).
LANGUAGE_VARIABLES = ("TRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Translator:
    """Speaks one language; call it with a key and the facts of the sentence."""

    language: str
    _one: Callable[[str], str]
    _many: Callable[[str, str, int], str]

    def __call__(self, key: str, /, **facts: object) -> str:
        """Say it, days as people read them; where the entry has forms, ``count`` chooses one.

        Facts may come from anywhere: what a terminal would obey is left out of them.
        """
        number = facts.get("count")
        counted = self._many(key, key, number) if isinstance(number, int) else key
        sentence = self._one(key) if counted == key else counted
        shown = {name: self._shown(fact) for name, fact in facts.items()}
        return sentence.format(**shown) if facts else sentence

    def _shown(self, fact: object) -> object:
        if type(fact) is date:
            return short_date(fact, self)
        return harmless(fact) if isinstance(fact, str) else fact

    def has(self, key: str) -> bool:
        """Whether the catalogue knows this key."""
        return self._one(key) != key


def short_date(on: date, say: Translator) -> str:
    """Say a day: "31/5/2024", "31 May 2024"."""
    return say("date.short", day=on.day, month=say(f"date.month.{on.month}"), year=on.year)


@cache
def translator(language: str) -> Translator:
    """Return the speaker of a language; an unknown one speaks Vietnamese."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    catalogue = gettext.translation(DOMAIN, LOCALES, [chosen], fallback=True)
    return Translator(chosen, catalogue.gettext, catalogue.ngettext)


def choose_language(argument: str | None, environ: Mapping[str, str]) -> str:
    """Return "vi" or "en": what was asked for, else what the environment names, else Vietnamese.

    "en_US.UTF-8" names English; a language we do not speak names nothing.
    """
    wishes = (argument or "", *(environ.get(name, "") for name in LANGUAGE_VARIABLES))
    named = (wish[:2].lower() for wish in wishes)
    return next((language for language in named if language in LANGUAGES), LANGUAGES[0])


def speak(language: str) -> Translator:
    """Make this whole process speak one language, click's own messages included.

    gettext takes the language from the environment at every message, so it is
    set there; child processes speak it too. Call it before a command is built.
    """
    chosen = translator(language)
    os.environ["LANGUAGE"] = chosen.language
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    return chosen
