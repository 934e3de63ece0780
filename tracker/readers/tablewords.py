"""The words by which the parts of a plan's table are known: columns, groups, and cells that say no more."""

import re
from enum import StrEnum
from functools import lru_cache

from tracker.core.names import key


def _any(words: str) -> str:
    """Return a pattern for any of the words between the bars; the longest wins."""
    return "(?:" + "|".join(map(re.escape, sorted(words.split("|"), key=len, reverse=True))) + ")"


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Heads of columns.


class Column(StrEnum):
    """What a column of a plan's table holds."""

    ORDINAL = "ordinal"
    TASK = "task"
    FIELD = "field"  # what several tasks belong to
    LEAD = "lead"
    PARTNERS = "partners"
    PERSON = "person"  # lists of people, which are no plans
    TIME = "time"
    START = "start"
    END = "end"
    PERIOD = "period"  # the month or quarter that holds for several rows
    DAY = "day"
    HOUR = "hour"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    PRODUCT = "product"
    NOTE = "note"
    AMOUNT = "amount"  # money, goods and marks
    OTHER = "other"


#: A heading belongs to the column with the longest words that it begins with.
COLUMN_WORDS = {
    Column.TASK: "Nội dung|Nhiệm vụ|Tên nhiệm vụ|Công việc|Tên công việc|Đầu việc|Hoạt động|Tên hoạt động"
    "|Danh mục|Tên văn bản|Tên đề án|Tên chương trình|Tên báo cáo|Tên dự án|Việc cần làm|Việc thực hiện"
    "|Giải pháp|Biện pháp|Chuyên đề|Sự kiện|Các bước|Bước thực hiện|Công tác trọng tâm|Tên cuộc|Loại báo cáo"
    "|Đề án|Văn bản|Chương trình|Hạng mục|Phần việc|Vấn đề",
    Column.FIELD: "Lĩnh vực|Nhóm nhiệm vụ|Nhóm công việc|Nhóm giải pháp|Mảng công tác|Mảng công việc"
    "|Chủ đề|Chủ điểm|Trọng tâm",
    Column.LEAD: "Đơn vị|Đơn vị thực hiện|Đơn vị chủ trì|Đơn vị phụ trách|Cơ quan|Cơ quan thực hiện"
    "|Cơ quan chủ trì|Chủ trì|Phòng chủ trì|Phòng thực hiện|Phòng ban|Phòng phụ trách|Bộ phận|Ban chủ trì"
    "|Người thực hiện|Người phụ trách|Người chủ trì|Người chịu trách nhiệm|Người đảm nhiệm|Cán bộ|Chuyên viên"
    "|Giáo viên|Phụ trách|Phân công|Trách nhiệm|Chịu trách nhiệm|Tổ chức thực hiện|Tổ chức cá nhân"
    "|Cá nhân|Đầu mối|Lực lượng|Chủ thể thực hiện|Lãnh đạo chủ trì|Đồng chí chủ trì|Chủ tọa"
    "|Sở ban ngành|Giao đơn vị|Giao cho|Ban ngành|Địa phương thực hiện|Nơi thực hiện",
    Column.PARTNERS: "Phối hợp|Đơn vị phối hợp|Cơ quan phối hợp|Cơ quan đơn vị phối hợp"
    "|Đơn vị cơ quan phối hợp|Phòng phối hợp|Bộ phận phối hợp|Người phối hợp|Thành phần phối hợp"
    "|Đơn vị tham gia|Cơ quan tham gia"
    "|Đơn vị liên quan|Cơ quan liên quan|Các đơn vị phối hợp|Cán bộ phối hợp|Lực lượng phối hợp"
    "|Cá nhân phối hợp|Tổ chức phối hợp|Phòng ban phối hợp",
    Column.PERSON: "Họ và tên|Họ tên|Chức vụ|Chức danh|Ngày sinh|Năm sinh|Số điện thoại|Điện thoại|Học hàm"
    "|Trình độ|Giới tính|Dân tộc|CCCD|Mã số|Đơn vị công tác|Cơ quan công tác|Nơi công tác",
    Column.TIME: "Thời gian|Thời hạn|Thời điểm|Tiến độ|Hoàn thành|Ngày hoàn thành|Ngày thực hiện|Ngày trình"
    "|Ngày đến hạn|Ngày tháng|Kỳ hạn|Lịch thực hiện|Lộ trình|Mốc thời gian|Hạn hoàn thành|Hạn xử lý|Hạn nộp"
    "|Hạn trình|Hạn báo cáo|Hạn cuối|Hạn chót|Hạn thực hiện|Tháng thực hiện|Quý thực hiện|Tháng hoàn thành"
    "|Quý hoàn thành|Năm thực hiện|Năm hoàn thành|Định kỳ|Tần suất|Deadline|Giai đoạn thực hiện"
    "|Tháng năm thực hiện|Tháng quý",
    Column.START: "Bắt đầu|Thời gian bắt đầu|Thời điểm bắt đầu|Ngày bắt đầu|Từ ngày|Từ tháng"
    "|Thời gian khởi công|Khởi công|Thời gian triển khai từ",
    Column.END: "Kết thúc|Thời gian kết thúc|Thời điểm kết thúc|Ngày kết thúc|Đến ngày|Đến tháng",
    Column.DAY: "Thứ ngày|Thứ và ngày|Ngày thứ|Ngày trong tuần|Ngày làm việc",
    Column.HOUR: "Buổi|Giờ|Thời gian trong ngày",
    Column.MORNING: "Sáng|Buổi sáng",
    Column.AFTERNOON: "Chiều|Buổi chiều",
    Column.PRODUCT: "Kết quả|Sản phẩm|Đầu ra|Dự kiến kết quả|Dự kiến sản phẩm|Yêu cầu sản phẩm"
    "|Hồ sơ|Minh chứng",
    Column.NOTE: "Ghi chú|Lưu ý|Chú thích",
    Column.AMOUNT: "Đơn vị tính|ĐVT|Số lượng|Đơn giá|Thành tiền|Số tiền|Dự toán|Định mức|Khối lượng|Điểm"
    "|Kế hoạch năm|Thực hiện năm|Thực hiện 6|Ước thực hiện|So sánh|Chỉ tiêu giao|Thang điểm"
    "|Tỷ lệ|Tỉ lệ|Mức chi",
    Column.OTHER: "Kinh phí|Nguồn|Địa điểm|Địa bàn|Địa chỉ|Thành phần|Căn cứ|Lãnh đạo|Cơ quan ban hành|Cấp"
    "|Cơ quan thẩm định|Cơ quan phê duyệt|Cơ quan kiểm tra|Cơ quan trình duyệt|Đơn vị được|Đơn vị tiếp nhận"
    "|Đơn vị nhận|Đơn vị báo cáo|Cơ quan nhận|Nơi nhận|Tên đơn vị|Tên cơ quan|Đối tượng|Hình thức|Chỉ tiêu"
    "|Mục tiêu|Mục đích|Yêu cầu|Thời kỳ|Thời lượng|Thời hạn thanh tra|Thời hạn kiểm tra|Thời hạn bảo quản"
    "|Niên độ|Mức độ|Đánh giá|Tình trạng|Tiêu chí|Phương thức|Phương pháp|Điều kiện|Cơ sở|Phạm vi|Tài liệu"
    "|Phương tiện|Người ký|Đơn vị soạn|Người duyệt|Chỉ đạo|Người chỉ đạo|Đơn vị thẩm định|Kết quả năm",
}
#: Words that name a column only where they are its whole heading.
WHOLE_COLUMN_WORDS = {
    Column.ORDINAL: "TT|STT|Số TT|Số thứ tự|Thứ tự|#|Mục|Stt nv|Số",
    Column.TASK: "Việc|Tên|Công tác",
    Column.FIELD: "Nhóm",
    Column.LEAD: "Thực hiện|Phòng|Ban|Ban ngành|Ai làm|Tổ",
    Column.TIME: "Hạn|Ngày|Khi nào|Dự kiến|Lịch",
    Column.PERIOD: "Tháng|Quý|Tuần|Năm|Kỳ|Giai đoạn|Tháng năm|Tuần tháng|Tháng tuần",
    Column.DAY: "Thứ",
    Column.START: "Từ",
    Column.END: "Đến|Đến hết",
}
#: Heads that other words begin: "Dự kiến thời gian", "Mốc hoàn thành".
WORDS_INSIDE = {
    Column.TIME: "thời gian|thời hạn|tiến độ|hoàn thành",
    Column.TASK: "nội dung|nhiệm vụ|công việc|hoạt động",
    Column.LEAD: "chủ trì|thực hiện|phụ trách",
    Column.PARTNERS: "phối hợp",
}
#: Short forms in heads; "Đ/v" reads as "đ v".
_SHORT_FORMS = {
    "đ v": "đơn vị",
    "đv": "đơn vị",
    "đvth": "đơn vị thực hiện",
    "đvct": "đơn vị chủ trì",
    "đvph": "đơn vị phối hợp",
    "cq": "cơ quan",
    "cqth": "cơ quan thực hiện",
    "cqct": "cơ quan chủ trì",
    "cqph": "cơ quan phối hợp",
    "t gian": "thời gian",
    "t g": "thời gian",
    "tg": "thời gian",
    "tgian": "thời gian",
    "th": "thực hiện",
    "t hiện": "thực hiện",
    "ht": "hoàn thành",
    "kq": "kết quả",
    "sp": "sản phẩm",
    "nd": "nội dung",
    "nv": "nhiệm vụ",
    "cv": "công việc",
    "ph": "phối hợp",
    "p hợp": "phối hợp",
    "bp": "bộ phận",
    "gv": "giáo viên",
    "cb": "cán bộ",
}
_LEADING = "dự kiến|các|những|tên các"
_LONGEST_HEAD = 80  # letters
_SHORT_KEYS = {key(short): key(long) for short, long in _SHORT_FORMS.items()}
_SHORT = re.compile(r"(?<!\S)" + _any("|".join(_SHORT_KEYS)) + r"(?!\S)")


