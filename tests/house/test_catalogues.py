"""The catalogues are whole: two languages, the same keys and facts, nothing missing, nothing idle."""

import re
import unicodedata
from itertools import accumulate, pairwise

import pytest

from tests.house.catalogues import ENTRIES_OF, GAP, KEY, NO_KEYS, begun, built, entries, literals, uses
from tests.house.tree import none_of
from tracker import errors
from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.rollover.carrying import Fate
from tracker.core.rollover.reasons import Why
from tracker.core.standing import Standing
from tracker.core.workcalendar import DayKind
from tracker.errors import FailureReason, Place, TrackerError
from tracker.i18n import LANGUAGES, LOCALES

VI, EN = LANGUAGES

ERRORS = frozenset(
    name
    for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, TrackerError)
) - {"ChannelError"}

#: Enumeration → the family of keys that has a word for each of its values.
WORDS = {
    "error.channel": FailureReason,
    "calendar.day": DayKind,
    "word.day": DayKind,
    "standing": Standing,
    "notice": NoticeKind,
    "notice.state": NoticeState,
    "notice.reason": NoticeReason,
    "delivery": DeliveryState,
    "rollover.reason": Why,
    "rollover.fate": Fate,
}
ENUMERATED = {f"{family}.{value}" for family, values in WORDS.items() for value in values}
PLACES = {f"place.{part}" for part in Place.__slots__}

both = pytest.mark.parametrize("language", LANGUAGES)


def test_both_languages_have_the_same_files_and_keys_in_the_same_order():
    of = {lang: {p.name for p in (LOCALES / lang).glob("*.po")} - {"click.po"} for lang in LANGUAGES}
    assert of[VI] == of[EN]
    assert list(entries(VI)) == list(entries(EN))


def test_both_languages_name_the_same_facts():
    pairs = [(entry, entries(EN)[key]) for key, entry in entries(VI).items() if key in entries(EN)]
    none_of([vi.key for vi, en in pairs if vi.placeholders != en.placeholders])
    none_of([vi.key for vi, en in pairs if vi.is_counted != en.is_counted])


@both
def test_facts_have_plain_names(language):
    named = {fact for entry in entries(language).values() for fact in entry.placeholders}
    none_of([fact for fact in named if not re.fullmatch(r"[a-z][a-z_]*", fact)])


@both
def test_sentences_that_count_have_forms(language):
    counting = [entry for entry in entries(language).values() if "count" in entry.placeholders]
    none_of(entry.key for entry in counting if not entry.is_counted)


@both
def test_keys_are_dotted_and_a_remedy_follows_its_sentence(language):
    keys = list(entries(language))
    followed = {f"{key}.remedy": following for key, following in pairwise(keys)}
    none_of([key for key in keys if not KEY.fullmatch(key)])
    none_of([key for key in keys if key.endswith(".remedy") and followed.get(key) != key])


@both
def test_sentences_are_calm_composed_and_tidy(language):
    forms = [(key, form) for key, entry in entries(language).items() for form in entry.forms]
    none_of([key for key, form in forms if "!" in form])
    none_of([key for key, form in forms if not unicodedata.is_normalized("NFC", form)])
    none_of(key for key, form in forms if form != form.rstrip())


def test_every_value_has_its_word():
    none_of((ENUMERATED | PLACES) - entries(VI).keys())


def test_every_error_and_problem_in_code_has_its_sentence_and_remedy():
    needed = [(use.place, entry) for use in uses(ERRORS) for entry in (use.entry, f"{use.entry}.remedy")]
    none_of([f"{place} {entry}" for place, entry in needed if entry not in entries(VI)])


def test_errors_and_problems_carry_the_facts_that_their_sentences_name():
    none_of([lack for use in uses(ERRORS) for lack in lacking(use)])


def lacking(use):
    """Yield the facts that a sentence names and its use does not give."""
    if use.facts is None:
        return
    told = use.facts | ({"words"} if use.entry.startswith("problem.") else set())
    for key in {use.entry, f"{use.entry}.remedy"} & entries(VI).keys():
        if missing := entries(VI)[key].placeholders - told:
            yield f"{use.place} {key} lacks {sorted(missing)}"


def test_every_key_in_code_has_its_sentence():
    families = {key.partition(".")[0] for key in entries(VI)}
    named = {text for text in literals() if KEY.fullmatch(text) and not text.endswith(NO_KEYS)}
    asked = {text for text in named if text.partition(".")[0] in families}
    stems = {stem for key in entries(VI) for stem in accumulate(key.split("."), "{}.{}".format)}
    none_of(text for text in asked if not any(form.format(text) in stems for form in ENTRIES_OF))


def test_every_key_that_code_builds_begins_some_sentence():
    families = {key.partition(".")[0] for key in entries(VI)}
    asked = {pattern.replace(GAP, ".*") for pattern in built() if pattern.partition("\\.")[0] in families}
    none_of(pattern for pattern in asked if not any(re.fullmatch(pattern, key) for key in entries(VI)))


def test_every_sentence_is_used():
    said = {form.format(text) for text in literals() for form in ENTRIES_OF if "{" not in text}
    forms = [form.replace(".", r"\.").format(text) for text in built() | begun() for form in ENTRIES_OF]
    wanted = re.compile("|".join(forms))
    none_of(key for key in entries(VI) if key not in said and not wanted.fullmatch(key))
