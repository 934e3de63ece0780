"""What the translator makes of a key and facts."""

import gettext

import pytest

from tracker.i18n import Translator
from tracker.i18n.build import compile_all

ENTRIES = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "error.rows"
msgid_plural "error.rows"
msgstr[0] "One row is too long."
msgstr[1] "{count} rows are too long."

msgid "error.rows.remedy"
msgstr "Shorten them in {file}."
"""


@pytest.fixture
def say(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "room.po").write_text(ENTRIES, encoding="utf-8")
    compile_all(tmp_path)
    catalogue = gettext.translation("tracker", tmp_path, ["en"])
    return Translator("en", catalogue.gettext, catalogue.ngettext)


def test_count_chooses_the_form(say):
    assert say("error.rows", count=1) == "One row is too long."
    assert say("error.rows", count=3) == "3 rows are too long."


def test_count_among_the_facts_of_a_plain_sentence_is_only_a_fact(say):
    assert say("error.rows.remedy", count=3, file="a.txt") == "Shorten them in a.txt."


def test_known_keys_are_known(say):
    assert say.has("error.rows")
    assert say.has("error.rows.remedy")
    assert not say.has("error.columns")


def test_braces_in_facts_are_only_letters(say):
    assert say("error.rows.remedy", file="{count}{0}") == "Shorten them in {count}{0}."