def _any_key(words: str) -> str:
    """Return a pattern for the keys of any of the words between the bars."""
    return _any("|".join(map(key, words.split("|"))))


_LEADING_KEYS = re.compile(rf"^(?:{_any_key(_LEADING)}\s+)+")


def _keys(table: dict[Column, str]) -> list[tuple[str, Column]]:
    known = [(key(word), column) for column, words in table.items() for word in words.split("|")]
    return sorted(known, key=lambda entry: -len(entry[0]))


_WHOLE_KEYS = dict(_keys(WHOLE_COLUMN_WORDS))
_FIRST_KEYS = _keys(COLUMN_WORDS)
_INSIDE_KEYS = _keys(WORDS_INSIDE)
_LEAD_KEY, _HELP_KEY = key("chủ trì"), key("phối hợp")
#: Heads, as keys, that depend on what stands beside them.
DAY_KEY, UNIT_KEY = key("Ngày"), key("Đơn vị")
SESSION_WORDS = {Column.MORNING: "sáng", Column.AFTERNOON: "chiều"}


@lru_cache(maxsize=4096)
def column_of(head: str) -> Column | None:
    """Tell which column a heading names; None for words that are no heading."""
    words = head_key(head)
    if not words:
        return None
    bare = _LEADING_KEYS.sub("", words)
    return _WHOLE_KEYS.get(words) or _beginning(words) or _WHOLE_KEYS.get(bare) or _beginning(bare)


