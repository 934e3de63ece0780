"""Answers: read without an ORM, the same on both databases."""

import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store import samples
from tracker.core.standing import Status, standing
from tracker.errors import StoreError
from tracker.store.answers import open_answers
from tracker.store.engine import open_store
from tracker.store.history import record
from tracker.store.lines import ObligationFilter
from tracker.store.notices import insert_notices
from tracker.store.obligations import add_obligations, load_duty
from tracker.store.outbox import enqueue
from tracker.store.plans import add_plan, add_tasks, replace_problems, tasks_of
from tracker.store.revision import HEAD
from tracker.store.schema import prepare
from tracker.store.state import set_state
from tracker.store.tables import FeedAddressRow, FeedMonthRow, FeedRow, ProblemRow

FIRST, SECOND = "249-2024.01", "249-2024.02"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def filled(store):
    with store.write() as session:
        samples.fill(session)
    return store


def _ids(answers, **wanted):
    return [line.id for line in answers.obligations(ObligationFilter(**wanted))]


def test_obligation_is_told_as_it_was_stored(filled):
    with filled.write() as session:
        row = load_duty(session, FIRST).obligation
        row.at_time, row.start_on, row.tentative = time(8, 30), date(2024, 5, 1), True
    with open_answers(filled.url) as answers:
        found = answers.obligation(FIRST)
    assert (found.title, found.plan_number) == ("Báo cáo kết quả thi đua", "249/KH-UBND")
    assert (found.start_on, found.act_by, found.at_time) == (date(2024, 5, 1), date(2024, 5, 31), time(8, 30))
    assert (found.tentative, found.open_ended, found.status) == (True, False, Status.OPEN)
    assert (found.unit, found.lead) == ("so-noi-vu", "Sở Nội vụ")
    assert found.leads == ("Sở Nội vụ", "Sở Tài chính")
    assert found.partners == ("Các cơ quan liên quan",)
    assert found.steps == ({"key": "month", "facts": {"last": date(2024, 5, 31)}},)
    assert found.created_at == samples.NOW
    assert found.created_at.tzinfo is UTC


def test_obligation_brings_its_notices_and_history(filled):
    with filled.write() as session:
        insert_notices(session, [samples.notice(slot_on=date(2024, 5, 28)), samples.notice(level=1)])
        record(
            session, at=samples.NOW, actor="lan", action="done", subject=FIRST, after={"on": samples.TODAY}
        )
    with open_answers(filled.url) as answers:
        found = answers.obligation(FIRST)
        assert answers.obligation("249-2024.99") is None
    assert [(notice.level, notice.slot_on.day) for notice in found.notices] == [(1, 27), (0, 28)]
    assert [(deed.actor, deed.after) for deed in found.history] == [("lan", {"on": samples.TODAY})]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [FIRST, SECOND]),
        ({"plan": "249-2024"}, [FIRST, SECOND]),
        ({"plan": "250-2024"}, []),
        ({"unit": "so-tai-chinh"}, [FIRST]),
        ({"unit": "so-y-te"}, []),
        ({"status": Status.OPEN}, [FIRST, SECOND]),
        ({"status": Status.DONE}, []),
        ({"act_by_from": date(2024, 6, 1)}, [SECOND]),
        ({"act_by_to": date(2024, 5, 31)}, [FIRST]),
        ({"deadline_from": date(2024, 6, 1)}, []),
        ({"deadline_to": date(2024, 5, 31), "limit": 1}, [FIRST]),
        ({"text": "bao cao"}, [FIRST]),
        ({"text": "ĐẠI  HỘI"}, [SECOND]),
        ({"text": "100%"}, [SECOND]),
        ({"text": "%"}, [SECOND]),
        ({"text": "_"}, []),
        ({"text": "!"}, []),
        ({"text": "'; DROP TABLE plan; --"}, []),
        ({"text": "bao cao", "unit": "so-noi-vu", "status": Status.OPEN}, [FIRST]),
    ],
)
def test_filters_find_what_they_name(filled, wanted, found):
    with open_answers(filled.url) as answers:
        assert _ids(answers, **wanted) == found


def test_obligation_with_two_leads_counts_once(filled):
    with open_answers(filled.url) as answers:
        groups = answers.counts(samples.TODAY)
    assert [(group.unit, group.lead, group.size) for group in groups] == [
        ("", "Các địa phương", 1),
        ("so-noi-vu", "Sở Nội vụ", 1),
    ]


