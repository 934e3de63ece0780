"""Everything that click says to a user has its Vietnamese."""

import ast
from pathlib import Path
from string import Formatter

import click

from tests.house.tree import none_of, parsed
from tracker.i18n import LOCALES
from tracker.i18n.build import read

#: What click says to programmers, or on Windows' own console only.
NOT_FOR_USERS = (
    "Arguments take exactly one parameter declaration",
    "Boolean option {decl!r} cannot",
    "Could not determine name for option",
    "Invalid start character for option",
    "Name '{name}' defined twice",
    "No options defined but a name was passed",
    "Unknown color",
    "Unknown standard stream",
    "Windows error",
)


def said_by_click():
    """Yield the texts that click hands to gettext."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
        for call in calls:
            wraps = isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
            if wraps and isinstance(call.args[0], ast.Constant):
                yield call.args[0].value


def facts(text):
    return {fact for _, fact, _, _ in Formatter().parse(text) if fact}


def test_click_speaks_no_english_to_a_vietnamese_user():
    messages = read(LOCALES / "vi" / "click.po", "vi")
    known = {message.id[0] if message.pluralizable else message.id for message in messages}
    none_of([text for text in said_by_click() if text not in known and not text.startswith(NOT_FOR_USERS)])


def test_translations_name_only_facts_that_click_gives():
    for message in read(LOCALES / "vi" / "click.po", "vi"):
        asked, said = (form if message.pluralizable else [form] for form in (message.id, message.string))
        assert {fact for text in said for fact in facts(text)} <= {
            fact for text in asked for fact in facts(text)
        }
