"""A whole office in a temporary folder: the shipped settings, real data, a clock that is set."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel, select

from tracker.app import App
from tracker.clock import Clock
from tracker.config import load_config
from tracker.services.delivering import deliver
from tracker.services.ticking import tick
from tracker.store.tables import METADATA, DeliveryBytesRow, DeliveryRow

ROOT = Path(__file__).parent.parent
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED = datetime(2023, 12, 22, 8, tzinfo=ZONE)  # the morning after the plan was issued
PLAN = ROOT / "calendars" / "plans" / "249-kh-ubnd-2024.txt"
LAN = "lan.tt@tdkt.cantho.example.vn"
NAM = "nam.vh@tdkt.cantho.example.vn"
MINH = "minh.dv@tdkt.cantho.example.vn"  # their head
HUNG = "hung.lq@tdkt.cantho.example.vn"  # the office's leader


def write_config(folder: Path, **changes: str) -> Path:
    """Write the shipped settings into a folder; ``changes`` replace "key = value" lines by key.

    The letter of the week is written only where ``weekly`` is asked for: most tests count letters.
    """
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    text = text.replace("weekly = true", f"weekly = {changes.pop('weekly', 'false')}")
    lines = [changed(line, {"calendars": f'"{ROOT / "calendars"}"', **changes}) for line in text.splitlines()]
    path = folder / "config.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def changed(line: str, changes: dict[str, str]) -> str:
    key = line.partition("=")[0].strip()
    return f"{key} = {changes[key]}" if key in changes else line


def open_office(folder: Path, now: datetime = ISSUED, *, database: str = "", **changes: str) -> App:
    """Open an office whose clock stands at ``now`` and runs on."""
    environ = {"USER": "clerk"}
    if database:
        environ["TRACKER_DATABASE_URL"] = database
    config = load_config(write_config(folder, **changes), environ=environ)
    return App(config, clock_at(now, config.office.zone), environ)


def clock_at(now: datetime, zone) -> Clock:
    local = now if now.tzinfo else now.replace(tzinfo=zone)
    return Clock(zone, ahead=local - Clock(zone).now())


def later(app: App, step: timedelta) -> App:
    """The same office after a while."""
    app.clock = clock_at(app.clock.now() + step, app.zone)
    return app


def at(app: App, day: date, hour: int = 8) -> App:
    """The same office, its clock set to another moment; what was opened stays open."""
    now = datetime(day.year, day.month, day.day, hour, tzinfo=app.zone)
    app.clock = clock_at(now, app.zone)
    return app


def days(first: date, last: date):
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def corrected(folder: Path, *changes: tuple[str, str], name: str = "corrected.txt") -> Path:
    """Write a copy of the plan in which every first text became the second; each must be there."""
    text = PLAN.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def line_of(ordinal: int) -> str:
    """The line of a task in the plan, with its end."""
    lines = PLAN.read_text(encoding="utf-8").splitlines(keepends=True)
    return next(line for line in lines if line.startswith(f"{ordinal}\t"))


def rows(app: App, table: type[SQLModel], **equal):
    """The rows of a table in the order of their keys."""
    with app.store.read() as session:
        wanted = select(table).filter_by(**equal).order_by(*table.__table__.primary_key.columns)
        return list(session.exec(wanted))


def row(app: App, table: type[SQLModel], **equal):
    (only,) = rows(app, table, **equal)
    return only


def everything(app: App) -> dict[str, list[tuple]]:
    """All that the database holds, by table."""
    with app.store.read() as session:
        return {
            table.name: sorted(map(tuple, session.execute(table.select())), key=repr)
            for table in METADATA.sorted_tables
        }


def texts(app: App) -> dict[str, bytes]:
    """The text of each person's last letter, by address."""
    of = {letter.id: letter.recipient for letter in rows(app, DeliveryRow)}
    return {of[text.delivery_id]: text.raw for text in rows(app, DeliveryBytesRow)}


def outbox(app: App) -> list[Path]:
    """The letters that were written as files, in the order of their names."""
    return sorted(app.config.delivery.outbox.glob("*.eml"))


def turn(app: App) -> None:
    """One turn of the service: what is due is planned, what waits is sent."""
    tick(app)
    deliver(app)
