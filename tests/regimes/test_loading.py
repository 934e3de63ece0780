"""Loading regimes: what a file leaves to another, and every flaw at once, each with its place."""

from datetime import date

import pytest

from tests.regimes.conftest import QUARTER, regime
from tracker.core.periods import Period
from tracker.core.regimes import DaysAfter, report_of
from tracker.core.workcalendar import Roll, WorkCalendar
from tracker.errors import CalendarError
from tracker.i18n import LANGUAGES, translator
from tracker.regimes import load_regimes

WEEK = WorkCalendar()
OWN = "Quyết định 05/2024/QĐ-UBND"
LATER = """
[[report]]
period = "quarter"
due = { working_days = 2 }
due_basis = "Điều 4"
"""


def own(head='extends = "base"\n', body=LATER, **changes):
    return regime("own", OWN, head, body, **changes)


def problems(folder):
    with pytest.raises(CalendarError) as caught:
        load_regimes(folder)
    assert caught.value.exit_code == 11
    assert caught.value.facts["count"] == len(caught.value.problems)
    return caught.value.problems


def flaws(folder):
    """What is wrong with a folder, as (key, file, path)."""
    return [(found.key, found.place.file, found.place.key) for found in problems(folder)]


def test_without_a_folder_there_are_no_regimes(tmp_path):
    assert load_regimes(tmp_path / "none") == ()


def test_a_file_with_every_line_commented_out_is_no_regime(write):
    assert load_regimes(write(office="# id = 'office'\n")) == ()


def test_a_regime_is_read(write):
    (found,) = load_regimes(write(base=regime(head='roll = "next"\n')))
    assert (found.id, found.file, found.roll, found.extends) == ("base", "base.toml", Roll.NEXT, "")
    assert found.names == ("Nghị định 09/2019/NĐ-CP",)
    assert list(found.rules) == [Period.QUARTER]


def test_what_a_regime_leaves_unsaid_is_taken_from_the_one_it_extends(write):
    base, found = load_regimes(write(base=regime(), own=own()))
    rule = found.rules[Period.QUARTER]
    assert rule.due == DaysAfter(2, is_working=True)
    assert (rule.data_to, rule.data_basis) == (
        base.rules[Period.QUARTER].data_to,
        base.rules[Period.QUARTER].data_basis,
    )
    assert rule.due_basis == "Điều 4"
    assert report_of(rule, 3, 2024, 3, WEEK).due_on == date(2024, 3, 18)  # 14/3 is a Thursday


def test_a_regime_that_says_nothing_of_its_own_is_the_one_it_extends(write):
    base, found = load_regimes(write(base=regime(), own=own(body="")))
    assert found.rules == base.rules


def test_regimes_extend_one_another_in_a_row(write):
    third = regime("third", "Quy chế 07/2024/QC-SNV", 'extends = "own"\n', "")
    found = {one.id: one for one in load_regimes(write(base=regime(), own=own(), third=third))}
    assert found["third"].rules == found["own"].rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (regime(basis=None), ("settings.required", "basis")),
        (regime(id='"Mã 1"'), ("regime.bad_id", "id")),
        (regime(names="[]"), ("settings.required", "names")),
        (regime(names='["báo cáo"]'), ("regime.vague_name", "names[0]")),
        (regime(names='["09/2019"]'), ("regime.vague_name", "names[0]")),
        (regime(head='roll = "forward"\n'), ("settings.not_one_of", "roll")),
        (regime(head="replaces = true\n"), ("regime.replaces_nothing", "replaces")),
        (regime(head='extends = "none"\n'), ("regime.unknown_extends", "extends")),
        (regime(head='extends = "base"\n'), ("regime.circular", "extends")),
        (regime(head="deadline = 1\n"), ("settings.unknown_key", "deadline")),
        (regime(body=""), ("settings.required", "report")),
        (regime(body=QUARTER + QUARTER), ("regime.period_twice", "report[1].period")),
        (regime(period='"week"'), ("settings.not_one_of", "report[0].period")),
        (regime(period=None), ("settings.required", "report[0].period")),
        (regime(due_basis=None), ("settings.required", "report[0].due_basis")),
        (regime(data_to=None), ("settings.required", "report[0].data_to")),
        (regime(data_to="{ day = 32 }"), ("settings.out_of_range", "report[0].data_to.day")),
        (regime(data_to="{ month = 0 }"), ("settings.required", "report[0].data_to.day")),
        (regime(data_to="{ day = 14, month = -4 }"), ("regime.window_reversed", "report[0].data_to")),
        (regime(due="{ days = 2, day = 3 }"), ("regime.due_unclear", "report[0].due")),
        (regime(due="{ }"), ("regime.due_unclear", "report[0].due")),
        (regime(due="{ day = 14 }"), ("regime.too_soon", "report[0].due")),
        (regime(due="{ day = 15 }"), ("regime.too_soon", "report[0].due")),
        (regime(due="{ days = 2 }"), ("regime.too_soon", "report[0].due")),
        (regime(due="{ working_days = 0 }"), ("settings.out_of_range", "report[0].due.working_days")),
    ],
)
def test_every_flaw_is_told_with_its_file_and_key(write, text, expected):
    key, path = expected
    assert (key, "base.toml", path) in flaws(write(base=text))


@pytest.mark.parametrize(
    "due", ["{ day = 17 }", "{ days = 3 }", "{ working_days = 1 }", "{ day = 1, month = 1 }"]
)
def test_a_deadline_that_always_leaves_a_working_day_is_accepted(write, due):
    assert load_regimes(write(base=regime(due=due)))


def test_two_regimes_have_neither_one_id_nor_one_name(write):
    again = regime(text="Nghị định 09/2019")
    assert flaws(write(base=regime(), other=again)) == [
        ("regime.id_twice", "other.toml", "id"),
        ("regime.name_taken", "other.toml", "names[0]"),
    ]


def test_a_regime_is_replaced_once(write):
    replacing = 'extends = "base"\nreplaces = true\n'
    other = regime("other", "Quyết định 06/2024/QĐ-UBND", replacing, "")
    assert flaws(write(base=regime(), other=other, own=own(replacing))) == [
        ("regime.replaced_twice", "own.toml", "replaces")
    ]


def test_a_circle_is_told_for_every_file_in_it(write):
    folder = write(base=regime(head='extends = "own"\n'), own=own())
    assert flaws(folder) == [
        ("regime.circular", "base.toml", "extends"),
        ("regime.circular", "own.toml", "extends"),
    ]


def test_a_file_that_is_no_text_or_no_table_is_told(write):
    folder = write(base="id = ")
    (folder / "z.toml").write_bytes(b"\xff\xfe\x00")
    assert [key for key, _, _ in flaws(folder)] == ["settings.syntax", "settings.encoding"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_told_at_once_in_words(write, language):
    say = translator(language)
    folder = write(base=regime(basis=None, due="{ day = 14 }"), own=own('extends = "none"\n', id='"Ô"'))
    found = problems(folder)
    assert {problem.place.file for problem in found} == {"base.toml", "own.toml"}
    for problem in found:
        assert say(f"problem.{problem.key}", **problem.facts)
        assert say(f"problem.{problem.key}.remedy", **problem.facts)
