"""The words by which the parts of a document are known: types, letterhead, sections, sentences."""

import re

from tracker.core.phrases.reading import Genre
from tracker.core.text import fold
from tracker.readers.words.patterns import any_of as _any
from tracker.readers.words.patterns import pattern as _pattern

#: The word before a month; a cell of a sheet may show "05/2024" alone.
MONTH_WORD = "tháng"

# Periods.

_YEAR_AFTER = r"\s*(?:[/-]\s*\d{4}|,?\s*năm\s+\d{4})?\s*[.:]?$"
_QUARTER = _pattern(r"^(?:[IVX\d]{1,4}[.)]\s*)?(?:quý|quí|qúy)\s+(IV|I{1,3}|[1-4])\b" + _YEAR_AFTER)
_MONTH = _pattern(r"^(?:[IVX\d]{1,4}[.)]\s*)?tháng\s+(?:0?[1-9]|1[0-2])\b" + _YEAR_AFTER)


def is_period(line: str) -> bool:
    """Whether a line is nothing but the heading of a quarter or a month."""
    return _QUARTER.match(line) is not None or _MONTH.match(line) is not None


#: Words after which a sentence cannot end: what follows them stands in the next line.
OPEN_END = _pattern(r"\b(?:và|của|về|với|theo|tại|do|từ|đến|trước|vào|ngày|tháng|các|những)$")

# Letterhead, title and signature (Nghị định 30/2020/NĐ-CP, articles 7 and 8).

#: The types of Nghị định 30/2020/NĐ-CP, article 7, and others in use.
TYPES = {
    **dict.fromkeys(("Kế hoạch", "Chương trình", "Đề án", "Phương án", "Dự án", "Lộ trình"), Genre.PLAN),
    **dict.fromkeys(
        (
            *(
                "Công văn",
                "Công điện",
                "Hướng dẫn",
                "Thông báo",
                "Thông cáo",
                "Chỉ thị",
                "Báo cáo",
                "Biên bản",
            ),
            *("Tờ trình", "Kết luận", "Giấy mời", "Thư mời", "Thư công", "Giấy triệu tập", "Phiếu chuyển"),
            *("Phiếu gửi", "Phiếu báo", "Phiếu giao việc", "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền"),
        ),
        Genre.DISPATCH,
    ),
    **dict.fromkeys(("Lịch công tác", "Lịch làm việc", "Lịch tuần", "Lịch họp"), Genre.SCHEDULE),
    **dict.fromkeys(
        ("Quyết định", "Nghị quyết", "Quy chế", "Quy định", "Quy trình", "Nội quy", "Điều lệ", "Hợp đồng"),
        Genre.REGULATION,
    ),
}
LETTER = "Công văn"
"""The type of a document without one: a letter from office to office, known by its subject ("V/v ...")."""


_LETTERS_OF_A_SLIP = 4  # one letter in so many may have lost or changed its mark


def type_of(line: str) -> str:
    """Return the type of document that a line in capitals begins with, or nothing.

    Marks are lost where a paper was scanned ("KÉ HOẠCH"), and old fonts have
    small letters with marks among their capitals ("Kế HOạCH").
    """
    exact = (name for name in TYPES if _begins_with(line, name.upper()))
    return next(exact, "") or next((name for name in TYPES if _nearly_begins_with(line, name)), "")


def _nearly_begins_with(line: str, name: str) -> bool:
    begun = line[: len(name)]
    if fold(begun) != fold(name) or line[len(name) : len(name) + 1].isalpha():
        return False
    slips = sum(one != other for one, other in zip(begun.upper(), name.upper(), strict=True))
    is_capital = not any(letter.isascii() and letter.islower() for letter in begun)
    return is_capital and slips * _LETTERS_OF_A_SLIP <= len(name)


def type_in_small_letters(line: str) -> str:
    """Return the type that a line written like a sentence begins with, or nothing."""
    return next((name for name in TYPES if name != LETTER and _begins_with(line, name)), "")


def _begins_with(line: str, word: str) -> bool:
    return line.startswith(word) and not line[len(word) : len(word) + 1].isalpha()