DAYS = st.dates(date(2024, 5, 1), date(2024, 5, 10))
DUTIES = st.lists(st.tuples(st.sampled_from(Status), DAYS, st.none() | DAYS), max_size=30)


@given(duties=DUTIES, as_of=DAYS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_group_stands_as_each_of_its_obligations_does(duties, as_of, tmp_path_factory):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('counts')}/tracker.db")
    prepare(store)
    duties = [(status, due, done) for status, due, done in duties if status is not Status.DONE or done]
    with store.write() as session:
        add_plan(session, samples.plan())
        add_tasks(session, [task := samples.task(1)])
        rows = [
            samples.obligation(
                task, id=str(n), label=str(n), status=status.value, deadline_on=due, done_on=done
            )
            for n, (status, due, done) in enumerate(duties)
        ]
        add_obligations(session, rows)
    with open_answers(store.url) as answers:
        groups = answers.counts(as_of)
    store.dispose()
    one_by_one = sorted(standing(*duty, as_of) for duty in duties)
    in_groups = (
        standing(it.status, it.deadline_on, it.done_on, as_of) for it in groups for _ in range(it.size)
    )
    assert sorted(in_groups) == one_by_one


def test_counts_are_the_same_on_both_databases(filled):
    with filled.write() as session:
        row = load_duty(session, FIRST).obligation
        row.status, row.done_on = "done", date(2024, 6, 3)
    with open_answers(filled.url) as answers:
        groups = {group.lead: group for group in answers.counts(date(2024, 6, 3))}
    late = groups["Sở Nội vụ"]
    assert (late.status, late.deadline_on, late.done_on) == (Status.DONE, date(2024, 5, 31), date(2024, 6, 3))
    assert groups["Các địa phương"].done_on is None


def test_tasks_without_a_date_are_listed(filled):
    with filled.write() as session:
        load_duty(session, SECOND).obligation.status = "withdrawn"
        *_, (third, _) = tasks_of(session, "249-2024")
        third_title = third.title
    with open_answers(filled.url) as answers:
        assert [(task.number, task.lead) for task in answers.undated()] == [
            (2, "Các địa phương"),
            (3, "Sở Nội vụ"),
        ]
        assert answers.undated("249-2024")[1].title == third_title
        assert answers.undated("other") == []
    with filled.write() as session:
        for task, _ in tasks_of(session, "249-2024"):
            task.withdrawn_at = samples.NOW
    with open_answers(filled.url) as answers:
        assert answers.undated() == []


def test_plans_count_what_they_hold(filled):
    with filled.write() as session:
        add_plan(session, samples.plan("1-2025", number="1/KH-UBND", year=2025, issued_on=None))
    with open_answers(filled.url) as answers:
        found = answers.plans()
        assert answers.obligation_ids() == [FIRST, SECOND]
    assert [(plan.id, plan.tasks, plan.obligations) for plan in found] == [
        ("1-2025", 0, 0),
        ("249-2024", 3, 2),
    ]
    assert (found[0].issued_on, found[1].issued_on) == (None, date(2023, 12, 21))


def test_problems_keep_their_facts(filled):
    facts = {"day": samples.TODAY, "names": ["a", "b"], "row": 3, "at": time(8)}
    with filled.write() as session:
        row = ProblemRow(
            plan_id="249-2024", key="k", severity="warning", place="line 3", words="w", facts=facts
        )
        replace_problems(session, "249-2024", [row])
    with open_answers(filled.url) as answers:
        (found,) = answers.problems()
        assert answers.problems("249-2024") == [found]
        assert answers.problems("other") == []
    assert found.facts == facts


def test_letters_are_listed_newest_first(filled):
    with filled.write() as session:
        first, second = (enqueue(session, samples.delivery(n), samples.RAW) for n in (1, 2))
        insert_notices(session, [samples.notice(state="attached", delivery_id=second)])
    with open_answers(filled.url) as answers:
        assert [(line.id, line.notices) for line in answers.deliveries()] == [(second, 1), (first, 0)]
        assert [line.id for line in answers.deliveries(limit=1)] == [second]
        assert answers.deliveries("sent") == []
        assert answers.delivery_counts() == {"ready": 2}
        letter = answers.delivery(second)
        assert answers.delivery(99) is None
    assert (letter.raw, letter.ambiguous, letter.sent_at) == (b"Subject: x\r\n\r\nx\r\n", False, None)
    assert [item.obligation_id for item in letter.items] == [FIRST]


