"""Calendar entries as rows: what is out of date, what was stored, what a feed would read."""

from datetime import date, timedelta

import pytest

from tests.store import samples
from tracker.core.selection import ALL, ALWAYS, Range, Selection
from tracker.store.answers import open_answers
from tracker.store.events import (
    Entry,
    blocks_of,
    entries,
    outdate_all,
    outdate_tasks,
    outdated,
    store_entries,
)
from tracker.store.feeds import Measure, measures
from tracker.store.obligations import load_duty
from tracker.store.tables import EventBlockRow, EventRow

FIRST, SECOND = "249-2024.01", "249-2024.02"
EVERYTHING = Selection((ALL,), ALWAYS)


def entry(name, starts, *tags, **changes):
    row = {
        "obligation_id": name,
        "changed_at": samples.NOW,
        "fingerprint": "f",
        "stage": "open",
        "turns_on": date(2024, 6, 1),
        "starts": starts,
        "octets": len(name),
    }
    blocks = [
        EventBlockRow(
            language=language,
            starts=starts,
            obligation_id=name,
            data=f"{name} {language}".encode(),
            span=b"",
            alarm="day",
        )
        for language in ("vi", "en")
    ]
    return Entry(EventRow(**row | changes), blocks, frozenset(tags))


@pytest.fixture
def filled(store):
    with store.write() as session:
        samples.fill(session)
    return store


@pytest.fixture
def stored(filled):
    with filled.write() as session:
        store_entries(
            session,
            [
                entry(FIRST, "20240531", "lead:so-noi-vu", "lead:so-tai-chinh"),
                entry(SECOND, "20240628T073000", "lead:so-tai-chinh"),
            ],
        )
    return filled


def ids(duties):
    return [duty.obligation.id for duty in duties]


def test_everything_is_out_of_date_until_it_was_rendered(filled):
    with filled.write() as session:
        found = outdated(session, samples.TODAY, 10)
        assert ids(found) == [FIRST, SECOND]
        assert ids(outdated(session, samples.TODAY, 1)) == [FIRST]
        for duty in found:
            duty.obligation.event_rendered_at = duty.obligation.changed_at
        session.flush()
        assert outdated(session, samples.TODAY, 10) == []
        load_duty(session, SECOND).obligation.changed_at -= timedelta(seconds=1)  # a clock that was set back
        session.flush()
        assert ids(outdated(session, samples.TODAY, 10)) == [SECOND]


def test_an_entry_is_out_of_date_on_the_day_its_stage_turns(stored):
    with stored.write() as session:
        for duty in outdated(session, samples.TODAY, 10):
            duty.obligation.event_rendered_at = duty.obligation.changed_at
        session.flush()
        assert ids(outdated(session, date(2024, 5, 31), 10)) == []
        assert ids(outdated(session, date(2024, 6, 1), 10)) == [FIRST, SECOND]


def test_entries_can_be_asked_to_be_rendered_again(filled):
    with filled.write() as session:
        duties = outdated(session, samples.TODAY, 10)
        for duty in duties:
            duty.obligation.event_rendered_at = duty.obligation.changed_at
        outdate_tasks(session, [duties[1].task.id])
        session.expire_all()
        assert ids(outdated(session, samples.TODAY, 10)) == [SECOND]
        outdate_all(session)
        session.expire_all()
        assert ids(outdated(session, samples.TODAY, 10)) == [FIRST, SECOND]


def test_what_is_stored_comes_back_and_is_replaced_whole(stored):
    with stored.write() as session:
        store_entries(session, [entry(FIRST, "20240603", "lead:so-y-te", sequence=1)])
        found = entries(session, [FIRST, SECOND, "other"])
        assert {name: (one.row.starts, one.row.sequence, one.tags) for name, one in found.items()} == {
            FIRST: ("20240603", 1, {"lead:so-y-te"}),
            SECOND: ("20240628T073000", 0, {"lead:so-tai-chinh"}),
        }
        assert sorted(block.language for block in found[FIRST].blocks) == ["en", "vi"]
        assert blocks_of(session, [FIRST], "en") == [("20240603", FIRST, b"249-2024.01 en")]


@pytest.mark.parametrize(
    ("tags", "range_", "expected"),
    [
        ((ALL,), ALWAYS, [FIRST, SECOND]),
        (("lead:so-noi-vu",), ALWAYS, [FIRST]),
        (("lead:so-noi-vu", "lead:so-tai-chinh"), ALWAYS, [FIRST, SECOND]),
        (("lead:so-y-te",), ALWAYS, []),
        ((), ALWAYS, []),
        ((ALL,), Range("20240531", "20240628"), [FIRST]),
        ((ALL,), Range("20240601", "20240629"), [SECOND]),
        (("lead:so-tai-chinh",), Range("20240628", "20240629"), [SECOND]),
    ],
)
def test_a_selection_reads_and_measures_the_same_entries(stored, tags, range_, expected):
    selection = Selection(tags, range_)
    with open_answers(stored.url) as answers:
        read = answers.shelf.events(selection, "vi")
        coming = answers.shelf.coming(selection, "open", 5)
    assert [(name, data) for _, name, data, _, _ in read] == [
        (name, f"{name} vi".encode()) for name in expected
    ]
    assert len(coming) == len(expected)
    with stored.read() as session:
        found = measures(session, selection)
    months = {FIRST: "2024-05", SECOND: "2024-06"}
    assert found == {months[name]: Measure(1, 11) for name in expected}


def test_an_entry_that_left_is_in_no_calendar(stored):
    with stored.write() as session:
        gone = entry(FIRST, "", stage="gone", octets=0)
        gone.blocks = []
        store_entries(session, [gone])
        assert measures(session, EVERYTHING) == {"2024-06": Measure(1, 11)}
    with open_answers(stored.url) as answers:
        assert [name for _, name, *_ in answers.shelf.events(EVERYTHING, "vi")] == [SECOND]
        assert len(answers.shelf.coming(EVERYTHING, "open", 5)) == 1


def test_what_is_overdue_is_counted_in_a_selection(stored):
    with stored.write() as session:
        store_entries(session, [entry(FIRST, "20240531", "lead:so-noi-vu", stage="overdue")])
    with open_answers(stored.url) as answers:
        selections = (
            EVERYTHING,
            Selection(("lead:so-noi-vu",), ALWAYS),
            Selection(("lead:so-tai-chinh",), ALWAYS),
            Selection((ALL,), Range("20240601", "20240629")),
        )
        assert [answers.shelf.overdue(selection) for selection in selections] == [1, 1, 0, 0]


def test_only_the_first_duties_come(stored):
    with open_answers(stored.url) as answers:
        (first,) = answers.shelf.coming(EVERYTHING, "open", 1)
    assert (first.title, first.unit, first.act_by) == (
        "Báo cáo kết quả thi đua",
        "so-noi-vu",
        date(2024, 5, 31),
    )


def test_what_somebody_else_is_changing_waits_for_the_next_time(filled):
    if filled.dialect != "postgresql":
        pytest.skip("on SQLite every writer is alone")
    with filled.write() as other:
        load_duty(other, FIRST).obligation.evidence = "x"
        other.flush()
        with filled.write() as session:
            assert ids(outdated(session, samples.TODAY, 10)) == [SECOND]
    with filled.write() as session:
        assert ids(outdated(session, samples.TODAY, 10)) == [FIRST, SECOND]
