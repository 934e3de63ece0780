"""docs/phrases.md says what the grammar and the table of cases say."""

import re

from tests.core.phrases import document, rules
from tracker.i18n import LOCALES


def test_page_is_up_to_date():
    assert document.PAGE.read_text(encoding="utf-8") == document.render()


def test_every_rule_that_a_reading_can_name_quotes_its_pattern():
    catalogue = (LOCALES / "vi" / "phrases.po").read_text(encoding="utf-8")
    named = set(re.findall(r'msgid "(rule\.[A-Z]\d+)"', catalogue))
    assert {key.removeprefix("rule.") for key in named} <= set(rules.patterns_by_rule())


def test_every_quoted_rule_has_its_meaning_and_words():
    for rule, patterns in rules.patterns_by_rule().items():
        _, number, pattern, meaning, _, _ = re.split(r"(?<!\\)\|", rules._row(rule, patterns))
        assert (number.strip(), pattern.strip() != "", meaning.strip() != "") == (rule, True, True)
