"""A small plan as rows: three tasks, two of them with an obligation."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from tracker.core.text import fold
from tracker.store.obligations import add_obligations
from tracker.store.plans import add_plan, add_tasks, replace_parties
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow, PartyRow, PlanRow, TaskRow

NOW = datetime(2024, 5, 27, 1, 0, tzinfo=UTC)
TODAY = date(2024, 5, 27)
LEASE = timedelta(minutes=25)


RAW = b"Subject: x\r\n\r\nx\r\n"


def plan(plan_id="249-2024", **changes):
    given = {
        "id": plan_id,
        "number": "249/KH-UBND",
        "type": "Kế hoạch",
        "title": "Công tác thi đua, khen thưởng năm 2024",
        "place": "Cần Thơ",
        "issuer": "Ủy ban nhân dân thành phố Cần Thơ",
        "signer": "",
        "issued_on": date(2023, 12, 21),
        "year": 2024,
        "source": "249.txt",
        "sha256": "0" * 64,
        "imported_at": NOW,
        "first_read_on": TODAY,
    }
    return PlanRow(**given | changes)


def task(number, title="Báo cáo kết quả", plan_id="249-2024", **changes):
    given = {
        "plan_id": plan_id,
        "number": number,
        "position": number,
        "section": "QUÝ II",
        "ordinal": str(number),
        "title": title,
        "time_phrase": "tháng 5",
        "place": f"line {number}",
        "words": title,
        "folded": fold(title),
    }
    return TaskRow(**given | changes)


def party(task_id, name, unit="", role="lead", position=1):
    return PartyRow(
        task_id=task_id, role=role, position=position, name=name, alias="", unit=unit, is_group=not unit
    )


def obligation(task_row, **changes):
    given = {
        "id": f"{task_row.plan_id}.{task_row.number:02d}",
        "task_id": task_row.id,
        "label": "",
        "kind": "due",
        "phrase": "tháng 5",
        "rule": "M1",
        "steps": [{"key": "month", "facts": {"last": date(2024, 5, 31)}}],
        "start_on": None,
        "due_on": date(2024, 5, 31),
        "act_by": date(2024, 5, 31),
        "deadline_on": date(2024, 5, 31),
        "stated_on": None,
        "at_time": None,
        "bound": "by",
        "precision": "month",
        "tentative": False,
        "open_ended": False,
        "watched_on": TODAY,
        "next_on": TODAY,
        "created_at": NOW,
        "changed_at": NOW,
    }
    return ObligationRow(**given | changes)


def notice(obligation_id="249-2024.01", **changes):
    given = {
        "obligation_id": obligation_id,
        "due_version": 1,
        "kind": "lead",
        "offset_days": -5,
        "level": 0,
        "recipient": "lan@example.vn",
        "slot_on": TODAY,
        "state": "superseded",
        "reason": "newer",
        "decided_at": NOW,
    }
    return NoticeRow(**given | changes)


def delivery(number=1, **changes):
    given = {
        "dedup_key": f"daily|{number}@example.vn|2024-05-27",
        "message_id": f"<tr.{number}@example.vn>",
        "recipient": f"{number}@example.vn",
        "recipient_name": "Lan",
        "slot_on": TODAY,
        "subject": "Nhắc việc",
        "sha256": sha256(RAW).hexdigest(),
        "created_at": NOW,
        "next_at": NOW,
    }
    return DeliveryRow(**given | changes)


def fill(session):
    """Store the plan; task 3 has no obligation."""
    add_plan(session, plan())
    tasks = [
        task(1, "Báo cáo kết quả thi đua"),
        task(2, "Tổ chức Đại hội 100% đơn vị"),
        task(3, "Xây dựng quy chế"),
    ]
    add_tasks(session, tasks)
    first, second, third = (row.id for row in tasks)
    parties = [
        party(first, "Sở Nội vụ", "so-noi-vu"),
        party(first, "Sở Tài chính", "so-tai-chinh", position=2),
        party(first, "Các cơ quan liên quan", role="partner"),
        party(second, "Các địa phương"),
        party(third, "Sở Nội vụ", "so-noi-vu"),
    ]
    replace_parties(session, [first, second, third], parties)
    rows = [obligation(tasks[0]), obligation(tasks[1], act_by=date(2024, 6, 28), next_on=date(2024, 6, 14))]
    add_obligations(session, rows)
    return tasks
