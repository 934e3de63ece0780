"""Entries of every kind, and what each of them is meant to say; written by hand, read from no library."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.core.shown import ShownOn
from tracker.core.standing import Status
from tracker.feeds.facts import EventFacts

DOMAIN = "thidua.example.vn"
TITLE = "Sơ kết phong trào thi đua"
SUNDAY, FRIDAY = date(2024, 6, 30), date(2024, 6, 28)
DEADLINE = EventFacts(
    id="1",
    domain=DOMAIN,
    title=TITLE,
    dates=Dates(Kind.DUE, due_on=FRIDAY, act_by=FRIDAY),
    status=Status.OPEN,
    phrase="trước ngày 29/6, 17 giờ; chậm nhất",
    plan_number="249/KH-UBND",
    plan_name="Kế hoạch công tác thi đua, khen thưởng năm 2024",
    created_at=datetime(2024, 1, 2, 1, tzinfo=UTC),
    changed_at=datetime(2024, 5, 27, 1, 2, 3, tzinfo=UTC),
    sequence=3,
    label="Ban TĐKT",
    lead=("Ban TĐKT thành phố",),
    partners=("Sở Nội vụ", "Văn phòng; phòng ban, đoàn thể"),
    rule="P8",
    link="https://thidua.example.vn/o/1/x?lang=vi",
)
JUNE = Dates(Kind.WINDOW, start_on=date(2024, 6, 1), due_on=SUNDAY, act_by=FRIDAY)
CLOCK = Dates(Kind.DUE, due_on=FRIDAY, act_by=FRIDAY, time=time(17))
EARLY = Dates(Kind.EVENT, due_on=FRIDAY, act_by=FRIDAY, time=time(6, 30))
THREE_DAYS = Dates(Kind.EVENT, start_on=date(2024, 6, 26), due_on=FRIDAY, act_by=FRIDAY)
PLANNED = replace(DEADLINE.dates, tentative=True)
DAY = ("2024-06-28", "2024-06-29")


@dataclass(frozen=True)
class Meant:
    """One entry and what every program should read; ``whole`` is its span where windows are shown whole."""

    facts: EventFacts
    summary: str
    when: tuple[str, str] = DAY
    status: str = "CONFIRMED"
    whole: tuple[str, str] = ()
    calls: bool = True
    uid: str = ""

    def seen(self, *, spans: bool) -> tuple[str, ...]:
        """Return (uid, start, end, summary, status)."""
        start, end = self.whole if spans and self.whole else self.when
        return (f"{self.uid or self.facts.id}@{DOMAIN}", start, end, self.summary, self.status)


def entry(name: str, summary: str, dates: Dates = DEADLINE.dates, *, facts=None, **meant: object) -> Meant:
    """Return a usual entry under a name of its own, with other dates and facts."""
    return Meant(replace(DEADLINE, id=name, dates=dates, **(facts or {})), summary, **meant)


def titled(name: str, title: str, read: str) -> Meant:
    """Return an entry with a title that is hard to write, and how it is read."""
    return entry(name, f"Ban TĐKT: {read}", facts={"title": title})


KINDS = (
    entry("deadline", f"Ban TĐKT: {TITLE}"),
    entry(
        "deadline-on-a-sunday", f"Ban TĐKT: {TITLE} (hạn 30/6/2024)", replace(DEADLINE.dates, due_on=SUNDAY)
    ),
    entry(
        "deadline-shown-on-its-sunday",
        f"Ban TĐKT: {TITLE} (ngày cuối để làm 28/6/2024)",
        replace(DEADLINE.dates, due_on=SUNDAY),
        facts={"shown_on": ShownOn.DUE_ON},
        when=("2024-06-30", "2024-07-01"),
    ),
    entry(
        "deadline-at-an-hour",
        f"Ban TĐKT: {TITLE}",
        CLOCK,
        when=("2024-06-28T09:30:00Z", "2024-06-28T10:00:00Z"),
    ),
    entry("window", f"Ban TĐKT: {TITLE} (hạn 30/6/2024)", JUNE, whole=("2024-06-01", "2024-06-29")),
    entry("meeting-of-three-days", f"Ban TĐKT: {TITLE}", THREE_DAYS, when=("2024-06-26", "2024-06-29")),
    entry(
        "meeting-before-seven",
        f"Ban TĐKT: {TITLE}",
        EARLY,
        when=("2024-06-27T23:30:00Z", "2024-06-28T00:30:00Z"),
    ),
    entry("tentative", f"Ban TĐKT: {TITLE}", PLANNED, status="TENTATIVE"),
    entry("overdue", f"[QUÁ HẠN] Ban TĐKT: {TITLE}", facts={"is_overdue": True}, calls=False),
    entry("done", f"[XONG] Ban TĐKT: {TITLE}", facts={"status": Status.DONE}, calls=False),
    entry(
        "waived",
        f"[ĐÃ HỦY] Ban TĐKT: {TITLE}",
        PLANNED,
        facts={"status": Status.WAIVED},
        status="CANCELLED",
        calls=False,
    ),
    entry(
        "withdrawn-window",
        f"[ĐÃ HỦY] Ban TĐKT: {TITLE} (hạn 30/6/2024)",
        JUNE,
        facts={"status": Status.WITHDRAWN},
        status="CANCELLED",
        whole=("2024-06-01", "2024-06-29"),
        calls=False,
    ),
    entry("no-unit", TITLE, facts={"label": "", "lead": (), "partners": (), "link": ""}),
)

HOSTILE = (
    titled("punctuation", 'a,b;c:d"e^f|g, ;', 'a,b;c:d"e^f|g, ;'),
    titled(
        "strokes", r"C:\Nam\new\;\,\\", "C:/Nam/new/;/,//"
    ),  # to some readers a written \N is a line break
    titled("lines", "một\r\nhai\nba\rbốn\tnăm", "một hai ba bốn năm"),
    titled("injection", "x\r\nEND:VEVENT\r\nBEGIN:VALARM", "x END:VEVENT BEGIN:VALARM"),
    titled("control", "a\x00b\x07c\x1bd\x7fe\x85f\u2028g\ufeffh", "abcde f gh"),
    titled("surrogate", "a\ud83db\udc00c", "abc"),
    titled("emoji", "Họp 👩🏽\u200d👧 🇻🇳 ✅", "Họp 👩🏽👧 🇻🇳 ✅"),
    titled("decomposed", "Ba\u0301o ca\u0301o qu\u00fd", "Báo cáo quý"),
    titled("edges", "  đầu  và   cuối  ", "đầu và cuối"),
    titled("long", "ế" * 10_000, "ế" * 244 + "…"),
    titled("long-emoji", "😀" * 5_000, "😀" * 122 + "…"),
    titled(
        "alarm-words",
        "BEGIN:VALARM TRIGGER:-PT5M DTSTART:20200101",
        "BEGIN:VALARM TRIGGER:-PT5M DTSTART:20200101",
    ),
    Meant(replace(DEADLINE, id="../../x"), f"Ban TĐKT: {TITLE}", uid=sha256(b"../../x").hexdigest()),
)

#: So many letters before one that is hard to write that a line ends within it, wherever that is.
FOLDED = tuple(
    titled(f"fold-{at}", title, title)
    for at, title in enumerate("x" * at + "ế,😀;ế😀,;" * 5 for at in range(80))
)
