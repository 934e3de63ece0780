"""Tasks to obligations, and old against new."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core.expansion import Draft, KnownTask, expand, is_dated, match_tasks, reconcile
from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind, Occurrence, Reading
from tracker.core.plan import Task
from tracker.core.rolling import Rolls
from tracker.core.workcalendar import Roll

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")


def reading(due_on=None, *, occurrences=(), kind=None, **facts):
    kind = kind or (Kind.RECURRING if occurrences else Kind.DUE)
    return Reading(
        phrase="words", kind=kind, rule="B1", due_on=due_on, occurrences=tuple(occurrences), **facts
    )


def task(ordinal, title, *, section="I", time_phrase=None, readings=()):
    return Task(ordinal, title, section=section, time_phrase=time_phrase, readings=tuple(readings))


def known(number, ordinal, title, *, section="I", time_phrase=None):
    return KnownTask(number, section, ordinal, title, time_phrase)


def turn(label, due_on):
    return Occurrence(label=label, due_on=due_on)


@pytest.mark.parametrize(
    ("roll", "act_by", "deadline"),
    [
        (Roll.PREVIOUS, date(2024, 6, 28), date(2024, 6, 30)),
        (Roll.NEXT, date(2024, 7, 1), date(2024, 7, 1)),
        (Roll.KEEP, date(2024, 6, 30), date(2024, 6, 30)),
    ],
)
def test_day_to_act_by_is_rolled_as_the_office_does(roll, act_by, deadline):
    (draft,) = expand(task("1", "Report", readings=[reading(date(2024, 6, 30))]), CALENDAR, Rolls(roll))
    assert (draft.label, draft.dates.due_on) == ("", date(2024, 6, 30))
    assert (draft.dates.act_by, draft.dates.deadline) == (act_by, deadline)


def test_every_turn_of_a_recurring_duty_has_its_period_for_a_label():
    turns = [turn("2024-Q1", date(2024, 3, 15)), turn("2024-Q2", date(2024, 6, 15))]
    drafts = expand(task("1", "Report", readings=[reading(occurrences=turns)]), CALENDAR, Rolls())
    assert [draft.label for draft in drafts] == ["2024-Q1", "2024-Q2"]
    assert drafts[1].dates.act_by == date(2024, 6, 14)


def test_second_date_leaves_the_label_of_the_first_alone():
    first, second = reading(date(2024, 5, 30)), reading(date(2024, 11, 15))
    turns = reading(occurrences=[turn("2024-06", date(2024, 6, 20))])
    drafts = expand(task("1", "Report", readings=[first, reading(), second, turns]), CALENDAR, Rolls())
    assert [draft.label for draft in drafts] == ["", "2", "3-2024-06"]


def test_task_without_a_certain_date_has_no_duty():
    vague = task("1", "Report", readings=[reading(), reading(kind=Kind.RECURRING)])
    assert expand(vague, CALENDAR, Rolls()) == []
    assert not is_dated(vague)


def test_unchanged_tasks_keep_their_numbers():
    before = [known(n, str(n), f"Task number {n}") for n in range(1, 6)]
    assert match_tasks(before, [task(str(n), f"Task number {n}") for n in range(1, 6)]) == [1, 2, 3, 4, 5]


def test_words_of_time_do_not_tell_tasks_apart():
    before = [known(1, "1", "Submit the report (tháng 5)", time_phrase="tháng 5")]
    assert match_tasks(before, [task("1", "Submit the report (tháng 7)", time_phrase="tháng 7")]) == [1]


def test_new_row_shifts_nobody():
    titles = ["Plan the congress", "Award the pupils", "Audit the funds"]
    before = [known(n, str(n), title) for n, title in enumerate(titles, 1)]
    now = [task("1", titles[0]), task("2", "Print the yearbook"), task("3", titles[1]), task("4", titles[2])]
    assert match_tasks(before, now) == [1, None, 2, 3]


def test_title_rewritten_at_its_place_is_the_same_task():
    before = [known(1, "1", "Implement the new decree"), known(2, "2", "Award the pupils")]
    now = [task("1", "Implement the new decrees and circulars"), task("2", "Award the pupils")]
    assert match_tasks(before, now) == [1, 2]


def test_other_task_at_the_same_place_is_a_new_one():
    assert match_tasks([known(1, "1", "Award the pupils")], [task("1", "Tổ chức họp Hội đồng")]) == [None]


def test_moved_and_mended_title_finds_the_most_alike():
    before = [
        known(1, "1", "Meeting of the council, first session, on awards"),
        known(2, "2", "Meeting of the council, second session, on awards"),
    ]
    now = [task("7", "Meeting of the council, second session, on award", section="II")]
    assert match_tasks(before, now) == [2]


def test_same_titles_are_told_apart_by_place():
    before = [known(1, "1", "Report", section="QI"), known(2, "1", "Report", section="QII")]
    assert match_tasks(before, [task("1", "Report", section="QII"), task("1", "Report", section="QI")]) == [
        2,
        1,
    ]


titles = st.lists(st.sampled_from(["Report", "Report twice", "Audit the funds", "Award", "Meet"]), max_size=8)


@given(titles, titles)
def test_no_number_is_given_twice(before, now):
    numbers = range(1, len(before) + 1)
    found = match_tasks(
        [known(n, str(n), title) for n, title in zip(numbers, before, strict=True)],
        [task(str(n), title) for n, title in enumerate(now, 1)],
    )
    given_ = [number for number in found if number]
    assert len(found) == len(now)
    assert len(given_) == len(set(given_))
    assert set(given_) <= set(numbers)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8), st.randoms())
def test_order_of_rows_does_not_matter_while_words_stay(words, randomly):
    named = {f"{n} {title}": n for n, title in enumerate(words, 1)}
    before = [known(n, str(n), title) for title, n in named.items()]
    shuffled = list(named)
    randomly.shuffle(shuffled)
    found = match_tasks(before, [task(str(n), title) for n, title in enumerate(shuffled, 1)])
    assert found == [named[title] for title in shuffled]


def draft(label, due_on):
    return Draft(label, "words", "B1", (), Dates(Kind.DUE, due_on, due_on))


def test_obligations_are_reconciled_by_label():
    present = {name: draft(name, date(2024, 5, 31)).dates for name in ("kept", "moved", "gone")}
    changes = reconcile(
        present,
        [
            draft("kept", date(2024, 5, 31)),
            draft("moved", date(2024, 6, 28)),
            draft("new", date(2024, 7, 31)),
        ],
    )
    assert [found.label for found in (*changes.kept, *changes.moved, *changes.added)] == [
        "kept",
        "moved",
        "new",
    ]
    assert changes.withdrawn == ("gone",)


def test_times_tell_apart_what_has_the_same_words():
    before = [
        known(1, "1", "Báo cáo"),
        known(2, "2", "Họp giao ban", time_phrase="tháng 6"),
        known(3, "3", "Họp giao ban", time_phrase="tháng 9"),
    ]
    now = [
        task("1", "Báo cáo"),
        task("2", "Kiểm tra"),
        task("3", "Họp giao ban", time_phrase="tháng 6"),
        task("4", "Họp giao ban", time_phrase="tháng 9"),
    ]
    assert match_tasks(before, now) == [1, None, 2, 3]


def test_turns_before_the_day_of_issue_were_never_asked_for():
    turns = [turn("2024-04", date(2024, 4, 25)), turn("2024-05", date(2024, 5, 25))]
    monthly = task("1", "Báo cáo", readings=[reading(occurrences=turns)])
    drafts = expand(monthly, CALENDAR, Rolls(), since=date(2024, 5, 15))
    assert [draft.label for draft in drafts] == ["2024-05"]
