"""Tasks of a plan of 2024 carried to 2025, on the real calendar."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tracker.calendars import load_calendar
from tracker.core.directory import DatedName, Directory, Person, Unit
from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import PhraseContext
from tracker.core.plan import Party, Task
from tracker.core.rolling import Rolls
from tracker.core.rollover.carrying import Turnover, carry

ROOT = Path(__file__).parents[3]
UNITS = (
    Unit("so-noi-vu", "Sở Nội vụ"),
    Unit("so-tttt", "Sở Thông tin và Truyền thông", until=date(2024, 12, 31), successor="so-khcn"),
    Unit("so-khcn", "Sở Khoa học và Công nghệ", former=(DatedName("Sở KHCNMT", until=date(2024, 6, 30)),)),
)
LEAD = (Party("Sở Nội vụ"),)


@pytest.fixture(scope="session")
def over():
    return Turnover(
        before=PhraseContext(2024, date(2023, 12, 21)),
        after=PhraseContext(2025),
        calendar=load_calendar(ROOT / "calendars" / "days"),
        rolls=Rolls(),
        directory=Directory(UNITS, Person("Lan", "lan@a.vn")).as_of(date(2025, 1, 1)),
    )


@pytest.fixture
def task(over):
    """Make a task whose words of time stand in a cell of their own."""

    def made(title="Báo cáo kết quả", time="tháng 5", lead=LEAD, **facts):
        report = read_phrases(time, replace(over.before, in_time_cell=True), over.calendar)
        return Task("1", title, lead=lead, time_phrase=time, readings=report.readings, **facts)

    return made


@pytest.fixture
def carried(over, task):
    """Carry such a task over."""

    def done(title="Báo cáo kết quả", time="tháng 5", ruling=None, **facts):
        return carry(task(title, time, **facts), time, ruling, over)

    return done
