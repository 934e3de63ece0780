"""The letter of 27 May 2024 and its people: tasks of Kế hoạch 249, as written."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tracker.core.delivery import Item, Letter, gather
from tracker.core.directory import Person
from tracker.core.notices import NoticeKind, NoticeReason, Rung
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.staffing import Addressee, Instead
from tracker.core.standing import Standing
from tracker.core.summary import Summary
from tracker.core.weekly import UnitWeek, Week
from tracker.core.workcalendar import Holiday, Swap, WorkCalendar
from tracker.messages import LetterSetting, compose
from tracker.messages.plaintext import text_of

TODAY = date(2024, 5, 27)
NOW = datetime(2024, 5, 27, 0, 30, tzinfo=UTC)
LAN = Person("Nguyễn Thị Lan", "lan.nt@example.vn")
BAN = "Ban TĐKT thành phố"
MESSAGE_ID = "<tr.0123456789abcdef0123456789abcdef@example.vn>"
CALENDAR = WorkCalendar(
    holidays=tuple(
        Holiday(date(2024, month, day), {"vi": vi, "en": en}, "Bộ luật Lao động 2019, Điều 112")
        for month, day, vi, en in (
            (4, 30, "Ngày Chiến thắng", "Reunification Day"),
            (5, 1, "Ngày Quốc tế lao động", "Labour Day"),
            (9, 2, "Quốc khánh", "National Day"),
        )
    ),
    swaps=(Swap(date(2024, 4, 29), date(2024, 5, 4), "hoán đổi ngày làm việc"),),
    confirmed_years=frozenset({2024}),
)
SETTING = LetterSetting(
    sender=Person("Ban Thi đua - Khen thưởng thành phố Cần Thơ", "nhacviec@example.vn"),
    office="Ban Thi đua - Khen thưởng thành phố Cần Thơ",
    zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    reply_to="vanthu@example.vn",
)
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"

TITLES = {
    11: "Tổ chức họp Hội đồng TĐKT thành phố (Phiên thứ hai) xét các hình thức và danh hiệu thi đua khen thưởng cấp Nhà nước và cấp thành phố về thành tích thường xuyên hàng năm (công trạng và thành tích đạt được) và hoàn thành thủ tục, hồ sơ trình khen theo quy định",
    13: "Kế hoạch hoạt động của Cụm thi đua 5 thành phố trực thuộc Trung ương năm 2024",
    14: "Tổ chức Hội nghị tuyên dương các điển hình tiên tiến trong “Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”",
    15: "Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2024 (theo đề cương của Ban TĐKT Trung ương)",
    18: "Xây dựng kế hoạch và tổ chức lớp bồi dưỡng nghiệp vụ công tác thi đua, khen thưởng năm 2024",
}


def obligation(number=14, due_on=date(2024, 5, 31), act_by=None, *, phrase="tháng 5", **changed):
    """One duty of the plan; ``changed`` replaces fields of the duty or of its dates."""
    dates = {
        name: changed.pop(name)
        for name in ("kind", "start_on", "time", "tentative", "data_from", "data_to")
        if name in changed
    }
    given = Dates(due_on=due_on, act_by=act_by or due_on, **{"kind": Kind.WINDOW, **dates})
    facts = {
        "title": TITLES.get(number, "Báo cáo"),
        "section": "QUÝ II",
        "ordinal": str(number),
        "lead": (BAN,),
        "rule": "unknown",
        "plan_number": "249/KH-UBND",
    }
    return Obligation(
        id=f"249-2024.{number:02d}",
        plan_id="249-2024",
        task_number=number,
        label="",
        phrase=phrase,
        dates=given,
        **{**facts, **changed},
    )


def item(duty=None, kind=NoticeKind.LEAD, *, level=0, reason=NoticeReason.SLOT, unit=BAN, **more):
    """One line of a letter; ``more`` are its other fields."""
    return Item(duty or obligation(), Rung(kind, 0, level, TODAY), reason, unit, **more)


def letter(*items, person=LAN, day=TODAY):
    """A letter as the rules gather it, most urgent first."""
    who = Addressee(person, BAN)
    [gathered] = gather(day, [(who, one) for one in items or (item(),)])
    return gathered


def busy_letter(person=LAN):
    """A letter with every urgency."""
    return letter(
        item(obligation(11, date(2024, 4, 30), date(2024, 4, 26), phrase="tháng 4"), NoticeKind.OVERDUE),
        item(obligation(13, TODAY, phrase="trước ngày 28/5"), NoticeKind.DAY),
        item(obligation(14), unit="Ban Tuyên giáo Thành ủy", instead=Instead.NO_ADDRESS),
        item(obligation(15, date(2024, 6, 30), date(2024, 6, 28), phrase="tháng 6")),
        item(
            obligation(18, date(2024, 6, 30), date(2024, 6, 28), phrase="tháng 6", start_on=TODAY),
            NoticeKind.START,
        ),
        person=person,
    )


def composed(letter, setting=SETTING, *, message_id=MESSAGE_ID, now=NOW, attachment=ICS):
    """Write a letter."""
    return compose(
        letter,
        setting,
        calendar=CALENDAR,
        message_id=message_id,
        now=now,
        attachment=attachment,
    )


def unit_week(unit, on_time=0, late=0, in_term=0, overdue=0):
    """How the duties of one unit stand."""
    counts = (on_time, late, in_term, overdue)
    standings = (Standing.ON_TIME, Standing.LATE, Standing.IN_TERM, Standing.OVERDUE)
    return UnitWeek(unit, Summary(dict(zip(standings, counts, strict=True))))


def week(*units, failed=0, **more):
    """The week of 27 May 2024, two units unless told otherwise; ``more`` are its other fields."""
    shown = units or (unit_week(BAN, 12, 2, 18, 1), unit_week("Ban Tuyên giáo Thành ủy", 3, 0, 4, 0))
    return Week(TODAY, shown, sent=14, failed=failed, waiting=1, **more)


def weekly_letter(*units, person=LAN, failed=0):
    """A letter that has nothing but the week to tell."""
    return Letter(person, TODAY, (), week=week(*units, failed=failed))


def whole_lines(letter):
    """The text of a letter, what is broken inside a line of a duty joined again."""
    return re.sub(r"\n {4,5}(?=\S)", " ", text_of(letter.raw))
