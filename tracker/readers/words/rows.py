"""The words by which the rows of a plan's table are known, and the short words of time in its cells."""

from tracker.core.names import key
from tracker.readers.words.patterns import any_of, pattern

# Rows.

WITHIN = " / "
TICK = pattern(r"^(?:[x×✓✔●•■▪*+v]{1,3}|có)$")
#: Where the sections of a document begin anew.
ANNEX = pattern(r"^(?:phụ lục|phụ biểu|biểu mẫu|biểu số|mẫu số)\b")

TOTAL = pattern(r"^(?:tổng cộng|tổng số|tổng|cộng)\b[^a-zà-ỹ]*$|^tổng cộng\b")
NOTE_ROW = pattern(r"^\*{0,3}\s*(?:ghi chú|lưu ý|chú thích)\s*:|^\(\*+\)")
SIGNING = pattern(r"^(?:người lập|lập biểu|lập bảng|xác nhận của|thủ trưởng đơn vị|kế toán|phê duyệt)\b")
SAME_AS_ABOVE = pattern(r"^(?:-?\s*(?:nt|n\.t)\s*-?|như trên|[\"”“]|//|-\s*//\s*-|-\s*\"\s*-)\.?$")
#: What a cell says that is still to be filled.
UNDECIDED = pattern(r"^\(?(?:chưa xác định|chưa phân công|chưa rõ)\)?[.…]*$")
NOTHING = pattern(r"^[\s.…_–-]*$")
#: What a schedule says of days on which nothing is planned.
NO_EVENT = pattern(
    r"^(?:nghỉ(?:\s+(?:lễ|tết|bù|cuối tuần|làm việc|ngày).*)?"
    r"|(?:các đồng chí\s+)?làm việc tại (?:cơ quan|trụ sở|phòng|đơn vị)"
    r"|làm việc (?:bình thường|thường xuyên)|không có lịch.*"
    r"|xử lý công việc.*|giải quyết công việc.*)\s*[.;]?$"
)
BULLET = pattern(r"^[-+*•–—✓]$")
DASH = pattern(r"^[-+*•–—✓]\s*(?=\S)")
ITEM = pattern(r"^(?:[-+*•–—✓]\s*|\(?\d{1,2}[.)]\s+|\(?[a-zđ]\)\s*)(?=\S)")
#: An item that goes on in the line of the one before it: "6 tháng: ...; - Năm: ...".
ITEM_IN_LINE = pattern(r"(?<=;)\s*[-+•–—]\s+(?=\S)")
#: An item that only goes on from the row above; a star heads the rows below it.
ITEM_OF_ROW = pattern(r"^[-+•–—✓]\s*(?=\S)")
#: Where a task ends in its day: "Khai giảng (05/9)".
DAY_IN_BRACKETS = pattern(r"\((?P<day>(?:ngày\s+)?\d{1,2}\s*/\s*(?P<month>\d{1,2}))\)\s*[.;]?$")
#: Labels that also begin a sentence of their own.
IS_VERB = pattern(r"^(?:thực hiện|phân công|trách nhiệm|hoàn thành|phụ trách)$")
ENDS_IN_AND = pattern(r"\b(?:và|với|cùng|phối hợp)$")
LABELLED = pattern(r"^[-+*•–]?\s*([^:\n]{2,60}?)\s*:\s*(?=\S)(.+)$")

# Words of time in cells.

_YEAR = r"(?:\s*(?:[/-]|,?\s*năm)\s*(?P<year>20\d\d)\b)?"
_OPENING = r"^(?:(?:[IVX]{1,5}|\d{1,2}|[A-Z])[.)]\s*|[-+*•–]\s*)?(?:trong\s+)?"
OPENING = pattern(_OPENING)
_REST = r"(?P<rest>.*)$"
QUARTER_HEAD = pattern(rf"{_OPENING}(?:quý|quí|qúy)\s*(?P<number>IV|I{{1,3}}|[1-4])\b{_YEAR}{_REST}")
MONTH_HEAD = pattern(rf"{_OPENING}tháng\s*(?P<number>1[0-2]|0?[1-9])\b{_YEAR}{_REST}")
HALF_HEAD = pattern(
    rf"{_OPENING}(?:6|06|sáu) tháng (?P<number>đầu|cuối)(?: năm)?\b(?:\s*[/-]?\s*(?P<year>20\d\d)\b)?{_REST}"
)
YEAR_HEAD = pattern(rf"{_OPENING}năm\s*(?P<year>20\d\d)\b{_REST}")
WEEK_HEAD = pattern(
    rf"{_OPENING}tuần\s*(?:thứ\s*)?(?P<number>\d{{1,2}}|I{{1,3}}|IV|V|nhất|một|hai|ba|tư|bốn|năm|đầu|cuối)\b{_REST}"
)
#: The first half of a year has this word.
FIRST_HALF = "đầu"
#: What may follow the name of a period in its heading: "Tháng 3: Tháng Thanh niên", "QUÝ I (tháng 1, 2, 3)".
AFTER_PERIOD = pattern(r"^\s*(?:$|[:.(]|[-–,;]\s*(?!tháng\b|quý\b)[^\d\W])")
_TIME_WORDS = r"(?:từ|đến|hết|trong|và|tới|năm|tháng|quý|quí|tuần|thứ|đầu|cuối|giữa|ngày|nửa|học kỳ)\b"
#: A heading of nothing but words of time: "Tháng 3, 4", "Quý I và Quý II".
ALL_TIME = pattern(
    r"^(?=(?:\S{1,5}\s+)?(?:từ\s+)?(?:tháng|quý|quí|6 tháng|tuần|năm)\b)"
    rf"(?:{_TIME_WORDS}|[\dIVX]|[-–/,.():&;\s])+$"
)

