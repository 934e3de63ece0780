"""The words by which the columns of a plan's table are known."""

import re
from enum import StrEnum
from functools import lru_cache

from tracker.core.names import key
from tracker.readers.words.patterns import any_of, pattern


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
    YEAR = "year"  # the year that the head of the time column names; no column of its own
    AMOUNT = "amount"  # money, goods and marks
    OTHER = "other"


#: A heading belongs to the column with the longest words that it begins with.
COLUMN_WORDS = {
    Column.TASK: "Nội dung|Phân công nhiệm vụ|Phân công công việc|Nhiệm vụ|Tên nhiệm vụ|Công việc"
    "|Tên công việc|Đầu việc|Hoạt động|Tên hoạt động"
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
    "|Sở ban ngành|Giao đơn vị|Giao cho|Ban ngành|Địa phương thực hiện|Nơi thực hiện"
    "|Trưởng đoàn|Đoàn kiểm tra|Đơn vị kiểm tra|Đơn vị tiến hành|Cơ quan tiến hành",
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
    "|Tháng năm thực hiện|Tháng quý|Ngày giờ|Giờ ngày",
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
_SHORT = re.compile(r"(?<!\S)" + any_of("|".join(_SHORT_KEYS)) + r"(?!\S)")


def _any_key(words: str) -> str:
    """Return a pattern for the keys of any of the words between the bars."""
    return any_of("|".join(map(key, words.split("|"))))


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
_TICKED_YEAR = pattern(r"^năm\s+(20\d\d)$")
_MARK_HEAD = pattern(
    r"^(?:(?P<unit>tháng|th|t|quý|quí|q)\s*[.\-]?\s*)?(?P<number>\d{1,2}|IV"
    r"|I{1,3})(?:\s*[/-]\s*(?P<year>20\d\d))?$"
)
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
    named = found["year"] or year_in(above)
    year = f"/{named}" if named else ""
    if unit.startswith("q"):
        return f"quý {number}{year}" if 1 <= number <= _MOST_QUARTERS else ""
    return f"tháng {number}{year}" if unit.startswith("t") and 1 <= number <= _MOST_MONTHS else ""


_UNITS = {key(unit): unit for unit in ("tháng", "quý", "tuần", "năm")}
_FROM_FINEST = tuple(map(key, ("tuần", "tháng", "quý", "năm")))
_ONE_NUMBER = r"(?:\d{1,2}|IV|I{1,3})(?:\s*[/-]\s*20\d\d)?"
_BARE_NUMBERS = pattern(rf"^{_ONE_NUMBER}(?:\s*(?:[,;&+-]|và|đến)\s*{_ONE_NUMBER}){{0,11}}$")


def year_in(head: str) -> str:
    """Return the year that a head names, empty where it names none or several."""
    years = set(_YEAR.findall(head))
    return years.pop() if len(years) == 1 else ""


_YEAR = re.compile(r"\b20\d\d\b")


def with_unit(cell: str, head: str) -> str:
    """Give a bare number the unit of its column's head, a key: "3" below "Tháng" is "tháng 3"."""
    unit = _unit_of(head)
    return f"{unit} {cell}" if unit and _BARE_NUMBERS.match(cell) else cell


def fineness(head: str) -> int:
    """Rank a head, a key, by its unit of time, the finest first."""
    return next((rank for rank, unit in enumerate(_FROM_FINEST) if unit in head.split()), len(_FROM_FINEST))


def _unit_of(head: str) -> str:
    return next((_UNITS[word] for word in head.split() if word in _UNITS), "")
