"""Every Vietnamese word that the grammar of time knows, and the ways it is spelt.

A spelling is written as dictionaries write it. The lexer forgives the place of
the tone mark, case and blanks, and reads a text typed wholly without marks; a
spelling that differs otherwise ("hàng" for "hằng") stands here as its own.
"""

from collections.abc import Mapping
from enum import StrEnum, auto

from tracker.core.phrases.numerals import LUNAR_YEARS


class Term(StrEnum):
    """What a word or a fixed group of words means to the grammar."""

    DAY = auto()
    WORKING_DAY = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    SCHOOL_YEAR = auto()
    SCHOOL_TERM = auto()
    SUMMER = auto()
    MONTH_SIGN = auto()
    QUARTER_SIGN = auto()
    HOUR = auto()
    MINUTE = auto()
    OFFICE_HOURS = auto()
    MORNING = auto()
    AFTERNOON = auto()
    EVENING = auto()
    NOON = auto()
    WEEKDAY = auto()
    SUNDAY = auto()
    LUNAR = auto()
    LUNAR_DAY = auto()
    TET = auto()
    LUNAR_NEW_YEAR = auto()
    KINGS_DAY = auto()
    MID_AUTUMN = auto()
    LEAP = auto()
    LUNAR_MONTH = auto()
    LUNAR_YEAR = auto()
    SOLAR = auto()
    THAT_IS = auto()
    FULL_MOON = auto()
    MOVABLE_FEAST = auto()
    NEW_YEAR = auto()
    NATIONAL_DAY = auto()
    FIRST = auto()
    MIDDLE = auto()
    LAST = auto()
    FIRST_THIRD = auto()
    MIDDLE_THIRD = auto()
    LAST_THIRD = auto()
    FIRST_HALF = auto()
    SECOND_HALF = auto()
    BEFORE = auto()
    LATEST = auto()
    NOT_BEFORE = auto()
    AT_LEAST = auto()
    NOT_OVER = auto()
    NOT_AFTER_DAY = auto()
    UNTIL = auto()
    WHOLE = auto()
    FULLY = auto()
    FROM = auto()
    SINCE = auto()
    ONWARD = auto()
    IN = auto()
    AT = auto()
    OF = auto()
    IS = auto()
    AND = auto()
    OR = auto()
    EACH = auto()
    WHEN = auto()
    FOR = auto()
    TENTATIVE = auto()
    ROUGHLY = auto()
    EVERY = auto()
    PERIODIC = auto()
    TIMES = auto()
    NEXT = auto()
    THIS = auto()
    FOLLOWING_YEARS = auto()
    TOMORROW = auto()
    TODAY = auto()
    REPORTED = auto()
    PERIOD = auto()
    ALWAYS = auto()
    UNDATED = auto()
    ON_DEMAND = auto()
    AFTER_EVENT = auto()
    BEFORE_EVENT = auto()
    UNTIL_EVENT = auto()
    ISSUING = auto()
    THIS_PAPER = auto()
    PLAN = auto()
    WITHIN_TERM = auto()
    ROUND = auto()
    TIME_LABEL = auto()
    DUE_LABEL = auto()
    DONE = auto()
    HANDED_IN = auto()
    MEETING = auto()
    HELD = auto()
    PAPER = auto()
    LAW = auto()
    BASIS = auto()
    RULING = auto()
    MUST = auto()
    NUMBERED = auto()
    SUBJECT = auto()
    ANNIVERSARY = auto()
    ERA = auto()
    IN_FORCE = auto()
    DATA = auto()
    TARGET = auto()
    PAST = auto()
    SO_FAR = auto()
    THEN = auto()
    GRANTED = auto()
    DAY_OFF = auto()


