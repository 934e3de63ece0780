"""The year 2024 of an office, lived day by day by the code that runs the service.

A leap year with Tết, a swapped Monday, three days on which the machine was off,
people who come, go and are away, a corrected plan and an amended one.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from tests.offices import HUNG, MINH, PLAN, at, corrected, days, line_of, open_office, rows
from tracker.app import App
from tracker.config import load_config
from tracker.core.notices import NoticeState
from tracker.services.delivering import deliver
from tracker.services.importing import Given, import_plan
from tracker.services.pausing import pause
from tracker.services.people import Away, go_on_leave
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

FIRST, LAST = date(2024, 1, 2), date(2024, 12, 31)
OUTAGE = tuple(days(date(2024, 3, 26), date(2024, 3, 28)))
LATE = {  # who reports later than on the last day, and when
    "249-2024.03": date(2024, 3, 6),  # February's: its head is told meanwhile
    "249-2024.11": date(2024, 5, 16),  # April's: the leaders are told too
    "249-2024.14": date(2024, 6, 14),  # May's: paused
    "249-2024.20": date(2024, 8, 6),  # July's: its head is away
}
PEOPLE = '  { name = "Võ Hoàng Nam", address = "nam.vh@tdkt.cantho.example.vn" },\n'
CHANGED = (
    '  { name = "Võ Hoàng Nam", address = "nam.vh@tdkt.cantho.example.vn", until = 2024-06-14 },\n'
    '  { name = "Lý Thu Hằng", address = "hang.lt@tdkt.cantho.example.vn", since = 2024-06-15 },\n'
)
AWAY = Away(date(2024, 8, 1), date(2024, 8, 9), HUNG, "Nghỉ phép")
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def lived(folder: Path) -> App:
    """The office on the last evening of the year."""
    app = _office(folder)
    story = _story(folder)
    for day in days(FIRST, LAST):
        at(app, day, hour=7)
        for happens in story.get(day, ()):
            happens(app)
        _report(app, day)
        if day not in OUTAGE:
            at(app, day)
            remind(app)
            deliver(app)
    return app


def _office(folder: Path) -> App:
    """The shipped office, in which one person follows another in the middle of the year."""
    app = open_office(folder, weekly="true")
    path = folder / "config.toml"
    text = path.read_text(encoding="utf-8")
    assert PEOPLE in text
    path.write_text(text.replace(PEOPLE, CHANGED), encoding="utf-8")
    app.config = load_config(path, environ={})
    return app


def _story(folder: Path) -> dict[date, tuple[Callable[[App], object], ...]]:
    moved = (line_of(12), line_of(12).replace("tháng 5", "tháng 6"))
    amended = (moved, (line_of(25), line_of(25).replace("tháng 9", "tháng 10")), (line_of(26), ""))
    second = corrected(folder, moved, name="moved.txt")
    third = corrected(folder, *amended, name="amended.txt")
    return {
        FIRST: (lambda app: import_plan(app, PLAN),),
        date(2024, 5, 20): (lambda app: import_plan(app, second),),
        date(2024, 6, 3): (
            lambda app: pause(app, "249-2024.14", until=date(2024, 6, 12), reason="Chờ ý kiến Thành ủy"),
        ),
        date(2024, 7, 30): (lambda app: go_on_leave(app, MINH, AWAY),),
        date(2024, 9, 10): (lambda app: import_plan(app, third, Given(), plan_id="249-2024"),),
    }


def _report(app: App, day: date) -> None:
    """Report what was done: on its last day to act, or late."""
    for duty in rows(app, ObligationRow, status="open"):
        done_on = LATE.get(duty.id, duty.act_by)
        if done_on < day:
            mark_done(app, duty.id, on=done_on)


def ledger(app: App) -> str:
    """Write the year as a table: a line a letter, with the steps of the ladder and the tasks they are about.

    Letters that tell of nothing but the week stand in one line: on time, late, in term, overdue.
    """
    told: dict[int, list[NoticeRow]] = {}
    for notice in rows(app, NoticeRow):
        if notice.delivery_id:
            told.setdefault(notice.delivery_id, []).append(notice)
    letters = sorted(rows(app, DeliveryRow), key=lambda letter: (letter.slot_on, letter.recipient))
    weeks = groupby(letters, key=lambda letter: letter.slot_on.isocalendar()[:2])
    return "\n".join(line for week, of in weeks for line in _week(week, list(of), told)) + "\n"


def _week(
    week: tuple[int, int], letters: list[DeliveryRow], told: dict[int, list[NoticeRow]]
) -> Iterator[str]:
    yield f"\n# {week[0]}-W{week[1]:02d}"
    for day, of in groupby(letters, key=lambda letter: letter.slot_on):
        written = list(of)
        head = f"{day} {WEEKDAYS[day.weekday()]}"
        if counts := [_counts(letter) for letter in written if letter.id not in told]:
            yield f"{head}  week      {', '.join(counts)}"
        for letter in written:
            if letter.id in told:
                yield f"{head}  {_who(letter):<9} {'; '.join(_said(told[letter.id]))}{_beside(letter)}"


def _who(letter: DeliveryRow) -> str:
    return letter.recipient.partition("@")[0]


def _counts(letter: DeliveryRow) -> str:
    _, _, counts = letter.subject.partition(":")
    return f"{_who(letter)} {'/'.join(re.findall('[0-9]+', counts))}{_beside(letter, week=False)}"


def _beside(letter: DeliveryRow, *, week: bool = True) -> str:
    """Say what else is to be known of a letter."""
    told = ["+ week"] if week and letter.has_week else []
    return " ".join(["", *told, *([] if letter.state == "sent" else [f"({letter.state})"])])


def _said(notices: list[NoticeRow]) -> list[str]:
    """Name every step of the ladder with its tasks."""
    steps: dict[str, list[str]] = {}
    for notice in sorted(notices, key=lambda notice: notice.obligation_id):
        steps.setdefault(_step(notice), []).append(notice.obligation_id.partition(".")[2])
    return [f"{step}: {' '.join(tasks)}" for step, tasks in sorted(steps.items())]


def _step(notice: NoticeRow) -> str:
    """Say one notice in a few words: what of its ladder, and why if not for its own day."""
    step = f"{notice.kind}{notice.offset_days:+d}" if notice.offset_days else notice.kind
    level = f" level {notice.level}" if notice.level else ""
    why = "" if notice.reason == "slot" else f" {notice.reason}"
    instead = f" instead ({notice.instead})" if notice.instead else ""
    state = "" if notice.state == NoticeState.SENT else f" ({notice.state})"
    return f"{step}{level}{why}{instead}{state}"