def columns_inside(head: str) -> list[Column]:
    """Tell which columns a head names somewhere, other words before them: "Địa điểm, thời gian"."""
    found = [(f" {head} ".find(f" {known} "), column) for known, column in _INSIDE_KEYS]
    return [column for at, column in sorted(found) if at >= 0]


def names_lead(head: str) -> bool:
    """Whether a head, as a key, says "chủ trì"."""
    return _LEAD_KEY in head


def names_both_owners(head: str) -> bool:
    """Whether one column holds lead and partners: the key of "Cơ quan chủ trì/phối hợp"."""
    return _LEAD_KEY in head and _HELP_KEY in head


def head_key(head: str) -> str:
    """Return the form in which heads are compared, short forms written out; empty if too long for a head."""
    if len(head) > _LONGEST_HEAD:
        return ""
    words = key(" ".join(head.split("\n")).replace("/", " ").replace("*", " ").replace(":", " "))
    return _SHORT.sub(lambda found: _SHORT_KEYS[found[0]], words)


def _beginning(words: str) -> Column | None:
    return next((column for known, column in _FIRST_KEYS if f"{words} ".startswith(f"{known} ")), None)


#: Heads, as keys, that say the end of a term rather than its run.
ENDS_A_TERM = re.compile(_any_key("hoàn thành|thời hạn|kết thúc|đến hạn|hạn"))
_TICKED_YEAR = _pattern(r"^năm\s+(20\d\d)$")
_MARK_HEAD = _pattern(
    r"^(?:(?P<unit>tháng|th|t|quý|quí|q)\s*[.\-]?\s*)?(?P<number>\d{1,2}|IV|I{1,3})(?:\s*[/-]\s*(?P<year>20\d\d))?$"
)
TICK = _pattern(r"^(?:[x×✓✔●•■▪*+v]{1,3}|có)$")
_MOST_MONTHS, _MOST_QUARTERS = 12, 4
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def ticked_period(head: str, above: str = "") -> str:
    """Return the words of a column for one month or quarter ("T3" is "tháng 3"); empty for any other.

    A bare number takes its meaning from the heading above it ("Tháng" over 1, 2, 3).
    """
    if _TICKED_YEAR.match(head):
        return head.lower()
    found = _MARK_HEAD.match(head.strip())
    if found is None:
        return ""
    unit = (found["unit"] or _unit_of(head_key(above))).casefold()
    number = ROMAN.get(found["number"].upper()) or int(found["number"])
    year = f"/{found['year']}" if found["year"] else ""
    if unit.startswith("q"):
        return f"quý {number}{year}" if 1 <= number <= _MOST_QUARTERS else ""
    return f"tháng {number}{year}" if unit.startswith("t") and 1 <= number <= _MOST_MONTHS else ""