SPELLINGS: Mapping[Term, str] = {
    Term.DAY: "ngày",
    Term.WORKING_DAY: "ngày làm việc",
    Term.WEEK: "tuần | tuần lễ",
    Term.MONTH: "tháng",
    Term.QUARTER: "quý | quí",
    Term.YEAR: "năm",
    Term.SCHOOL_YEAR: "năm học",
    Term.SCHOOL_TERM: "học kỳ | học kì",
    Term.SUMMER: "hè | dịp hè | nghỉ hè | kỳ nghỉ hè | mùa hè",
    Term.MONTH_SIGN: "t",
    Term.QUARTER_SIGN: "q",
    Term.HOUR: "giờ | h | g",
    Term.OFFICE_HOURS: "giờ hành chính | giờ làm việc",
    Term.MINUTE: "phút | ph",
    Term.MORNING: "sáng | buổi sáng",
    Term.AFTERNOON: "chiều | buổi chiều",
    Term.EVENING: "tối | buổi tối",
    Term.NOON: "trưa",
    Term.WEEKDAY: "thứ",
    Term.SUNDAY: "chủ nhật | chúa nhật | cn",
    Term.LUNAR: "âm lịch | âl",
    Term.LUNAR_DAY: "mùng | mồng",
    Term.TET: "tết",
    Term.LUNAR_NEW_YEAR: "tết nguyên đán | tết âm lịch | tết cổ truyền | tết ta",
    Term.KINGS_DAY: (
        "giỗ tổ | giỗ tổ hùng vương | giỗ tổ các vua hùng | lễ giỗ tổ | lễ giỗ tổ hùng vương | "
        "ngày giỗ tổ | ngày giỗ tổ hùng vương"
    ),
    Term.MID_AUTUMN: "tết trung thu | trung thu | rằm trung thu",
    Term.LEAP: "nhuận",
    Term.LUNAR_MONTH: "giêng | chạp",
    Term.LUNAR_YEAR: " | ".join(LUNAR_YEARS),
    Term.SOLAR: "dương lịch",
    Term.THAT_IS: "tức | tức là | nhằm | nhằm vào | tương ứng",
    Term.FULL_MOON: "rằm",
    Term.MOVABLE_FEAST: "khai giảng | lễ khai giảng | ngày khai giảng | kỳ họp | đại hội",
    Term.NEW_YEAR: "tết dương lịch",
    Term.NATIONAL_DAY: "quốc khánh | ngày quốc khánh | lễ quốc khánh",
    Term.FIRST: "đầu | đầu tiên",
    Term.MIDDLE: "giữa",
    Term.LAST: "cuối | cuối cùng",
    Term.FIRST_THIRD: "thượng tuần",
    Term.MIDDLE_THIRD: "trung tuần",
    Term.LAST_THIRD: "hạ tuần",
    Term.FIRST_HALF: "nửa đầu",
    Term.SECOND_HALF: "nửa cuối | nửa sau",
    Term.BEFORE: "trước | trước thời điểm",
    Term.LATEST: (
        "chậm nhất | muộn nhất | trễ nhất | không muộn hơn | không chậm hơn | không trễ hơn | "
        "hạn cuối | hạn cuối cùng | thời hạn cuối cùng | hạn chót | thời hạn chậm nhất"
    ),
    Term.NOT_BEFORE: "không trước | không sớm hơn | không được trước",
    Term.AT_LEAST: "ít nhất | tối thiểu",
    Term.NOT_OVER: "không quá | không vượt quá | không được quá | không để quá | không chậm quá | tối đa",
    Term.NOT_AFTER_DAY: (
        "trước hoặc trong | trước và trong | trong và trước | trong hoặc trước | trước hoặc vào"
    ),
    Term.UNTIL: "đến | tới | cho đến | cho tới",
    Term.WHOLE: "cả | suốt | quanh | toàn",
    Term.FULLY: "hết",
    Term.FROM: "từ | bắt đầu từ",
    Term.SINCE: "kể từ | tính từ",
    Term.ONWARD: "trở đi",
    Term.IN: "trong",
    Term.AT: "vào | lúc | hồi | vào lúc | vào hồi",
    Term.OF: "của",
    Term.IS: "là",
    Term.AND: "và",
    Term.OR: "hoặc",
    Term.EACH: "các | những",
    Term.WHEN: "khi",
    Term.FOR: "đối với | cho | với",
    Term.TENTATIVE: "dự kiến | dự định | dk",
    Term.ROUGHLY: "khoảng | vào khoảng | vào dịp | dịp | nhân dịp",
    Term.EVERY: "hằng | hàng | mỗi | từng",
    Term.PERIODIC: "định kỳ | định kì | thường kỳ | thường kì",
    Term.TIMES: "lần",
    Term.NEXT: "sau | tiếp theo | kế tiếp | liền kề | sau liền kề | kế tiếp theo | tới",
    Term.THIS: "này | nay",
    Term.FOLLOWING_YEARS: (
        "và các năm tiếp theo | và những năm tiếp theo | và các năm sau | và những năm sau | "
        "và các tháng tiếp theo | và những tháng tiếp theo | và các quý tiếp theo"
    ),
    Term.TOMORROW: "ngày mai",
    Term.TODAY: "hôm nay | cùng ngày | trong ngày hôm nay",
    Term.REPORTED: "báo cáo",
    Term.PERIOD: "kỳ | kì | kỳ báo cáo | kì báo cáo",
    Term.ALWAYS: "thường xuyên | liên tục | thường xuyên liên tục",
    Term.UNDATED: (
        "theo quy định | theo qui định | theo tiến độ | theo hướng dẫn | theo kế hoạch | theo chỉ đạo "
        "| theo yêu cầu | theo chương trình | theo lịch | theo phân công | theo thực tế "
        "| theo thời gian quy định | theo thời hạn quy định "
        "| theo kế hoạch riêng | khi được giao | đột xuất | kịp thời"
    ),
    Term.ON_DEMAND: "khi có yêu cầu | khi được yêu cầu | khi có phát sinh | khi phát sinh | khi cần",
    Term.AFTER_EVENT: "ngay sau khi | sau khi | ngay sau | khi có | ngay khi",
    Term.BEFORE_EVENT: "trước khi",
    Term.UNTIL_EVENT: "đến khi | cho đến khi | cho tới khi",
    Term.ISSUING: "ban hành | ký ban hành | ký | ký và ban hành | được ban hành | được ký ban hành",
    Term.THIS_PAPER: (
        "kế hoạch này | quyết định này | văn bản này | công văn này | chỉ thị này | thông tư này | "
        "nghị định này | thông báo này | hướng dẫn này | chương trình này"
    ),
    Term.PLAN: "kế hoạch",
    Term.WITHIN_TERM: "trong thời hạn | trong vòng | trong thời gian | thời hạn | sau",
    Term.ROUND: "đợt",
    Term.TIME_LABEL: "thời gian | thời điểm | tiến độ | lịch",
    Term.DUE_LABEL: (
        "thời hạn | hết hạn | đến hạn | thời gian hoàn thành | thời hạn hoàn thành | hạn hoàn thành | "
        "hạn nộp | hạn gửi | hạn báo cáo | hạn nhận | hạn đăng ký | hạn trả lời | hạn trình | hạn xử lý | "
        "hạn thực hiện | hạn giải quyết | tiến độ hoàn thành | hoàn thành"
    ),
    Term.DONE: "hoàn thành | xong | hoàn tất | kết thúc",
    Term.HANDED_IN: "trình | nộp | gửi | báo cáo",
    Term.MEETING: (
        "hội nghị | họp | cuộc họp | hội thảo | hội thi | kỳ thi | cuộc thi | buổi lễ | tổ chức lễ | "
        "lễ kỷ niệm | lễ phát động | lễ công bố | lễ trao | khai mạc | bế mạc | tọa đàm | đại hội | "
        "buổi làm việc | lớp tập huấn | kiểm tra tại | mít tinh | ra quân | tổng duyệt"
    ),
    Term.HELD: "tổ chức | diễn ra | khai mạc | bế mạc | tiến hành",
    Term.PAPER: (
        "quyết định | luật | nghị định | kế hoạch | công văn | chỉ thị | nghị quyết | thông tư | "
        "tờ trình | thông báo | hướng dẫn | kết luận | pháp lệnh | công điện | thông tư liên tịch | "
        "văn bản | bộ luật | hiến pháp | biên bản | giấy mời | quy chế"
    ),
    Term.LAW: "luật | nghị định | nghị quyết | quyết định | thông tư | thông tư liên tịch | nđ | qđ",
    Term.BASIS: "căn cứ | thực hiện | theo | tại | xét | kèm theo | ban hành kèm theo",
    Term.RULING: "căn cứ | kèm theo | ban hành kèm theo | xét đề nghị",
    Term.MUST: "phải | cần | yêu cầu | đề nghị | bảo đảm | đảm bảo",
    Term.NUMBERED: "số",
    Term.SUBJECT: (
        "báo cáo | sơ kết | tổng kết | kế hoạch | dự toán | quyết toán | chương trình | nhiệm vụ | "
        "công tác | chỉ tiêu | kết quả | phương hướng | giao ước | đánh giá"
    ),
    Term.ANNIVERSARY: "kỷ niệm | kỉ niệm | ngày thành lập | ngày sinh | chào mừng",
    Term.ERA: "giai đoạn | nhiệm kỳ | nhiệm kì | thời kỳ | thời kì | tầm nhìn | khóa",
    Term.IN_FORCE: "hiệu lực | có hiệu lực | hết hiệu lực | có hiệu lực thi hành | hiệu lực thi hành",
    Term.DATA: (
        "số liệu | chốt số liệu | thời điểm chốt | thời điểm điều tra | thời điểm thống kê | "
        "thời điểm kiểm tra | thời kỳ kiểm tra | thời kỳ báo cáo | thời kỳ thanh tra"
    ),
    Term.TARGET: "đạt | phấn đấu | còn | giảm | tăng | tỷ lệ | tỉ lệ | mục tiêu",
    Term.SO_FAR: "đến nay | tới nay | cho đến nay",
    Term.PAST: "đã | đã được | vừa qua | trước đây | tính đến | tính đến hết | từ đầu năm đến nay | đến nay",
    Term.THEN: (
        "thì | không thuộc | không áp dụng | được hưởng | được áp dụng | vẫn áp dụng | "
        "tiếp tục áp dụng | được tính"
    ),
    Term.GRANTED: (
        "được cấp | được ban hành | được phê duyệt | được ký kết | phát sinh | được bổ nhiệm | "
        "được tuyển dụng | được tiếp nhận | được thành lập | được công nhận | được giao | nghỉ hưu | sinh | "
        "khởi công từ"
    ),
    Term.DAY_OFF: "hoán đổi | nghỉ bù | nghỉ lễ | được nghỉ | nghỉ tết | làm bù",
}
"""The words of each term, divided by strokes; the longest group of words wins."""

SLIPS: Mapping[str, str] = {
    "trưóc": "trước",
    "trườc": "trước",
    "truớc": "trước",
    "trươc": "trước",
    "truoc": "trước",
    "ngảy": "ngày",
    "ngãy": "ngày",
    "ngáy": "ngày",
    "ngay": "ngày",
    "thảng": "tháng",
    "thàng": "tháng",
    "thang": "tháng",
    "quỷ": "quý",
    "quy": "quý",
    "nãm": "năm",
    "nắm": "năm",
    "nam": "năm",
    "năn": "năm",
    "giò": "giờ",
    "gio": "giờ",
    "cuôi": "cuối",
    "cuổi": "cuối",
    "cuồi": "cuối",
    "cuoi": "cuối",
    "đên": "đến",
    "đển": "đến",
    "den": "đến",
    "hêt": "hết",
    "hểt": "hết",
    "het": "hết",
    "đâu": "đầu",
    "giũa": "giữa",
    "giưa": "giữa",
}
"""Words of time with one mark wrong or none, as pens and scanners leave them; many are other words too."""
