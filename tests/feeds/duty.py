"""One obligation of a plan, and how to vary it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.core.standing import Status
from tracker.feeds.facts import EventFacts

HALF_YEAR = EventFacts(
    id="249-2024.14",
    domain="thidua.example.vn",
    title="Sơ kết phong trào thi đua 6 tháng đầu năm 2024",
    dates=Dates(Kind.DUE, due_on=date(2024, 6, 30), act_by=date(2024, 6, 28)),
    status=Status.OPEN,
    phrase="6 tháng đầu năm",
    plan_number="249/KH-UBND",
    plan_name="Kế hoạch công tác thi đua, khen thưởng năm 2024",
    created_at=datetime(2024, 1, 2, 1, 0, 0, 987654, UTC),
    changed_at=datetime(2024, 5, 27, 1, 2, 3, 456789, UTC),
    sequence=3,
    label="Ban TĐKT",
    lead=("Ban TĐKT thành phố",),
    partners=("Sở Nội vụ", "Văn phòng UBND thành phố"),
    rule="P8",
    link="https://thidua.example.vn/viec/249-2024.14?xem=đủ",
)


def varied(*, dates=None, **facts):
    """Return the obligation with other facts; ``dates`` are facts of its dates."""
    moved = replace(HALF_YEAR.dates, **dates) if dates else HALF_YEAR.dates
    return replace(HALF_YEAR, dates=moved, **facts)