_UNITS = {key(unit): unit for unit in ("tháng", "quý", "tuần", "năm")}
_ONE_NUMBER = r"(?:\d{1,2}|IV|I{1,3})(?:\s*[/-]\s*20\d\d)?"
_BARE_NUMBERS = _pattern(rf"^{_ONE_NUMBER}(?:\s*(?:[,;&+-]|và|đến)\s*{_ONE_NUMBER}){{0,11}}$")


def with_unit(cell: str, head: str) -> str:
    """Give a bare number the unit of its column's head, a key: "3" below "Tháng" is "tháng 3"."""
    unit = _unit_of(head)
    return f"{unit} {cell}" if unit and _BARE_NUMBERS.match(cell) else cell


def _unit_of(head: str) -> str:
    return next((_UNITS[word] for word in head.split() if word in _UNITS), "")


# Rows.

WITHIN = " / "
#: Where the sections of a document begin anew.
ANNEX = _pattern(r"^(?:phụ lục|phụ biểu|biểu mẫu|biểu số|mẫu số)\b")

TOTAL = _pattern(r"^(?:tổng cộng|tổng số|tổng|cộng)\b[^a-zà-ỹ]*$|^tổng cộng\b")
NOTE_ROW = _pattern(r"^(?:ghi chú|lưu ý|chú thích)\s*:|^\(?\*+\)?\s*\S")
CLOSING = _pattern(
    r"^(?:nơi nhận|người lập|lập biểu|lập bảng|người lập kế hoạch|xác nhận của|thủ trưởng đơn vị)\b"
)
SAME_AS_ABOVE = _pattern(r"^(?:-?\s*(?:nt|n\.t)\s*-?|như trên|[\"”“]|//|-\s*//\s*-|-\s*\"\s*-)\.?$")
NOTHING = _pattern(r"^[\s.…_–-]*$")
#: What a schedule says of days on which nothing is planned.
NO_EVENT = _pattern(
    r"^(?:nghỉ(?:\s+(?:lễ|tết|bù|cuối tuần|làm việc|ngày).*)?"
    r"|(?:các đồng chí\s+)?làm việc tại (?:cơ quan|trụ sở|phòng|đơn vị)"
    r"|làm việc (?:bình thường|thường xuyên)|không có lịch.*"
    r"|xử lý công việc.*|giải quyết công việc.*)\s*[.;]?$"
)
BULLET = _pattern(r"^[-+*•–—✓]$")
DASH = _pattern(r"^[-+*•–—✓]\s*(?=\S)")
ITEM = _pattern(r"^(?:[-+*•–—✓]\s*|\(?\d{1,2}[.)]\s+|\(?[a-zđ]\)\s*)(?=\S)")
#: Labels that also begin a sentence of their own.
IS_VERB = _pattern(r"^(?:thực hiện|phân công|trách nhiệm|hoàn thành|phụ trách)$")
ENDS_IN_AND = _pattern(r"\b(?:và|với|cùng|phối hợp)$")
LABELLED = _pattern(r"^[-+*•–]?\s*([^:\n]{2,60}?)\s*:\s*(?=\S)(.+)$")