_WEEKDAY_NAMES = ("hai|2", "ba|3", "tư|4", "năm|5", "sáu|6", "bảy|bẩy|7")
_NAMES = "|".join(_WEEKDAY_NAMES)
_WEEKDAYS = rf"thứ\s*(?:{_NAMES})|chủ nhật|CN|T[2-7]"
WEEKDAY = pattern(rf"(?<!\w)(?:thứ\s*(?P<name>{_NAMES})|T(?P<short>[2-7])|(?P<sunday>chủ nhật|CN))(?!\w)")
_BARE_WEEKDAY = pattern(rf"^(?:{_NAMES})(?!\w)(?!\s*[/.-])")
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
#: "13/5", "13/5/2024", "13-5-2024", "13 tháng 5 năm 2024"; never the ends of two hours ("7h30 - 8h00").
DATE = pattern(
    r"(?<![\w/.:-])(\d{1,2})(?:\s*/\s*|\s+tháng\s+|-(?=\d{1,2}-20))(\d{1,2})"
    r"(?:(?:\s*[/.-]|,?\s+năm)\s*(20\d\d))?(?![\d/])"
)
CLOCK = pattern(r"(?<!\d)([01]?\d|2[0-4])\s*(?:giờ|h|g|:)\s*([0-5]\d)?(?![^\W\d_])(?!\d)")
_CLOCK = r"(?:[01]?\d|2[0-4])\s*(?:(?:giờ|h|g)\s*(?:[0-5]\d)?|:[0-5]\d)(?:\s*phút)?(?![^\W\d_])(?!\d)"
CLOCK_FIRST = pattern(rf"^((?:{_CLOCK})(?:\s*(?:-|–|đến)\s*{_CLOCK})?)(?:\s*(?:ngày)?\s*[:,.–-]\s*|\s+)")
SESSION = pattern(r"(?<!\w)(sáng|chiều|tối)(?!\w)")
#: Rows that stand for a day of a schedule: "Thứ Hai, ngày 13/5/2024", "* Ngày 13/5 (thứ Hai):".
DAY_HEAD = pattern(
    rf"^[-+*•–]?\s*(?:(?:buổi\s+)?(?:sáng|chiều|tối),?\s+)?(?:{_WEEKDAYS}|ngày\s+\d)"
    r"(?:[\s\d/.,:()–-]|(?:ngày|tháng|năm|buổi|sáng|chiều|tối|thứ|hai|ba|tư|sáu|bảy|chủ nhật)\b)*$"
)
#: What makes a day's cell one that holds for the rows below it: "Thứ Hai", "13/5", never a bare "5".
NAMES_DAY = pattern(rf"(?<!\w)(?:{_WEEKDAYS})(?!\w)|\d\s*/\s*\d")
SESSION_HEAD = pattern(r"^[-+*•–]?\s*(?:buổi\s+)?(sáng|chiều|tối)\s*[:.]?$")
#: "Từ ngày 13/5/2024 đến ngày 19/5/2024", with weekdays or brackets around.
WEEK_SPAN = pattern(
    r"(?<!\w)(?:từ\s+)?(?:(?:thứ\s+\w+|ngày)[,\s]+){0,2}(\d{1,2})\s*(?:(?:[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*(?:[/.-]|,?\s+năm)\s*(20\d\d))?)?"
    r"\s*(?:đến|tới|[-–])\s*(?:hết\s+)?(?:(?:thứ\s+\w+|chủ nhật|ngày)[,\s]+){0,2}"
    r"(\d{1,2})\s*(?:[/.-]\s*|\s+tháng\s+)(\d{1,2})"
    r"(?:\s*(?:[/.-]|,?\s+năm)\s*(20\d\d))?(?!\d)"
)
ALL_WEEK = pattern(r"^(?:cả tuần|trong tuần|hằng ngày|hàng ngày|các ngày trong tuần)\.?$")
YEAR_OF_TITLE = pattern(r"\bnăm\s+(20\d\d)\b")
#: "Kế hoạch công tác tháng 3 năm 2024" lends its month to days without one.
MONTH_OF_TITLE = pattern(
    rf"(?<!\d )\btháng\s+(?P<number>1[0-2]|0?[1-9])\b{_YEAR}(?!\s*[-–,]\s*\d|\s*(?:và|đến)\b)"
)

