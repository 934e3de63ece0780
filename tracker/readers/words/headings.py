"""The words by which the parts of a document are known: types, sections, labels, offices."""

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
_TIERS = _any("thành phố|tỉnh|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu")
TERM_OF_OFFICE = _pattern(r",?\s+(?:khóa|khoá|nhiệm kỳ)\s+[IVXLC\d].*$")
ENDS_IN_TIER = _pattern(rf"\b{_TIERS}$")
BEGINS_WITH_TIER = _pattern(rf"^{_TIERS}\b")
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
_ORGAN = r"(?i:(?:tỉnh|thành|huyện|quận|thị|đảng|cấp) ủy|trung ương|cán bộ|nhân sự|hành chính|đảng)"
#: "Ban tổ chức huyện ủy", "phòng tổ chức cán bộ": the name of an office, not what it does.
_ORGANISES = "".join(rf"(?!(?<=\b{name}) tổ chức {_ORGAN}\b)" for name in ("ban", "phòng", "Phòng", "Vụ"))
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

# Names of offices.

_CAPITAL = (
    f"[{''.join(letter for letter in map(chr, (*range(0x1B1), *range(0x1EA0, 0x1EFA))) if letter.isupper())}]"
)
_ROLE_OF = (
    r"(?:(?<!các )\b(?:là\s+)?(?:cơ quan|đơn vị)\s+|(?:^|(?<=[;\n.–-]))\s?(?:phòng|bộ phận|người)\s+)?\b"
)
_LEAD_WORDS = (
    r"(?:đồng )?chủ trì|(?<!tổng )(?<!viên )(?<!cán bộ )(?<!công chức )"
    r"phụ trách(?: chính)?(?=\s*(?:$|[:;,.)\n]))|chịu trách nhiệm(?: chính)?"
    r"|(?:là |làm )?đầu mối"
)
_ITS_DEED = r"(?:\s+(?:thực hiện|triển khai|tham mưu|giải quyết)\b)*"
#: "chủ trì" and the like; words that lead by a colon only; "là cơ quan thường trực".
LEADS = _pattern(
    rf"{_ROLE_OF}(?:{_LEAD_WORDS})\b{_ITS_DEED}(?:\s*:)?|\blà (?:cơ quan|đơn vị)? ?thường trực\b"
    rf"|{_ROLE_OF}(?:thực hiện|phân công|trách nhiệm)\s*:|^(?:các )?(?:cơ quan|đơn vị|bộ phận|người)\s*:"
)
HELPS = _pattern(
    rf"{_ROLE_OF}(?:cùng )?phối(?: kết)? hợp\b(?:\s+chặt chẽ\b)?{_ITS_DEED}"
    r"(?:\s+(?:cùng với|cùng|với)\b)?(?:\s*:)?"
    r"|\b(?:cùng )?(?:tham gia|hỗ trợ)(?:\s+(?:thực hiện|cùng))?\s*(?::|(?=$|[;,.\n)]))"
)
#: A role that says by itself that the names follow it.
NAMES_FOLLOW = _pattern(r"(?::|\b(?:với|cùng))\s*$")
#: A bracket that says a role: "(chủ trì)", "(đơn vị phối hợp)", "(phối hợp với Sở Y tế)".
ROLE_IN_BRACKETS = _pattern(
    rf"\((?=\s*{_ROLE_OF}(?:{_LEAD_WORDS}|(?:cùng )?phối(?: kết)? hợp|tham gia|hỗ trợ)\b"
    r"|\s*(?:CT|PH|(?:cơ quan|đơn vị) thường trực)\s*\))([^()]*)\)"
)
#: Roles that only a bracket says: "(CT)", "(cơ quan thường trực)".
LEADS_IN_BRACKETS = _pattern(r"^\s*(?:CT|(?:cơ quan|đơn vị) thường trực)\s*$")
SHORT_ROLE = _pattern(r"^\s*(?:CT|PH|(?:cơ quan|đơn vị) thường trực)\s*$")
#: Verbs that say a role, not yet a duty.
ROLE_VERB = _pattern(r"^[,\s]*(?:chủ trì|phối hợp|chịu trách nhiệm)\b")
#: How a duty is to be done, before its verb: "nghiêm túc triển khai".
ADVERB = re.compile(
    r"[,\s]+"
    + _any(
        "nghiêm túc|chủ động|kịp thời|tích cực|khẩn trương|tập trung|tăng cường|thường xuyên|tiếp tục|căn cứ"
        "|quan tâm|phân công|định kỳ|hằng|hàng|khi|để|nhằm|trước ngày|chậm nhất|trong tháng|trong quý"
    )
    + r"\b"
)
#: A time before the owner: "Định kỳ hằng quý, Sở Nội vụ báo cáo".
TIME_FIRST = _pattern(
    r"^(?:Định kỳ|Trước|Chậm nhất|Muộn nhất|Hằng|Hàng|Trong|Từ|Đến|Sau|Ngày|Tháng|Quý|Cuối|Đầu|Giữa|Khi)\b"
    r"[^,;:]{1,120},\s*"
)
#: What ends one clause of roles within another's names: "Chủ trì: A; B phối hợp".
CLAUSE_ENDS = re.compile(r"[;,\n]|\.\s")
ORDERS = _pattern(r"^(?:Giao|Đề nghị|Yêu cầu|Phân công|Do)\s+(?:cho\s+)?(?=\w)")
#: What may part two names; commas, dashes, bars, full stops and "và" stand inside names too.
JOINTS = _pattern(
    r"\s*[;,\n]\s*(?:(?:và|cùng với|cùng)\s+)?|\s+(?:và|cùng với|cùng|&|\+)\s+|\s*/\s*|\s+[-–]\s+|\.\s+"
)
STRONG_JOINT = re.compile(r"[;\n]")
WEAK_JOINT = re.compile(r"[/.+–-]")
GOES_ON = _pattern(r"(?:[,&(–-]|\s(?:và|cùng|với|của|các|thuộc))$")
AND_FIRST = _pattern(r"^(?:và|cùng với|cùng)\b\s*")
AND_SO_ON = _pattern(r"[\s,;]*(?:…|\.{2,}|\bv\.\s?v\.?)$")
#: What an office does, after its name in a cell of names: "Sở Nội vụ tham mưu".
DEED_LAST = re.compile(r"(?:\s+(?:tham mưu|thẩm định|triển khai|thực hiện|báo cáo)){1,2}$")
#: First names only, or short forms: "Hùng, Lan, Minh".
FIRST_NAMES = re.compile(rf"^{_CAPITAL}\w*(?:\s*[,;]\s*{_CAPITAL}\w*)+$")
BULLET = re.compile(r"^ *(?:[-–+*•▪◦·]|\d{1,2}[.)])\s*(?=\S)")
#: Words that open the name of an office and say nothing alone.
_OPENERS = _any(
    "Sở|Ty|Ban|Bộ|Phòng|P.|Ủy ban|Hội đồng|Công ty|Tổng công ty|Tập đoàn|Xí nghiệp|Nhà máy|Công chức|Cục"
    "|Chi cục|Tổng cục|Vụ|Viện|Phân viện|Học viện|Trung tâm|TT.|Trường|Bệnh viện|Trạm|Hạt|Đài|Báo|Tạp chí"
    "|Cổng|Đoàn|Liên đoàn|Liên minh|Liên hiệp|Liên hiệp các Hội|Tòa án|Viện kiểm sát|Ngân hàng|Hội|Hiệp hội"
    "|Chi hội|Chi bộ|Chi đoàn|Đảng bộ|Cụm|Khối|Tổ|Đội|Nhóm|Khoa|Ngành|Câu lạc bộ|CLB|Hợp tác xã|HTX|Cơ quan"
    "|Đơn vị|Bộ phận|Quỹ|Nhà văn hóa|Nhà thiếu nhi|Nhà hát|Bảo tàng|Thư viện|Cảng vụ|Đồn|Kho bạc|Bảo hiểm"
    "|Thuế|Thi hành án|Điện lực|Hải quan|Bưu điện|Ban Quản lý|BQL|BCĐ|BCH|HĐ|UB|Viễn thông"
)
#: Words that are the name of an office by themselves, whatever follows them.
_ALONE = _any(
    "Tòa án|Viện kiểm sát|Kho bạc|Bảo hiểm xã hội|Thi hành án|Điện lực|Hải quan|Bưu điện|Viễn thông|"
    "Văn phòng|VP|BGH|Ban Giám hiệu|VNPT|Viettel|Thanh tra|Công an|CA|CATP|Công đoàn|Quân sự|UBND|HĐND|MTTQ"
    "|UBMTTQ|UBMTTQVN|UBMT|UBKT|Ủy ban nhân dân|Hội đồng nhân dân|Mặt trận|Mặt trận Tổ quốc|Thường trực"
    "|Thành đoàn|Tỉnh đoàn|Huyện đoàn|Quận đoàn|Đoàn xã|Đoàn phường|Thành ủy|Tỉnh ủy|Quận ủy|Huyện ủy"
    "|Thị ủy|Đảng ủy|BHXH|KBNN|NHNN|NHCSXH|LĐLĐ|TAND|VKSND|VKS|BĐBP|ĐTN|TTYT|TTVH|Tiểu học|THCS|THPT"
    "|Mầm non|Cảnh sát|Tòa soạn"
)
_OPENING = rf"(?:{_ALONE}(?!\w)|{_OPENERS}(?<=\.) ?(?=\w)|{_OPENERS} (?=[\w“\"]))"
#: The beginning of the name of an office; in a name it has a capital.
OFFICE = _pattern(f"^{_OPENING}")
#: Words that look like an opener and stand inside names ("Xúc tiến Thương mại và Hội chợ").
NOT_AN_OFFICE = _pattern(
    "^"
    + _any(
        "Hội chợ|Hội nghị|Hội thi|Hội thao|Hội thảo|Hội diễn|Hội trường|Hội viên|Hội nhập|Báo cáo|Báo chí"
        "|Bộ máy|Bộ phận liên quan|Đoàn thể|Đoàn kết|Ban hành|Ban đêm|Phòng chống|Phòng, chống"
        "|Phòng ngừa|Phòng thủ|Phòng cháy|Phòng khám|Trường hợp|Trường học|Bảo hiểm thất nghiệp"
        "|Bảo hiểm y tế|Tổ chức|Đội ngũ|Đội tuyển|Khoa học|Khoa giáo|Nhóm trẻ|Ngành nghề|Đơn vị liên quan"
        "|Cơ quan liên quan|Cơ quan hữu quan|Viện trợ|Vụ án|Thuế quan|Thường trực hội nghị"
    )
    + r"\b|^Bộ đội\b(?! Biên phòng)"
)
_OFFICER = _any(
    "Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|Thủ trưởng|Trưởng|Phó|Tổ trưởng|Tổ phó|Giáo viên|GVCN"
    "|Chánh|Bí thư|Lãnh đạo|Hiệu trưởng|Cục trưởng|Chi cục trưởng|Viện trưởng|Cán bộ|Chuyên viên|Văn thư"
    "|Kế toán|Công chức|Chỉ huy trưởng|Thư ký|Tổng phụ trách|TPT"
)
#: Somebody named by office: "Giám đốc Sở Nội vụ", "Trưởng phòng".
OFFICER = _pattern(rf"^{_OFFICER}\b")
#: Somebody named by name: "đ/c Hùng", "Bà Nguyễn Thị B".
PERSON = _pattern(
    r"^(?:các )?(?:(?:đồng chí|ông|bà|anh|chị|cô|thầy)\b|đ/c\b|đ\.c\b|đc\b)(?! Rịa| Tô\b| Sơn\b)[\s:.]*(?=\w)"
)
_FAMILY_NAMES = _any(
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Lâm|Trương|Mai|Cao|Tạ|Châu"
    "|Kiều|Hà|Tô|Thái|Lưu|Trịnh|Đào|Vương|Quách|Tăng|Thạch|Danh|Đoàn|Doãn|Lương|Nông|Hứa|Từ|Triệu|Tống|Chu"
    "|Phùng|Khổng|Vi|La|Giang|Tôn|Ninh|Đàm|Bạch|Kim|Sơn|Lục|Mạc|Nghiêm|Âu|Ông|Viên|Diệp|Văn|Lại|Quản|Cù"
    "|Khuất|Tiêu|Trà"
)
#: A whole name of a person without a title: a family name and two words or more, all with capitals.
FULL_NAME = re.compile(rf"^{_FAMILY_NAMES}(?:\s+{_CAPITAL}\w*){{2,4}}$")
#: One to five words with capitals: how those after the first person of a list may be named.
WORDS_OF_A_NAME = re.compile(rf"^{_CAPITAL}\w*(?:\s+{_CAPITAL}\w*){{0,4}}$")
_ROLES_OF_MANY = "cụm (?:trưởng|phó)|khối (?:trưởng|phó)|thành viên"
#: Words that open a crowd in a list of names: nobody in particular.
GROUP = _pattern(
    r"^(?:các|những|toàn thể|toàn bộ|tất cả|mỗi|từng|thủ trưởng|(?:lãnh đạo|trưởng|giám đốc|bí thư) các"
    r"|(?:cơ quan|đơn vị|địa phương|bộ phận|tổ chức|cá nhân|sở|ngành|phòng|ban)"
    r"(?:(?:, | và )\w+(?: \w+)?){0,4} (?:có )?(?:liên quan|hữu quan)"
    r"|chủ đầu tư|nhà thầu|doanh nghiệp|nhân dân|người dân|hộ gia đình"
    rf"|(?:cơ quan|đơn vị) (?:chuyên môn|trực thuộc|tham mưu|tư vấn)|{_ROLES_OF_MANY})\b"
)
_OFFICES = _any("sở|ban|ngành|cơ quan|đơn vị|địa phương|thôn|trường|đoàn thể|khu phố|tổ dân phố|ấp|bản")
_MEMBERS = _any(
    "phòng|bộ|hội|cụm|khối|tổ chức|cấp ủy|cá nhân|doanh nghiệp|thành viên|công chức|đồng chí|trung tâm"
    "|tổ|chi bộ|đảng bộ|chi hội|chi đoàn|khoa|xóm|buôn"
)
_KIND = f"(?:{_OFFICES}|{_MEMBERS}|{_TIERS})"
#: A crowd of offices in a heading, told from "các hoạt động".
CROWD = _pattern(
    rf"^(?:(?:(?:thủ trưởng |lãnh đạo |tất cả )?các|những|toàn thể)\s+{_KIND}|{_ROLES_OF_MANY})\b"
)
#: A crowd by its kinds alone: what follows a comma is one kind more ("Các Sở, Ban chuyên môn").
KINDS_ONLY = _pattern(rf"^(?:các|những)\s+{_KIND}(?:\s*[,/-]\s*{_KIND})*$")
GROUP_INSIDE = _pattern(
    rf"\b(?:liên|hữu) quan\b|\bcác (?:{_TIERS}|{_OFFICES})\b"
    rf"|\b{_TIERS}(?:,|/| và| -) ?{_TIERS}\b|^[^,]{{1,60}}\b\d+ {_TIERS}\b"
)
_COMMITTEE = r"\b(?:tỉnh|thành|huyện|quận|thị|đảng) ủy"
#: A crowd named by the committees it serves ("các ban tổ chức huyện ủy"), and one committee more.
OF_COMMITTEES = _pattern(rf"^(?:các|những)\b.{{0,80}}{_COMMITTEE}$")
COMMITTEE = _pattern(rf"^{_COMMITTEE}\b")
#: A crowd that helps wherever somebody is named before it.
CONCERNED = _pattern(r"\b(?:liên|hữu) quan\b")
#: Offices of one kind under one word: "Các sở: Nội vụ, Tài chính".
SHARED_OPENER = _pattern(rf"^(?:các|liên)\s+(?!ban tổ chức {_ORGAN})(sở|phòng|hội|bộ|ban|ngành)\b\s*:?\s+")
#: The tier that a territory begins with, and its place.
TERRITORY = re.compile(rf"\b{_TIERS}\b(?=\s+{_CAPITAL})")
#: Where a name ends in a tier and its place, before a word that belongs to no name.
ENDS_IN_PLACE = re.compile(
    rf"\b{_TIERS}(?:\s+(?:{_CAPITAL}\w*|\d{{1,2}}\b)){{0,4}}(?=\s+(?!{_CAPITAL})[^\W\d_])"
    r"(?!\s+(?:hội|ủy|uỷ|đoàn|viên|đội|và|của|thuộc|cùng|có|đã|vừa|là|được|bị)\b)"
)
#: Two assemblies with one office: "Văn phòng HĐND và UBND" is one unit.
SHARED_OFFICE = _pattern(
    rf"^{_any('Văn phòng|VP|Thường trực|TT.')}.{{0,80}}{_any('HĐND|ĐBQH|Hội đồng nhân dân')}$"
)
ASSEMBLY = _pattern(rf"^{_any('HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân')}\b")
#: The older placing of marks, beside the one that the patterns have.
OLDER_MARKS = {"Uỷ": "Ủy", "uỷ": "ủy", "UỶ": "ỦY", "Toà": "Tòa", "toà": "tòa", "hoà": "hòa", "Hoà": "Hòa"}