# Words of time in cells.

_YEAR = r"(?:\s*(?:[/-]|,?\s*năm)\s*(?P<year>20\d\d)\b)?"
_OPENING = r"^(?:(?:[IVX]{1,5}|\d{1,2}|[A-Z])[.)]\s*|[-+*•–]\s*)?(?:trong\s+)?"
OPENING = _pattern(_OPENING)
_REST = r"(?P<rest>.*)$"
QUARTER_HEAD = _pattern(rf"{_OPENING}(?:quý|quí|qúy)\s*(?P<number>IV|I{{1,3}}|[1-4])\b{_YEAR}{_REST}")
MONTH_HEAD = _pattern(rf"{_OPENING}tháng\s*(?P<number>1[0-2]|0?[1-9])\b{_YEAR}{_REST}")
HALF_HEAD = _pattern(rf"{_OPENING}(?:6|06|sáu) tháng (?P<number>đầu|cuối)(?: năm)?\b{_YEAR}{_REST}")
YEAR_HEAD = _pattern(rf"{_OPENING}năm\s*(?P<year>20\d\d)\b{_REST}")
WEEK_HEAD = _pattern(
    rf"{_OPENING}tuần\s*(?:thứ\s*)?(?P<number>\d{{1,2}}|I{{1,3}}|IV|V|nhất|một|hai|ba|tư|bốn|năm|đầu|cuối)\b{_REST}"
)
#: The first half of a year has this word.
FIRST_HALF = "đầu"
#: What may follow the name of a period in its heading: "Tháng 3: Tháng Thanh niên", "QUÝ I (tháng 1, 2, 3)".
AFTER_PERIOD = _pattern(r"^\s*(?:$|[:.(]|[-–,;]\s*(?!tháng\b|quý\b)[^\d\W])")
_TIME_WORDS = r"(?:từ|đến|hết|trong|và|tới|năm|tháng|quý|quí|tuần|thứ|đầu|cuối|giữa|ngày|nửa|học kỳ)\b"
#: A heading of nothing but words of time: "Tháng 3, 4", "Quý I và Quý II".
ALL_TIME = _pattern(
    r"^(?=(?:\S{1,5}\s+)?(?:từ\s+)?(?:tháng|quý|quí|6 tháng|tuần|năm)\b)"
    rf"(?:{_TIME_WORDS}|[\dIVX]|[-–/,.():&;\s])+$"
)