_BOUNDS = any_of(
    "trước hoặc trong|trước|sau|từ|đến hết|đến|chậm nhất là|chậm nhất vào|chậm nhất|muộn nhất|vào|trong|hết"
    "|xong|hoàn thành|dự kiến|khoảng|ngày|buổi|sáng|chiều"
)
_BEFORE_DAY = rf"(?P<words>(?:{_BOUNDS}[\s:,]+)*)"
DAY_ONLY = pattern(rf"^{_BEFORE_DAY}(?P<day>\d{{1,2}})\s*[.;,]?$")
DAY_FIRST = pattern(rf"^(?P<words>(?:{_BOUNDS}[\s:,]+)*ngày\s+)(?P<day>\d{{1,2}})(?P<rest>\s*[,(][^/]*)$")
DAY_AT_END = pattern(r"^(?P<words>.{0,60}?\bngày\s+)(?P<day>\d{1,2})\s*[.;,]?$")
DAYS_FROM_TO = pattern(
    r"^(?P<words>(?:dự kiến\s+)?)(?:từ\s+)?(?:ngày\s+)?(?P<first>\d{1,2})\s*(?:-|–|đến(?:\s+hết)?)\s*"
    r"(?:ngày\s+)?(?P<last>\d{1,2})\s*[.;,]?$"
)
DAYS_LISTED = pattern(
    r"^(?:các\s+)?(?:ngày\s+)?(?P<days>\d{1,2}(?:\s*(?:,|;|và)\s*(?:ngày\s+)?\d{1,2}){1,9})\s*\.?$"
)
PART_OF_MONTH = pattern(
    rf"^(?P<words>(?:{_BOUNDS}[\s:,]+)*(?:(?:đầu|giữa|cuối|nửa đầu|nửa cuối|trong|cả)(?: tháng)?"
    r"|(?:thượng|trung|hạ) tuần(?: tháng)?"
    r"|tuần\s*(?:thứ\s*)?(?:\d|I{1,3}|IV|nhất|một|hai|ba|tư|bốn|đầu|cuối)(?:\s*(?:của\s+)?tháng)?"
    r"))\s*[.;,]?$"
)
SHORT_MONTH = pattern(r"^(?:T|Th\.?)?\s*(?P<number>1[0-2]|0?[1-9])\s*[/-]\s*(?P<year>20\d\d)\s*\.?$")

#: "T6-T8", "T3/2024"; "T2-T6" alone may mean weekdays and stays as it is.
SHORT_MONTHS = pattern(
    r"^(?=.*(?:/|T0?1\b|T0?[89]\b|T1[0-2]\b))T\d{1,2}(?:/20\d\d)?(?:\s*[-–,;]\s*T\d{1,2}(?:/20\d\d)?){0,11}$"
)
SHORT_MONTH_SIGN = pattern(r"T(?=\d)")
BARE_YEAR = pattern(r"^20\d\d$")
ENDS_IN_DAY = pattern(r"\bngày\s*$")
ENDS_IN_MONTH = pattern(r"\s*(?:\bcủa\s+)?\btháng$")

# How a cell's words are written out for the reader of time.

YEAR, MONTH, DAY, AT = "năm", "tháng", "ngày", "vào"
HOUR, EVENING = "giờ", "tối"
SPAN, SINCE = "từ {first} đến {last}", "từ {first}"
FROM_ALREADY = pattern(r"^(?:từ|bắt đầu)(?:\s+từ)?\s+")
UNTIL_ALREADY = pattern(r"^(?:đến|tới|kết thúc)\s+")

#: What a cell of a time column begins with; tells such a column that has no heading.
TIME_CELL = pattern(
    r"^(?:(?:trước|trong|từ|đến|cuối|đầu|giữa|ngày|tháng|quý|năm|tuần|chậm nhất|hằng|hàng|thường xuyên"
    r"|6 tháng|dự kiến|hoàn thành)\b"
    r"|\d{1,2}\s*[/.-]\s*\d{1,4}|T\d{1,2}\b)"
)