_NUMBER_LABEL = r"^(?:Số|Sô|So|S6|Sổ)\s*[:.]?\s*"
_BODIES = r"[^\W_]+(?:\s*[-–&.]\s*[^\W_]+)*"
#: "249/KH-UBND", "12/2024/QĐ-UBND"; the Party's offices write "15-KH/TU".
NUMBER = _pattern(
    _NUMBER_LABEL
    + rf"(\d+[a-z]?\s*/\s*(?:\d{{4}}\s*/\s*)?{_BODIES}|\d+\s*[-–]\s*[^\W\d_]{{1,5}}\s*/\s*{_BODIES})"
)
NUMBER_LINE = _pattern(_NUMBER_LABEL + rf"[\s\d.…_]*[-/]\s*(?:{_BODIES})?")
#: The hour of a dispatch sent by wire: "hồi 15 giờ 00 ngày 05 tháng 9 năm 2024".
_HOUR = (
    r"(?:(?:hồi|lúc|vào hồi)\s+)?(?:[\d.…_]+\s*(?:giờ|h|g|:)\s*(?:[\d.…_]{1,6}\s*)?(?:phút|'|’)?\s*,?\s*)?"
)
_PLACE = rf"^(?:([^\W\d_][^,]{{1,40}}),\s*)?{_HOUR}ngày(?=[\s\d.…_/]|$)\s*"
ISSUED_ON = _pattern(
    _PLACE + r"(\d{1,2})\s*(?:tháng\s*(\d{1,2})\s*năm|[/.-]\s*(\d{1,2})\s*[/.-])\s*(\d{4}|\d{2})\s*[.,;]?$"
)
DATE_LINE = _pattern(_PLACE + r"[\d.…_/-]*\s*(?:tháng\b[\s\d.…_]*)?(?:năm\s*(\d{4})?[\s\d.…_]*)?$")
SUBJECT = _pattern(r"^(?:V/v|V/v:|Vv|Về việc)\s*[:.]?\s*(?=\S)")
ADDRESSES = _pattern(r"^Kính gửi\b")
#: "năm 2024" as the year of a plan; "đến năm 2030" is a target, "năm 2024 - 2025" a period.
TITLE_YEAR = _pattern(r"(?<!đến )(?<!từ )\bnăm\s+((?:19|20)\d{2})\b(?!\s*[-–]\s*\d{4})")
SCHOOL_YEAR = _pattern(r"\bnăm học\b(?:\s+(20\d{2})\s*[-–/]\s*(20\d{2}))?")
#: A whole date; the cited one of a paper, with the office that issued it.
FULL_DATE = _pattern(r"\b\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]|\s+tháng\s+\d{1,2}\s+năm)\s*((?:19|20)\d{2})\b")
CITED_DATE = _pattern(FULL_DATE.pattern + r"\s+của\b")
MOTTO = _pattern(_any("Cộng hòa xã hội|Cộng hoà xã hội|Độc lập - Tự do|Đảng Cộng sản"))
#: What a letterhead says of a document that nobody has signed yet.
DRAFT = _pattern(r"^\(?dự thảo(?:\s+lần\s+(?:thứ\s+)?\w+)?\)?$")
#: The first words below a title; only its own first line may begin with them.
PREAMBLE = _pattern(
    r"^\(?"
    + _any(
        "Căn cứ|Thực hiện|Nhằm|Để|Thiết thực|Xét|Theo|Kèm theo|Ban hành kèm theo|Tiếp theo"
        r"|Phúc đáp"
    )
    + r"\b"
)
#: The lines of a title that say the week of a schedule.
WEEK_LINE = _pattern(r"^\(?(?:từ ngày|tuần(?: thứ)? \d|từ thứ|năm học \d)")
RECIPIENTS = _pattern(r"^Nơi nhận\b")
#: What stands below a title and is none of it: an annex, a sentence that opens a list.
ANNEX = _pattern(r"^(?:Phụ lục|Phụ biểu|Biểu(?: mẫu)?(?: số)? \d|Danh mục|Mẫu số)\b")
OPENS_LIST = _pattern(r"(?::|\b(?:như sau|sau đây|cụ thể)\s*[:.]?)$")
ISSUES = _pattern(rf"\s+(?:ban hành|xây dựng)\s+{_any('|'.join(TYPES))}\b")
TIERS = _any("thành phố|tỉnh|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu")
TERM_OF_OFFICE = _pattern(r",?\s+(?:khóa|khoá|nhiệm kỳ)\s+[IVXLC\d].*$")
ENDS_IN_TIER = _pattern(rf"\b{TIERS}$")
BEGINS_WITH_TIER = _pattern(rf"^{TIERS}\b")
_OFFICERS = _any(
    "Chủ tịch|Giám đốc|Tổng Giám đốc|Chánh Văn phòng|Trưởng ban|Trưởng phòng|Bí thư|Cục trưởng"
    "|Tổng Cục trưởng"
    "|Chi cục trưởng|Bộ trưởng|Thứ trưởng|Hiệu trưởng|Thủ trưởng|Viện trưởng|Chánh Thanh tra|Chánh án"
    "|Vụ trưởng"
    "|Chủ nhiệm|Chỉ huy trưởng|Hạt trưởng|Trạm trưởng|Trưởng Công an|Đội trưởng|Trưởng khoa|Tổng Biên tập"
)
#: What stands above a signer's name: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền.
SIGNS_FOR = _pattern(r"^(?:(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\.\s*|(?:TM|KT|TUQ|T/M|K/T|T/L)\s+)(?=[^\W\d_])")
#: Likewise, or an officer.
SIGNS_AS = _pattern(rf"{SIGNS_FOR.pattern}|^(?:Phó\s+)?{_OFFICERS}\b")
#: Degrees and ranks before a signer's name.
RANK = _pattern(
    r"^(?:(?:GS|PGS|TS|ThS|BS|BSCKI{1,2}|BS\.?\s?CKI{1,2}|DS|KS|CN|LS|NGƯT|NGND|Đ/c)\.\s*)+"
    r"|^(?:(?:Thiếu|Trung|Thượng|Đại)\s+(?:úy|tá|tướng)|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Luật sư)\s+"
)

