"""The words by which the parts of a document are known: types, sections, labels, offices."""

import re

from tracker.core.phrases.reading import Genre
from tracker.readers.patterns import any_of as _any
from tracker.readers.patterns import ignoring_case as _pattern

# Periods.

_YEAR_AFTER = r"\s*(?:[/-]\s*\d{4}|,?\s*năm\s+\d{4})?\s*[.:]?$"
_QUARTER = _pattern(r"^(?:[IVX\d]{1,4}[.)]\s*)?(?:quý|quí|qúy)\s+(IV|I{1,3}|[1-4])\b" + _YEAR_AFTER)
_MONTH = _pattern(r"^(?:[IVX\d]{1,4}[.)]\s*)?tháng\s+(?:0?[1-9]|1[0-2])\b" + _YEAR_AFTER)


def is_period(line: str) -> bool:
    """Whether a line is nothing but the heading of a quarter or a month."""
    return _QUARTER.match(line) is not None or _MONTH.match(line) is not None


# Letterhead, title and signature (Nghị định 30/2020/NĐ-CP, articles 7 and 8).

TYPES = {
    "Kế hoạch": Genre.PLAN,
    "Chương trình": Genre.PLAN,
    "Đề án": Genre.PLAN,
    "Phương án": Genre.PLAN,
    "Hướng dẫn": Genre.DISPATCH,
    "Thông báo": Genre.DISPATCH,
    "Chỉ thị": Genre.DISPATCH,
    "Lịch công tác": Genre.SCHEDULE,
    "Quyết định": Genre.REGULATION,
    "Nghị quyết": Genre.REGULATION,
    "Quy chế": Genre.REGULATION,
    "Quy định": Genre.REGULATION,
}


def type_of(line: str) -> str:
    """Return the type of document that a line in capitals begins with, or nothing."""
    return next((name for name in TYPES if _begins_with(line, name.upper())), "")


def _begins_with(line: str, word: str) -> bool:
    return line.startswith(word) and not line[len(word) : len(word) + 1].isalpha()


_NUMBER_LABEL = r"^Số\s*:?\s*"
NUMBER = _pattern(_NUMBER_LABEL + r"(\d+[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?[^\W_]+(?:\s*[-–]\s*[^\W_]+)*)")
NUMBER_LINE = _pattern(_NUMBER_LABEL + r"[\s\d.…_]*/")
_PLACE = r"^(?:([^\W\d_][^,]{1,40}),\s*)?ngày\b\s*"
ISSUED_ON = _pattern(
    _PLACE + r"(\d{1,2})\s*(?:tháng\s+(\d{1,2})\s*năm|[/.-]\s*(\d{1,2})\s*[/.-])\s*(\d{4})\.?$"
)
DATE_LINE = _pattern(_PLACE + r"[\d.…_/-]*\s*(?:tháng\b[\s\d.…_]*)?(?:năm\b[\s\d.…_]*)?$")
#: "năm 2024" as the year of a plan; "đến năm 2030" is a target, "năm 2024 - 2025" a period.
TITLE_YEAR = _pattern(r"(?<!đến )(?<!từ )\bnăm\s+((?:19|20)\d{2})\b(?!\s*[-–]\s*\d{4})")
SCHOOL_YEAR = _pattern(r"\bnăm học\b")
MOTTO = _pattern(_any("Cộng hòa xã hội|Cộng hoà xã hội|Độc lập - Tự do|Đảng Cộng sản"))
#: The first words below a title; only its own first line may begin with them.
PREAMBLE = _pattern(
    r"^\(?" + _any("Căn cứ|Thực hiện|Nhằm|Để|Thiết thực|Xét|Theo|Kèm theo|Ban hành kèm theo") + r"\b"
)
RECIPIENTS = _pattern(r"^Nơi nhận\b")
ISSUES = _pattern(rf"\s+(?:ban hành|xây dựng)\s+{_any('|'.join(TYPES))}\b")
_TIERS = _any("thành phố|tỉnh|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu")
ENDS_IN_TIER = _pattern(rf"\b{_TIERS}$")
BEGINS_WITH_TIER = _pattern(rf"^{_TIERS}\b")
_OFFICERS = _any(
    "Chủ tịch|Giám đốc|Tổng Giám đốc|Chánh Văn phòng|Trưởng ban|Trưởng phòng|Bí thư|Cục trưởng"
    "|Chi cục trưởng|Bộ trưởng|Thứ trưởng|Hiệu trưởng|Thủ trưởng"
)
#: What stands above a signer's name: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền; officers.
SIGNS_AS = _pattern(rf"^(?:(?:TM|KT|TL|TUQ|Q)\.\s*\S|(?:Phó\s+)?{_OFFICERS}\b)")

# Sentences.

