"""Fills a database with made-up plans: ``python benchmarks/fill.py DB N`` stores N obligations.

DB is a file or an address as in config.toml. The same N gives the same rows:
plans of 200 tasks in 40 units, deadlines over two years; of those before TODAY nine of ten are done.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlmodel import Session

from tracker.core.text import fold
from tracker.store.engine import open_store
from tracker.store.obligations import add_obligations
from tracker.store.plans import add_plan, add_tasks, replace_parties
from tracker.store.schema import prepare
from tracker.store.tables import ObligationRow, PartyRow, PlanRow, TaskRow

TASKS_IN_A_PLAN = 200
UNITS = 40
FIRST_DAY = date(2024, 1, 1)
DAYS = 730
TODAY = date(2024, 5, 27)  # the day for which questions are meant
NOW = datetime(2024, 1, 2, 1, tzinfo=UTC)
WORDS = (
    "Báo cáo",
    "Tổng kết",
    "Phát động",
    "Kiểm tra",
    "Xét tặng",
    "công tác",
    "thi đua",
    "khen thưởng",
    "quý",
    "năm",
)


def fill(url: str, total: int) -> None:
    """Store ``total`` obligations, one a task, in a new database."""
    store, chance = open_store(url), Random(total)
    prepare(store)
    with store.write() as session:
        for first in range(0, total, TASKS_IN_A_PLAN):
            _add_plan(session, first, min(TASKS_IN_A_PLAN, total - first), chance)
    store.dispose()


def _add_plan(session: Session, first: int, size: int, chance: Random) -> None:
    plan = _plan(first)
    add_plan(session, plan)
    tasks = [_task(plan.id, number, chance) for number in range(1, size + 1)]
    add_tasks(session, tasks)
    ids = [task.id for task in tasks if task.id is not None]
    replace_parties(session, ids, [party for task_id in ids for party in _parties(task_id, chance)])
    add_obligations(session, [_obligation(task, chance) for task in tasks])


def _plan(first: int) -> PlanRow:
    number = 100 + first // TASKS_IN_A_PLAN
    return PlanRow(
        id=f"{number}-2024",
        number=f"{number}/KH-UBND",
        type="Kế hoạch",
        title="Công tác thi đua, khen thưởng năm 2024",
        place="Cần Thơ",
        issuer="Ủy ban nhân dân thành phố",
        signer="",
        issued_on=FIRST_DAY,
        year=2024,
        source=f"{number}.txt",
        sha256=f"{number:064d}",
        imported_at=NOW,
        first_read_on=NOW.date(),
    )


def _task(plan_id: str, number: int, chance: Random) -> TaskRow:
    title = " ".join(chance.choices(WORDS, k=12))
    return TaskRow(
        plan_id=plan_id,
        number=number,
        position=number,
        section=f"QUÝ {1 + number % 4}",
        ordinal=str(number),
        title=title,
        time_phrase="tháng 01",
        place=f"line {number}",
        words=title,
        folded=fold(title),
    )


def _parties(task_id: int, chance: Random) -> Iterator[PartyRow]:
    for role in ("lead", "partner"):
        unit = chance.randrange(UNITS)
        yield PartyRow(
            task_id=task_id,
            role=role,
            position=1,
            name=f"Đơn vị {unit}",
            alias="",
            unit=f"unit-{unit}",
            is_group=False,
        )


def _obligation(task: TaskRow, chance: Random) -> ObligationRow:
    due_on = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    done_on = due_on + timedelta(days=chance.randint(-20, 10))
    is_done = done_on <= TODAY and chance.random() < 0.9
    return ObligationRow(
        id=f"{task.plan_id}.{task.number:02d}",
        task_id=task.id or 0,
        label="",
        kind="due",
        phrase="tháng 01",
        rule="M1",
        steps=[{"key": "month", "facts": {"due_on": due_on}}],
        start_on=None,
        due_on=due_on,
        act_by=due_on,
        deadline_on=due_on,
        stated_on=None,
        at_time=None,
        bound="by",
        precision="month",
        tentative=False,
        open_ended=False,
        status="done" if is_done else "open",
        done_on=done_on if is_done else None,
        watched_on=NOW.date(),
        next_on=None if is_done else due_on,
        created_at=NOW,
        changed_at=NOW,
    )


if __name__ == "__main__":
    target, number = sys.argv[1:]
    fill(target if "://" in target else f"sqlite:///{target}", int(number))
