"""Typed reading of settings: every flaw becomes a problem with its path."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.settings import parse
from tracker.core.workcalendar import Roll


def read(text):
    """A table with the list of its problems."""
    problems = []
    return parse(text.encode(), "office.toml", problems), problems


def told(problems):
    """The problems as (key, path)."""
    return [(problem.key, problem.place.key) for problem in problems]


def test_what_fits_is_read():
    table, problems = read(
        'name = " Sở  Y tế "\ncount = 3\nis = true\nsteps = [2, 5]\nat = 07:30:00\non = 2024-05-04\nroll = "next"'
    )
    assert (table.text("name"), table.whole("count", 0, lowest=0, highest=9)) == ("Sở Y tế", 3)
    assert (table.truth("is", default=False), table.wholes("steps", (), lowest=1, highest=9)) == (
        True,
        (2, 5),
    )
    assert (table.clock_time("at", time(8)), table.day("on")) == (time(7, 30), date(2024, 5, 4))
    assert table.choice("roll", Roll.PREVIOUS) is Roll.NEXT
    table.close()
    assert problems == []


def test_what_is_missing_has_its_default():
    table, problems = read("")
    assert (table.text("name", "A"), table.whole("count", 7, lowest=0, highest=9)) == ("A", 7)
    assert (table.wholes("steps", (1, 2), lowest=1, highest=9), table.days("days")) == ((1, 2), ())
    assert (table.table("inner").text("name"), table.tables("list")) == ("", [])
    assert problems == []


@pytest.mark.parametrize(
    ("line", "ask", "problem"),
    [
        ("key = 3", lambda table: table.text("key"), "settings.not_text"),
        ("key = 1.0", lambda table: table.whole("key", 0, lowest=0, highest=9), "settings.not_whole"),
        ("key = true", lambda table: table.whole("key", 0, lowest=0, highest=9), "settings.not_whole"),
        ("key = 10", lambda table: table.whole("key", 0, lowest=0, highest=9), "settings.out_of_range"),
        ("key = [1, 1]", lambda table: table.wholes("key", (), lowest=0, highest=9), "settings.repeated"),
        ('key = "yes"', lambda table: table.truth("key", default=False), "settings.not_truth"),
        ('key = "a"', lambda table: table.texts("key"), "settings.not_list"),
        ("key = []", lambda table: table.table("key"), "settings.not_table"),
        ("key = 2024-05-04T07:30:00", lambda table: table.day("key"), "settings.not_day"),
        ('key = "07:30"', lambda table: table.clock_time("key", time(8)), "settings.not_time"),
        ('key = "later"', lambda table: table.choice("key", Roll.KEEP), "settings.not_one_of"),
        ('key = "a\\nb"', lambda table: table.text("key"), "settings.control_character"),
        ('key = " "', lambda table: table.text("key", required=True), "settings.required"),
        ("other = 1", lambda table: table.text("key", required=True), "settings.required"),
        ('key = "x"', lambda table: table.checked("key", lambda _: None, problem="a.b"), "a.b"),
    ],
)
def test_what_does_not_fit_is_told(line, ask, problem):
    table, problems = read(line)
    ask(table)
    assert told(problems) == [(problem, "key")]


def test_paths_lead_into_lists_and_tables():
    table, problems = read('units = [{ people = [{ name = 1 }, "x"] }]\nsteps = [1, "b", 30]')
    (unit,) = table.tables("units")
    (person,) = unit.tables("people")
    person.text("name")
    table.wholes("steps", (), lowest=0, highest=9)
    assert told(problems) == [
        ("settings.not_table", "units[0].people[1]"),
        ("settings.not_text", "units[0].people[0].name"),
        ("settings.not_whole", "steps[1]"),
        ("settings.out_of_range", "steps[2]"),
    ]


def test_a_key_nobody_asked_for_is_told_with_the_nearest_one():
    table, problems = read('nmae = "a"\n[inner]\nwide = 1')
    table.text("name")
    table.table("inner").text("high")
    table.close()
    assert told(problems) == [("settings.unknown_key", "nmae"), ("settings.unknown_key", "inner.wide")]
    assert [problem.facts["known"] for problem in problems] == ["name", "high"]


def test_a_wrong_value_is_told_cleaned_and_cut():
    table, problems = read(f'key = "\\u001b[31m{"x" * 500}"')
    table.one_of("key", "a", ["a", "b"])
    assert problems[0].words.startswith("[31mxxx")
    assert len(problems[0].words) == 80


def test_a_secret_is_never_told():
    table, problems = read('password = "hunter2"')
    table.refuse_secret("password")
    table.close()
    assert told(problems) == [("settings.secret", "password")]
    assert "hunter2" not in repr(problems)


def test_a_syntax_error_names_its_line():
    table, problems = read('a = 1\nb = "open\nc = 2')
    assert table is None
    assert (problems[0].key, problems[0].place.line) == ("settings.syntax", 2)


def test_another_encoding_names_its_line():
    assert parse(b"a = 1\nb = '\xe1'", "a.toml", problems := []) is None
    assert (problems[0].key, problems[0].place.line) == ("settings.encoding", 2)


def test_a_byte_order_mark_does_no_harm():
    table = parse('name = "Sở"'.encode("utf-8-sig"), "a.toml", [])
    assert table.text("name") == "Sở"


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    problems = []
    table = parse(data, "any.toml", problems)
    assert (table is None) is bool(problems)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("[[swap]]\noff = 2026-02-30\nwork = 2026-13-01\n", ["swap[0].off", "swap[0].work"]),
        ("[[swap]]\r\n# 2026-02-31\r\noff = 2026-02-30 # typed\r\n", ["swap[0].off"]),
        (
            "[[swap]]\nadded = [2026-01-01,\n 2026-04-31, 2026-13-01]\n",
            ["swap[0].added[1]", "swap[0].added[2]"],
        ),
        ("[[swap]]\noff = 0026-02-30\nbasis = 2026-02-30\n", ["swap[0].off", "swap[0].basis"]),
    ],
)
def test_a_day_that_does_not_exist_is_told_with_its_key_and_hides_nothing(text, paths):
    table, problems = read(text + "wrong = 3\n")
    (swap,) = table.tables("swap")
    for ask, key in ((swap.day, "off"), (swap.day, "work"), (swap.days, "added"), (swap.text, "basis")):
        ask(key)
    table.close()
    unknown = ("settings.unknown_key", "swap[0].wrong")
    assert told(problems) == [*(("settings.no_such_day", path) for path in paths), unknown]
    assert problems[0].facts["value"] in text


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("name = 3\noff = 30/02/2026\n", "off", 2),
        ("off = 2026-02-30 07:00:00\n", "off", 1),
        ("days = [2026-02-30,\n", "", 0),
        ("[swap\n", "", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_key(text, key, line):
    table, problems = read(text)
    assert table is None
    (problem,) = problems
    assert (problem.key, problem.place.key, problem.place.line) == ("settings.syntax", key, line)


def test_a_file_full_of_days_that_do_not_exist_is_given_up():
    table, problems = read("days = [" + "2026-02-30, " * 1000 + "]")
    assert table is None
    assert told(problems) == [("settings.syntax", "days")]


@given(st.text(alphabet="ad =[]{}\"'\n#-.:0123456789T", max_size=60))
def test_no_text_breaks_the_reading(text):
    table, problems = read(text)
    assert (table is None) == bool(problems)