_WEEKDAY_NAMES = ("hai|2", "ba|3", "tư|4", "năm|5", "sáu|6", "bảy|bẩy|7")
_NAMES = "|".join(_WEEKDAY_NAMES)
_WEEKDAYS = rf"thứ\s*(?:{_NAMES})|chủ nhật|CN|T[2-7]"
WEEKDAY = _pattern(rf"(?<!\w)(?:thứ\s*(?P<name>{_NAMES})|T(?P<short>[2-7])|(?P<sunday>chủ nhật|CN))(?!\w)")
_BARE_WEEKDAY = _pattern(rf"^(?:{_NAMES})(?!\w)(?!\s*[/.-])")
WEEKDAY_WORDS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "chủ nhật")
_WEEKDAY_NUMBERS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split("|")}


def weekday_in(text: str) -> int | None:
    """Return the number of the weekday that a text names first; Monday is 0."""
    found = WEEKDAY.search(text)
    name = (found["name"] or found["short"]) if found else None
    return _WEEKDAY_NUMBERS[name.lower()] if name else (len(_WEEKDAY_NAMES) if found else None)


def with_weekday(cell: str, head: str) -> str:
    """Complete "Hai" below "Thứ", whose head is a key."""
    is_bare = _WEEKDAY_KEY in head.split() and _BARE_WEEKDAY.match(cell)
    return f"{_WEEKDAY_UNIT} {cell}" if is_bare else cell


_WEEKDAY_UNIT = "thứ"
_WEEKDAY_KEY = key(_WEEKDAY_UNIT)
DATE = _pattern(
    r"(?<![\d/])(\d{1,2})\s*(?:[/-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*(?:[/.-]|,?\s+năm)\s*(20\d\d))?(?![\d/])"
)
CLOCK = _pattern(r"(?<!\d)([01]?\d|2[0-4])\s*(?:giờ|h|g|:)\s*([0-5]\d)?(?![^\W\d_])(?!\d)")
_CLOCK = r"(?:[01]?\d|2[0-4])\s*(?:(?:giờ|h|g)\s*(?:[0-5]\d)?|:[0-5]\d)(?:\s*phút)?(?![^\W\d_])(?!\d)"
CLOCK_FIRST = _pattern(rf"^((?:{_CLOCK})(?:\s*(?:-|–|đến)\s*{_CLOCK})?)(?:\s*(?:ngày)?\s*[:,.–-]\s*|\s+)")
SESSION = _pattern(r"(?<!\w)(sáng|chiều|tối)(?!\w)")
#: Rows that stand for a day of a schedule: "Thứ Hai, ngày 13/5/2024", "* Ngày 13/5 (thứ Hai):".
DAY_HEAD = _pattern(
    rf"^[-+*•–]?\s*(?:(?:buổi\s+)?(?:sáng|chiều|tối),?\s+)?(?:{_WEEKDAYS}|ngày\s+\d)"
    r"(?:[\s\d/.,:()–-]|(?:ngày|tháng|năm|buổi|sáng|chiều|tối|thứ|hai|ba|tư|sáu|bảy|chủ nhật)\b)*$"
)
SESSION_HEAD = _pattern(r"^[-+*•–]?\s*(?:buổi\s+)?(sáng|chiều|tối)\s*[:.]?$")
#: "Từ ngày 13/5/2024 đến ngày 19/5/2024", with weekdays or brackets around.
WEEK_SPAN = _pattern(
    r"(?<!\w)(?:từ\s+)?(?:(?:thứ\s+\w+|ngày)[,\s]+){0,2}(\d{1,2})\s*(?:(?:[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*(?:[/.-]|,?\s+năm)\s*(20\d\d))?)?"
    r"\s*(?:đến|tới|[-–])\s*(?:hết\s+)?(?:(?:thứ\s+\w+|chủ nhật|ngày)[,\s]+){0,2}"
    r"(\d{1,2})\s*(?:[/.-]\s*|\s+tháng\s+)(\d{1,2})"
    r"(?:\s*(?:[/.-]|,?\s+năm)\s*(20\d\d))?(?!\d)"
)
ALL_WEEK = _pattern(r"^(?:cả tuần|trong tuần|hằng ngày|hàng ngày|các ngày trong tuần)\.?$")
YEAR_OF_TITLE = _pattern(r"\bnăm\s+(20\d\d)\b")
#: "Kế hoạch công tác tháng 3 năm 2024" lends its month to days without one.
MONTH_OF_TITLE = _pattern(
    rf"(?<!\d )\btháng\s+(?P<number>1[0-2]|0?[1-9])\b{_YEAR}(?!\s*[-–,]\s*\d|\s*(?:và|đến)\b)"
)

