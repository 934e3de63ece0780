"""An office with many people, each with a duty that is due today, and what its database holds."""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import select

from tracker.store.engine import open_store
from tracker.store.schema import revision
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

PLAN = "1-kh-vp.txt"
SETTINGS = """
[office]
name = "Ủy ban nhân dân xã"
domain = "xa.example.vn"
timezone = "{zone}"
coordinator = {{ name = "Văn thư", address = "vanthu@xa.example.vn" }}
leaders = [{{ name = "Chủ tịch", address = "chutich@xa.example.vn" }}]

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = {{ name = "Nhắc việc", address = "nhacviec@xa.example.vn" }}
timeout_seconds = 10
login_seconds = 10
command_seconds = 10
text_seconds = 10
final_seconds = 20

[delivery]
lease_minutes = 2
per_minute = 100000
per_person_a_day = 1000
back_off_minutes = [1]
breaker_seconds = [1]

[reminders]
at = 00:00:00
weekly = false

[service]
tick_seconds = 1

[backup]
nightly = false

[web]
port = 0

[feeds]
key_file = "{key}"

[database]
url = "{database}"

[paths]
data = "var"
calendars = "{calendars}"
"""
UNIT = """
[[units]]
code = "to-{number}"
name = "{name}"
people = [{{ name = "Cán bộ {number}", address = "{address}" }}]
"""
HEAD = """ỦY BAN NHÂN DÂN XÃ
Số: 1/KH-VP
Xã Hòa An, ngày {day:%d} tháng {day:%m} năm {day:%Y}

KẾ HOẠCH
Công tác năm {day:%Y}

TT\tNội dung nhiệm vụ\tĐơn vị thực hiện\tThời gian thực hiện
"""


@dataclass(frozen=True)
class Office:
    """One folder for each daemon, one calendar, one plan, one database."""

    folder: Path
    database: str
    people: int

    @property
    def recipients(self) -> list[str]:
        return [f"canbo{number}@xa.example.vn" for number in range(1, self.people + 1)]

    def prepare(self) -> None:
        """Write the calendar, in which every day is worked, and the plan."""
        calendars, day = self.folder / "calendars", datetime.now(_noon()).date()
        for name in ("days", "plans"):
            (calendars / name).mkdir(parents=True)
        (calendars / "days" / "every-day.toml").write_text("[calendar]\nweekend = []\n")
        rows = [
            f"{number}\tGửi báo cáo số {number}\t{_unit(number)}\tchậm nhất ngày {day:%d/%m/%Y}\n"
            for number in range(1, self.people + 1)
        ]
        (calendars / "plans" / PLAN).write_text(HEAD.format(day=day) + "".join(rows), encoding="utf-8")

    def settings_for(self, name: str, port: int) -> Path:
        """Write the settings of one daemon, whose mail server listens on ``port``."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        text = SETTINGS.format(
            zone=_noon().key,
            port=port,
            database=self.database,
            calendars=self.folder / "calendars",
            key=self.folder / "feeds.key",
        )
        units = (
            UNIT.format(number=number, name=_unit(number), address=address)
            for number, address in enumerate(self.recipients, 1)
        )
        path = folder / "config.toml"
        path.write_text(text + "".join(units), encoding="utf-8")
        return path

    @contextmanager
    def session(self):
        """One transaction of ours, beside the daemons'."""
        store = open_store(self.database)
        try:
            with store.write() as session:
                yield session
        finally:
            store.dispose()

    def is_empty(self) -> bool:
        """Whether nobody has lived long enough to make the tables."""
        store = open_store(self.database)
        try:
            return revision(store) is None
        finally:
            store.dispose()

    def let_time_pass(self) -> None:
        """Make the time of every letter come, as if hours had gone by: no sender may be alive."""
        if self.is_empty():
            return
        with self.session() as session:
            connection = session.connection()
            connection.exec_driver_sql("UPDATE delivery SET next_at = created_at WHERE state = 'ready'")
            connection.exec_driver_sql("UPDATE delivery SET lease_until = created_at WHERE state = 'sending'")

    def check_integrity(self) -> None:
        """Let SQLite look at every page and every reference."""
        if not self.database.startswith("sqlite:///"):
            return
        with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    def letters(self) -> list[DeliveryRow]:
        with self.session() as session:
            return list(session.exec(select(DeliveryRow)))

    def notices(self) -> list[NoticeRow]:
        with self.session() as session:
            return list(session.exec(select(NoticeRow)))

    def duties(self) -> int:
        with self.session() as session:
            return len(session.exec(select(ObligationRow.id)).all())


def _unit(number: int) -> str:
    return f"Tổ công tác số {number}"


def _noon() -> ZoneInfo:
    """A zone in which it is noon now: no midnight comes while a test runs."""
    ahead = 12 - (datetime.now(UTC) + timedelta(minutes=30)).hour
    return ZoneInfo(f"Etc/GMT{-ahead:+d}")
