"""What the pages of feeds and duties show in tests."""

from datetime import date, time

from tracker.core.phrases.reading import Step
from tracker.core.provisional import Provisional
from tracker.core.reasons import Reasons, RollReason
from tracker.core.selection import FeedKind
from tracker.core.standing import Standing
from tracker.core.workcalendar import Day, DayKind
from tracker.errors import Place
from tracker.services.sources import Coming, DutyPage, FeedPage, Part, Reach

TOKEN = "t0ken_-" * 6 + "A"
PROOF = "pr00f_-" * 3 + "Z"
PAGE_ADDRESS = f"https://lich.cantho.example.vn/s/{TOKEN}"
ADDRESS = f"https://lich.cantho.example.vn/f/{TOKEN}/phong-noi-vu.ics"

COMING = (
    Coming(
        title="Tổng hợp, trình Ủy ban nhân dân thành phố kết quả bình xét thi đua quý I",
        label="Phòng Nội vụ",
        act_by=date(2024, 5, 24),
        due_on=date(2024, 5, 24),
        time=None,
        is_overdue=True,
    ),
    Coming(
        title="Báo cáo sơ kết phong trào thi đua 6 tháng đầu năm",
        label="Ban TĐKT",
        act_by=date(2024, 5, 31),
        due_on=date(2024, 6, 1),
        time=time(17),
        is_overdue=False,
    ),
    Coming(
        title="Họp Hội đồng Thi đua – Khen thưởng thành phố",
        label="",
        act_by=date(2024, 6, 7),
        due_on=date(2024, 6, 7),
        time=time(7, 30),
        is_overdue=False,
    ),
    Coming(
        title="Thẩm định hồ sơ đề nghị khen thưởng chuyên đề năm học 2023–2024",
        label="Sở GDĐT",
        act_by=date(2024, 6, 28),
        due_on=date(2024, 6, 30),
        time=None,
        is_overdue=False,
    ),
    Coming(
        title="Kiểm tra công tác thi đua tại các quận, huyện",
        label="Phòng Nội vụ",
        act_by=date(2024, 6, 28),
        due_on=date(2024, 6, 28),
        time=None,
        is_overdue=False,
    ),
)
PAGE = FeedPage(
    slug="phong-noi-vu",
    kind=FeedKind.UNIT,
    name="Phòng Nội vụ: việc đến hạn",
    office="Ủy ban nhân dân quận Ninh Kiều",
    address=ADDRESS,
    page=PAGE_ADDRESS,
    reach=Reach.PUBLIC,
    coming=COMING,
    overdue=1,
    events=35,
    parts=(),
)
PARTS = (Part("2023", f"{ADDRESS}?period=2023", 1), Part("2024-Q2", f"{ADDRESS}?period=2024-Q2", 1180))

DUTY = DutyPage(
    id="249-2024.15",
    title="Báo cáo sơ kết phong trào thi đua 6 tháng đầu năm",
    office="Ủy ban nhân dân quận Ninh Kiều",
    plan_number="249/KH-UBND",
    plan_title="Kế hoạch công tác thi đua, khen thưởng năm 2024",
    section="QUÝ II",
    ordinal="15",
    leads=("Phòng Nội vụ",),
    partners=("Văn phòng", "Các phường"),
    start_on=date(2024, 5, 2),
    time=time(17),
    is_meeting=False,
    is_tentative=True,
    standing=Standing.OVERDUE,
    done_on=None,
    reasons=Reasons(
        phrase="trước ngày 02/6",
        place=Place(line=34),
        rule="B1",
        steps=(Step("before", {"stated": date(2024, 6, 2), "due": date(2024, 6, 1)}),),
        counted=(),
        due_on=date(2024, 6, 1),
        roll=RollReason("previous", "office", ""),
        touched=(Day(date(2024, 6, 1), DayKind.WEEKEND),),
        act_by=date(2024, 5, 31),
        provisional=Provisional(act_by=True, year=2024),
        data=(date(2024, 1, 1), date(2024, 5, 31)),
    ),
)