# Sentences.

#: A line that goes on with a date which the line above has begun ("ngày" / "21 tháng 12").
REST_OF_DATE = _pattern(r"^\d{1,2}(?:\s*[/.-]\s*\d|\s+tháng\b)")
ORGAN = r"(?i:(?:tỉnh|thành|huyện|quận|thị|đảng|cấp) ủy|trung ương|cán bộ|nhân sự|hành chính|đảng)"
#: "Ban tổ chức huyện ủy", "phòng tổ chức cán bộ": the name of an office, not what it does.
_ORGANISES = "".join(rf"(?!(?<=\b{name}) tổ chức {ORGAN}\b)" for name in ("ban", "phòng", "Phòng", "Vụ"))
#: Where the name of an office ends and its duty begins ("Sở Nội vụ tổng hợp, báo cáo"); never capitals.
DUTY = re.compile(
    r"(?<!\bBan)(?<!\bTổ)(?<!\bNhóm)(?<!\bHội đồng)(?<!\bQuỹ)(?<!\bTrung tâm)(?<!\bVăn phòng)(?<!\bcông)"
    r"(?<!\bCông)(?<!\b[Cc]hương)(?<!\bquy)"
    rf"(?<!\bquá)(?<!\bcác)(?<!\bCác){_ORGANISES}[,\s]+"
    + _any(
        "chủ trì|phối hợp|tham mưu|tổng hợp|báo cáo|xây dựng|hướng dẫn|theo dõi|đôn đốc|kiểm tra|tổ chức"
        "|triển khai|thực hiện|thẩm định|trình|gửi|hoàn thành|rà soát|đánh giá|ban hành|chịu trách nhiệm"
        "|có trách nhiệm|bố trí|đăng ký|lập|nộp|cung cấp|chuẩn bị|chỉ đạo|căn cứ|tiếp tục|đẩy mạnh"
        "|tăng cường|kịp thời|khẩn trương|chủ động|thường xuyên|định kỳ|cử|lựa chọn|giới thiệu|phổ biến"
        "|quán triệt|vận động|huy động|bảo đảm|đảm bảo|giám sát|nghiêm túc|tập trung|cập nhật|thông báo"
        "|đề xuất|công bố|công khai|sắp xếp|tiếp nhận|giúp|duy trì|phát động|thống kê|lồng ghép|tổng kết"
        "|sơ kết|hoàn thiện|phân công|xem xét|quan tâm|được giao|nghiên cứu|cân đối|tuyên truyền|tham gia"
        "|phát hành|in ấn|thu thập|xác định|xử lý|giải quyết|tham dự|tham mưu giúp|tạo điều kiện|khảo sát"
        "|phụ trách|đưa tin|bám sát|thanh tra|phát huy|khuyến khích|lấy ý kiến|góp ý|cho ý kiến|có ý kiến"
        "|có kế hoạch|ký cam kết|phê duyệt|thành lập|kiện toàn|biên soạn|dự thảo|đón tiếp|bàn giao|khai mạc"
        "|nâng cao|đổi mới|bồi dưỡng|tập huấn|mở lớp|mở chuyên|làm đầu mối|là đầu mối|là cơ quan|làm việc"
        "|hỗ trợ|quản lý, sử dụng|thanh quyết toán|thẩm tra|xác nhận|phản ánh|đăng tải|trang trí"
        "|phân bổ|trân trọng|kính mời|kính đề nghị|tổng rà soát|số hóa|bổ sung|điều chỉnh|khắc phục"
        "|ưu tiên|đề nghị|yêu cầu|phải|cần"
        "|quyết định|trả lời|ra quân|viết|dự họp|bình chọn"
        "|kêu gọi|tiến hành|chấm điểm|sơ tán|di dời|ngăn chặn|siết chặt|trấn áp|tuần tra|thu gom"
    )
    + r"\b"
)