#: A line that goes on with a date which the line above has begun ("ngày" / "21 tháng 12").
REST_OF_DATE = _pattern(r"^\d{1,2}(?:\s*[/.-]\s*\d|\s+tháng\b)")
#: Where the name of an office ends and its duty begins ("Sở Nội vụ tổng hợp, báo cáo"); never capitals.
DUTY = re.compile(
    r"(?<!\bBan)(?<!\bTổ)(?<!\bNhóm)(?<!\bHội đồng)(?<!\bQuỹ)(?<!\bTrung tâm)(?<!\bVăn phòng)(?<!\bcông)"
    r"(?<!\bCông)(?<!hương)(?<!\bquy)"
    r"(?<!\bquá)(?<!\bcác)(?<!\bCác)[,\s]+"
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
        "|phân bổ|tổng rà soát|số hóa|bổ sung|điều chỉnh|khắc phục|ưu tiên|đề nghị|yêu cầu|phải|cần"
        "|quyết định|trả lời|ra quân|viết|dự họp|bình chọn"
    )
    + r"\b"
)

# Names of offices.

LEAD_ROLE = "chủ trì"
LEADS = _pattern(rf"(?:\b(?:cơ quan|đơn vị)\s+)?\b{LEAD_ROLE}\b(?:\s+thực hiện\b)?\s*:?")
HELPS = _pattern(
    r"(?:\b(?:cơ quan|đơn vị)\s+)?\bphối hợp\b(?:\s+chặt chẽ)?(?:\s+(?:cùng với|cùng|với)\b)?\s*:?"
)
ROLE_IN_BRACKETS = _pattern(rf"\(\s*(?:(?:cơ quan|đơn vị)\s+)?({LEAD_ROLE}|phối hợp)\s*\)")
ORDERS = _pattern(r"^(?:Giao|Đề nghị|Yêu cầu|Phân công)\s+(?:cho\s+)?(?=\w)")
JOINTS = _pattern(r"\s*[;,]\s*(?:(?:và|cùng)\s+)?|\s+(?:và|cùng với|cùng)\s+")
AND_FIRST = _pattern(r"^(?:và|cùng)\b\s*")
#: Words that open the name of an office; in a name they have a capital.
OFFICE = _pattern(
    "^"
    + _any(
        "Sở|Ban|Bộ|Phòng|Văn phòng|VP|VP.UBND|Ủy ban|Uỷ ban|UBND|UBMTTQ|HĐND|Hội đồng|Công an|Công đoàn"
        "|Công ty|Công chức|Cục|Chi cục|Tổng cục|Vụ|Viện|Trung tâm|Trường|Bệnh viện|Trạm|Hạt|Đài|Báo"
        "|Cổng Thông tin|Cổng TTĐT|Đoàn|Thành đoàn|Tỉnh đoàn|Huyện đoàn|Liên đoàn|Liên minh|Liên hiệp"
        "|Mặt trận|MTTQ|Thanh tra|Tòa án|Toà án|Kho bạc|Bảo hiểm|Ngân hàng|Hội|Hiệp hội|Cụm|Khối"
        "|Tổ công tác|Tổ giúp việc|Cơ quan|Thành ủy|Tỉnh ủy|Quận ủy|Huyện ủy|Đảng ủy|Thường trực|TT."
        "|Điện lực|Quỹ"
    )
    + r"(?!\w)"
)
#: Words that look like an opener and stand inside names ("Xúc tiến Thương mại và Hội chợ").
NOT_AN_OFFICE = _pattern(
    "^"
    + _any(
        "Hội chợ|Hội nghị|Hội thi|Hội trường|Báo cáo|Báo chí|Bộ máy|Đoàn thể|Ban hành|Phòng chống"
        "|Phòng, chống|Phòng ngừa|Phòng thủ|Phòng cháy|Trường hợp|Bảo hiểm thất nghiệp"
    )
    + r"\b"
)
_ROLES_OF_MANY = "cụm (?:trưởng|phó)|khối (?:trưởng|phó)|thành viên"
#: Words that open a crowd in a list of names: nobody in particular.
GROUP = _pattern(
    rf"^(?:các|những|toàn thể|tất cả|mỗi|thủ trưởng|(?:cơ quan|đơn vị)(?: có)? liên quan|{_ROLES_OF_MANY})\b"
)
_OFFICES = _any("sở|ban|ngành|cơ quan|đơn vị|địa phương|thôn|trường|đoàn thể|khu phố|tổ dân phố")
_MEMBERS = _any("phòng|bộ|hội|cụm|khối|tổ chức|cấp ủy|cá nhân|doanh nghiệp|thành viên|công chức")
#: A crowd of offices in a heading, told from "các hoạt động".
CROWD = _pattern(
    rf"^(?:(?:(?:thủ trưởng |lãnh đạo |tất cả )?các|những|toàn thể)\s+(?:{_OFFICES}|{_TIERS}|{_MEMBERS})"
    rf"|{_ROLES_OF_MANY})\b"
)
GROUP_INSIDE = _pattern(
    rf"\bliên quan\b|\bcác (?:{_TIERS}|{_OFFICES})\b|\b{_TIERS}, {_TIERS}\b|^[^,]{{1,60}}\b\d+ {_TIERS}\b"
)
#: Two assemblies with one office: "Văn phòng HĐND và UBND" is one unit.
SHARED_OFFICE = _pattern(
    rf"^{_any('Văn phòng|VP|Thường trực|TT.')}.{{0,80}}{_any('HĐND|ĐBQH|Hội đồng nhân dân')}$"
)
ASSEMBLY = _pattern(rf"^{_any('HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân|Uỷ ban nhân dân')}\b")