_BOUNDS = _any(
    "trước hoặc trong|trước|sau|từ|đến hết|đến|chậm nhất là|chậm nhất vào|chậm nhất|muộn nhất|vào|trong|hết"
    "|xong|hoàn thành|dự kiến|khoảng|ngày|buổi|sáng|chiều"
)
_BEFORE_DAY = rf"(?P<words>(?:{_BOUNDS}[\s:,]+)*)"
DAY_ONLY = _pattern(rf"^{_BEFORE_DAY}(?P<day>\d{{1,2}})\s*[.;,]?$")
DAY_FIRST = _pattern(rf"^(?P<words>(?:{_BOUNDS}[\s:,]+)*ngày\s+)(?P<day>\d{{1,2}})(?P<rest>\s*[,(][^/]*)$")
DAY_AT_END = _pattern(r"^(?P<words>.{0,60}?\bngày\s+)(?P<day>\d{1,2})\s*[.;,]?$")
DAYS_FROM_TO = _pattern(
    r"^(?P<words>(?:dự kiến\s+)?)(?:từ\s+)?(?:ngày\s+)?(?P<first>\d{1,2})\s*(?:-|–|đến(?:\s+hết)?)\s*"
    r"(?:ngày\s+)?(?P<last>\d{1,2})\s*[.;,]?$"
)
DAYS_LISTED = _pattern(
    r"^(?:các\s+)?(?:ngày\s+)?(?P<days>\d{1,2}(?:\s*(?:,|;|và)\s*(?:ngày\s+)?\d{1,2}){1,9})\s*\.?$"
)
PART_OF_MONTH = _pattern(
    rf"^(?P<words>(?:{_BOUNDS}[\s:,]+)*(?:(?:đầu|giữa|cuối|nửa đầu|nửa cuối|trong|cả)(?: tháng)?"
    r"|(?:thượng|trung|hạ) tuần(?: tháng)?|"
    r"tuần\s*(?:thứ\s*)?(?:\d|I{1,3}|IV|nhất|một|hai|ba|tư|bốn|đầu|cuối)"
    r"(?:\s*(?:của\s+)?tháng)?))\s*[.;,]?$"
)
SHORT_MONTH = _pattern(r"^(?:T|Th\.?|tháng)?\s*(?P<number>1[0-2]|0?[1-9])\s*[/-]\s*(?P<year>20\d\d)\s*\.?$")

BARE_YEAR = _pattern(r"^20\d\d$")
ENDS_IN_DAY = _pattern(r"\bngày\s*$")
ENDS_IN_MONTH = _pattern(r"\s*(?:\bcủa\s+)?\btháng$")

# How a cell's words are written out for the reader of time.

YEAR, MONTH, DAY, AT = "năm", "tháng", "ngày", "vào"
HOUR, EVENING = "giờ", "tối"
SPAN, SINCE = "từ {first} đến {last}", "từ {first}"
FROM_ALREADY = _pattern(r"^(?:từ|bắt đầu)(?:\s+từ)?\s+")
UNTIL_ALREADY = _pattern(r"^(?:đến|tới|kết thúc)\s+")

#: What a cell of a time column begins with; tells such a column that has no heading.
TIME_CELL = _pattern(
    r"^(?:(?:trước|trong|từ|đến|cuối|đầu|giữa|ngày|tháng|quý|năm|tuần|chậm nhất|hằng|hàng|thường xuyên"
    r"|6 tháng|dự kiến|hoàn thành)\b"
    r"|\d{1,2}\s*[/.-]\s*\d{1,4}|T\d{1,2}\b)"
)