def test_feeds_are_listed_with_what_they_show_and_without_their_secret(filled):
    with filled.write() as session:
        session.add(FeedRow(slug="ubnd", kind="office", subject="", name="UBND", created_at=samples.NOW))
        session.flush()
        session.add(FeedAddressRow(token_sha256="f00", feed="ubnd", version="1", issued_at=samples.NOW))
        for month in ("2024-01", "2024-02"):
            facts = {"revision": "r", "changed_at": samples.NOW, "events": 2, "octets": 900}
            session.add(FeedMonthRow(feed="ubnd", month=month, **facts))
    with open_answers(filled.url) as answers:
        (feed,) = answers.feeds()
    assert (feed.slug, feed.subject, feed.revoked_at) == ("ubnd", "", None)
    assert (feed.partners, feed.events, feed.octets) == (False, 4, 1800)
    assert "f00" not in repr(feed)


def test_state_and_schema_are_told(filled):
    with filled.write() as session:
        set_state(session, "planned_on", "2024-05-27")
    with open_answers(filled.url) as answers:
        assert (answers.state("planned_on"), answers.state("unknown")) == ("2024-05-27", None)
        assert answers.schema_revision() == HEAD


def test_everything_asked_at_once_is_of_one_moment(filled):
    with open_answers(filled.url) as answers:
        before = answers.obligation_ids()
        with filled.write() as session:
            add_plan(session, samples.plan("1-2025", number="1/KH-UBND", year=2025))
            add_tasks(session, [task := samples.task(1, plan_id="1-2025")])
            add_obligations(session, [samples.obligation(task)])
        assert answers.obligation_ids() == before
    with open_answers(filled.url) as answers:
        assert len(answers.obligation_ids()) == len(before) + 1


def test_answers_cannot_write(filled):
    with open_answers(filled.url) as answers, pytest.raises(StoreError) as caught:
        answers._reader.rows("DELETE FROM party")
    assert caught.value.key == "store.read_only"


def test_missing_database_is_said_to_be_missing_and_not_made(tmp_path):
    with pytest.raises(StoreError) as caught:
        open_answers(f"sqlite:///{tmp_path}/var/tracker.db")
    assert caught.value.key == "store.missing"
    assert list(tmp_path.iterdir()) == []


def test_empty_database_counts_as_missing(database_url):
    open_store(database_url).dispose()
    with pytest.raises(StoreError) as caught:
        open_answers(database_url)
    assert caught.value.key == "store.missing"


def test_path_may_hold_any_sign(tmp_path):
    url = f"sqlite:///{tmp_path}/kế hoạch? #1%20&mode=rw.db"
    store = open_store(url)
    prepare(store)
    store.dispose()
    with open_answers(url) as answers:
        assert answers.plans() == []


def test_answers_load_neither_orm_nor_driver_they_do_not_need(sqlite_url):
    store = open_store(sqlite_url)
    prepare(store)
    store.dispose()
    code = (
        "import sys; from datetime import date; from tracker.store.answers import open_answers\n"
        "with open_answers(sys.argv[1]) as answers: answers.counts(date(2024, 5, 27)); answers.obligations()\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, sqlite_url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "psycopg", "asyncio", "email", "dateutil"}
    assert heavy.isdisjoint(run.stdout.split())
    assert "sqlite3" in run.stdout.split()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM obligation_view WHERE status = 'open' AND act_by >= '2024' ORDER BY act_by, id LIMIT 20",
        "SELECT unit, status, MIN(deadline_on), MIN(done_on) FROM standing_view GROUP BY unit, status",
    ],
)
def test_common_questions_do_not_read_the_wide_rows(sqlite_url, sql):
    store = open_store(sqlite_url)
    prepare(store)
    store.dispose()
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    connection.close()
    assert any("ix_obligation_" in step for step in plan)
    assert "SCAN obligation" not in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_lines_hold_only_plain_values(filled):
    plain = (str, int, bool, date, datetime, time, tuple, Status, type(None))
    with open_answers(filled.url) as answers:
        (first, *_) = answers.obligations()
    assert all(isinstance(value, plain) for value in first)
    assert first.act_by - first.due_on == timedelta()
