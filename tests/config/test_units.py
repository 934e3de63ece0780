"""Units with names that hold for a while."""

from datetime import date

from tracker.config import load_config
from tracker.core.directory import DatedName

LAST = date(2025, 2, 28)
UNIT = """
[[units]]
code = "{}"
name = "{}"
"""
TWO = UNIT.format("so-tc", "Sở Tài chính") + "{}" + UNIT.format("so-khdt", "Sở Kế hoạch và Đầu tư") + "{}"


def test_an_alias_may_have_days(write):
    added = UNIT.format("so-tc", "Sở Tài chính")
    added += 'aliases = ["Sở TC", { name = "Sở Kế hoạch và Đầu tư", until = 2025-02-28 }]\n'
    (unit,) = load_config(write(added), environ={}).units
    assert unit.aliases == ("Sở TC",)
    assert unit.former == (DatedName("Sở Kế hoạch và Đầu tư", until=LAST),)


def test_a_unit_may_end_and_have_a_successor(write):
    added = TWO.format("", 'until = 2025-02-28\nsuccessor = "so-tc"\n')
    former = load_config(write(added), environ={}).units[1]
    assert (former.until, former.successor) == (LAST, "so-tc")


def test_names_that_are_the_same_with_short_forms_written_out_are_refused(flaws):
    added = UNIT.format("a", "UBND TP Cần Thơ") + UNIT.format("b", "Uỷ ban nhân dân thành phố Cần Thơ")
    assert flaws(added) == {"units[1].name": "config.name_taken"}


def test_a_name_may_pass_from_one_unit_to_another(write, flaws):
    alias = 'aliases = [{{ name = "Sở Kế hoạch và Đầu tư", since = {} }}]\n'
    until = "until = 2025-02-28\n"
    assert load_config(write(TWO.format(alias.format("2025-03-01"), until)), environ={})
    assert flaws(TWO.format(alias.format("2025-02-28"), until)) == {"units[1].name": "config.name_taken"}


def test_flaws_of_validity_are_named(flaws):
    turned = 'aliases = [{ name = "x", since = 2025-03-01, until = 2025-02-28 }]\n'
    assert flaws(TWO.format(turned, "")) == {"units[0].aliases[0].until": "config.validity_reversed"}
    assert flaws(TWO.format('successor = "x"\n', "")) == {"units[0].successor": "config.unknown_successor"}
    circle = TWO.format('successor = "so-khdt"\n', 'successor = "so-tc"\n')
    assert set(flaws(circle).values()) == {"config.successor_circle"}
    assert flaws(TWO.format("aliases = [3]\n", "")) == {"units[0].aliases[0]": "settings.not_text"}
