"""Facts as bad as they come."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.core.provisional import Provisional
from tracker.core.shown import ShownOn
from tracker.core.standing import Status
from tracker.feeds.facts import EventFacts

HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
    "END:VEVENT",
    "DTSTART;VALUE=DATE:20240101",
    "nul \x00 esc \x1b[31m bell \a del \x7f c1 \x9b next line \x85",
    "bidi \u202e\u2066 zero\u200b\ufeff line\u2028para\u2029",
    "path C:\\New\\name\\N and \\n; semi, comma",
    "lone surrogate \ud800",
    "{title} %s {0.__class__}",
    "../../x",
    "quoted \":;=^n^'",
    "\\" * 400,
    ",;" * 200,
    "đ" * 10_000,
    "e\u0302\u0301" * 200,
    "👩‍👩‍👧" * 300,
    "  \t ",
    "",
]

TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=150), st.text(",;\\nN đ\r\n"))
UNITS = st.lists(TEXTS, max_size=3).map(tuple)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
SHORT = st.integers(0, 60).map(timedelta)


@st.composite
def dates(draw):
    due_on = draw(DAYS)
    return Dates(
        kind=draw(st.sampled_from(Kind)),
        due_on=due_on,
        act_by=due_on + draw(st.sampled_from([-3, 0, 1])) * timedelta(days=1),
        start_on=draw(st.none() | SHORT.map(lambda days: due_on - days)),
        time=draw(st.none() | st.builds(time, st.integers(0, 23), st.sampled_from([0, 30, 59]))),
        tentative=draw(st.booleans()),
    )


FACTS = st.builds(
    EventFacts,
    id=st.from_regex(r"[a-z0-9-]{1,20}\.[0-9]{2}", fullmatch=True),
    domain=st.just("thidua.example.vn"),
    title=TEXTS,
    dates=dates(),
    status=st.sampled_from(Status),
    phrase=TEXTS,
    plan_number=TEXTS,
    plan_name=TEXTS,
    created_at=INSTANTS,
    changed_at=INSTANTS,
    sequence=st.integers(0, 1000),
    label=TEXTS,
    lead=UNITS,
    partners=UNITS,
    rule=st.sampled_from(["", "P8", "unknown"]),
    provisional=st.builds(Provisional, st.booleans(), st.booleans()),
    link=TEXTS,
    is_overdue=st.booleans(),
    shown_on=st.sampled_from(ShownOn),
)
EVENTS = st.lists(FACTS, max_size=4, unique_by=lambda facts: facts.id)
