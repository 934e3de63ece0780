"""The words by which duties in sentences are known: sections, labels, orders, actors, days."""

import re
from enum import Enum, auto

from tracker.readers.words.patterns import any_of, pattern

# Marks before a line.

CHAPTER = pattern(r"^(Chương\s+(?:[IVX]{1,6}|\d{1,2})|Phần\s+(?:thứ\s+\w{2,5}|[IVX]{1,5}))\s*[.:]?\s*")
ARTICLE = pattern(r"^(Điều\s+\d{1,3})\s*[.:]\s*")

# Sections.

#: Sections that say what each office must do.
ASSIGNS = pattern(
    r"\b"
    + any_of(
        "tổ chức thực hiện|tổ chức triển khai|triển khai thực hiện|phân công|phân công nhiệm vụ|trách nhiệm"
        "|giao nhiệm vụ|nhiệm vụ của|nhiệm vụ cụ thể của|tổ chức, thực hiện|biện pháp tổ chức"
    )
    + r"\b|^tổ chức$"
)
_BACKGROUND = any_of(
    "mục đích|mục tiêu|quan điểm|căn cứ|nguyên tắc|phạm vi|đối tượng|tình hình|thực trạng|kết quả đạt được"
    "|kết quả thực hiện|đặc điểm|sự cần thiết|chỉ tiêu|phương châm|định hướng|tồn tại|hạn chế|nguyên nhân"
    "|bài học|thuận lợi|khó khăn|khái quát|cơ sở pháp lý|bối cảnh|thành phần|ý nghĩa|tiêu chí|tiêu chuẩn"
    "|điều kiện|giải thích từ ngữ|số lượng|khẩu hiệu|tiêu đề|cơ cấu giải thưởng|đánh giá chung|ưu điểm"
)
#: Sections that give reasons, aims and conditions: nothing to be done by anybody in particular.
BACKGROUND = pattern(rf"^(?:về\s+)?(?:{_BACKGROUND}\b|yêu cầu(?:$|\s*[,.:]|\s+(?:chung|cụ thể|và)\b))")
_PARTS = any_of(
    "Thời gian|Địa điểm|Thành phần|Nội dung|Chương trình|Tổ chức thực hiện|Mục đích|Yêu cầu|Kinh phí"
    "|Tiến độ|Nhiệm vụ|Số lượng|Đối tượng|Phạm vi|Hình thức|Giải pháp|Các nhiệm vụ|Nhiệm vụ và giải pháp"
    "|Nội dung thực hiện|Nội dung công việc|Nội dung hoạt động|Nhiệm vụ trọng tâm|Nhiệm vụ cụ thể"
    "|Kế hoạch thực hiện|Thời gian thực hiện|Phương pháp|Lộ trình|Các hoạt động|Nội dung cụ thể"
)
#: Headings that name a part of the document, not a duty.
PART_HEADING = pattern(
    rf"^{_PARTS}(?:(?:\s*,|\s+và|\s*-)\s+{_PARTS})*(?:\s+(?:thực hiện|tổ chức|hoàn thành"
    rf"|triển khai))?[\s.:]*$"
)
ANNEX = re.compile(r"^PHỤ LỤC\b")

# Labels.


class Label(Enum):
    """What a labelled line says of the duty above it."""

    TIME = auto()
    LEAD = auto()
    PARTNERS = auto()
    CONTENT = auto()
    OTHER = auto()


_OFFICE = any_of("đơn vị|cơ quan|bộ phận|phòng|người|cá nhân|cán bộ|công chức|lãnh đạo")
_DONE_BY = any_of(
    "chủ trì|chủ trì thực hiện|chủ trì tham mưu|thực hiện|phụ trách|chịu trách nhiệm|tham mưu"
    "|chỉ đạo thực hiện"
    "|đầu mối|triển khai|chủ trì, thực hiện"
)
_TIME_WORDS = any_of(
    "thời gian|thời hạn|thời điểm|tiến độ|hạn hoàn thành|hạn cuối|ngày hoàn thành|hoàn thành|hạn chót|hạn nộp"
    "|thời hạn hoàn thành|lịch thực hiện|thời gian, tiến độ|thời gian và tiến độ"
)
_OF_TIME = r"(?:\s+[^\W\d_]{1,10}){0,4}"
_LABELS = {
    Label.PARTNERS: rf"(?:(?:các\s+)?{_OFFICE}\s+)?(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|với))?",
    Label.LEAD: rf"(?:các\s+)?{_OFFICE}\s+{_DONE_BY}(?:\s+chính)?|chủ trì(?:\s+thực hiện)?|phụ trách"
    rf"|phân công(?:\s+thực hiện)?|trách nhiệm(?:\s+thực hiện)?",
    Label.CONTENT: r"nội dung(?:\s+(?:họp|làm việc|cuộc họp|hội nghị|công việc|công tác))?"
    r"|tên\s+(?:nhiệm vụ|hoạt động)",
    Label.OTHER: any_of(
        "địa điểm|thành phần|sản phẩm|kết quả|kinh phí|nguồn kinh phí|hình thức|đối tượng|số lượng|mục tiêu"
        "|mục đích|yêu cầu|ghi chú|chương trình|phương tiện|trang phục|dự kiến kết quả|sản phẩm đầu ra"
        "|kết quả đầu ra|sản phẩm hoàn thành|quy mô|nơi nhận|tài liệu|ý nghĩa|căn cứ|liên hệ|lưu ý"
        "|nội dung chương trình|thành phần tham dự|thành phần dự|thành phần mời|đại biểu|phạm vi"
        "|địa điểm tổ chức|địa điểm thực hiện|kết quả mong đợi|giải thưởng|phương pháp|cách thức"
    ),
    Label.TIME: rf"{_TIME_WORDS}{_OF_TIME}(?:\s*\([^():]{{0,40}}\))?",
}
#: A label over lines that say how, where and with whom, not what is to be done.
DETAILS = pattern(rf"^{_LABELS[Label.OTHER]}\s*:?$")
#: A label where a line, a sentence or a clause begins, up to its colon.
LABEL = pattern(
    r"(?:^|[.;:(]\s*|[;.,]\s+[-+]?\s*|\s[-–+]\s+)(?:[-+–]\s*)?(?:"
    + "|".join(f"(?P<{kind.name}>{words})" for kind, words in _LABELS.items())
    + r")\s*:\s*"
)
#: A label that stands alone as a heading.
BARE_LABEL = pattern(
    "^(?:" + "|".join(f"(?P<{kind.name}>{words})" for kind, words in _LABELS.items()) + r")\s*[.:]?$"
)
#: A label that says no more than that a time follows.
PLAIN_TIME = pattern(
    rf"^(?:{_TIME_WORDS}(?:\s+(?:thực hiện|hoàn thành|tổ chức|triển khai|dự kiến|tiến hành))*)?$"
)
#: "Buổi sáng: Thời gian Hội nghị (01 ngày): ..."
TIME_AFTER_LABEL = pattern(
    rf"^((?:buổi|sáng|chiều|tối|ngày|đợt|giai đoạn|vòng|lần|bước)\b[^:]{{0,60}})"
    rf":\s*({_TIME_WORDS}\b[^:]{{0,60}}):\s*(?=\S)"
)
#: A round, before the time that it has: "Đợt 2: Tháng 9/2024, kiểm tra ...".
ROUND = pattern(r"^(?:đợt|giai đoạn|vòng|lần|bước)\s+(?:\d{1,2}|[ivx]{1,4}|thứ \w{2,4})\s*[:,.-]?\s*")
OPENING = re.compile(r"^[^,:;(–]{4,60}(?=[,:–])")
#: A line that is all in brackets speaks of the line above it.
IN_BRACKETS = re.compile(r"^\((?!\s*[Kk]èm theo)[^()]{3,300}\)\s*[.;]?$")
#: A line without any of these says no time.
SPEAKS_OF_TIME = pattern(r"\d|\b(?:tháng|quý|quí|tuần|năm|hằng|hàng|thường xuyên|ngày|sáng|chiều)\b")
#: What may stand beside a time that is all a line says.
AROUND_A_TIME = pattern(
    rf"\b(?:{_TIME_WORDS}|xong|hoàn tất|thực hiện|dự kiến|trong|vào|khoảng|từ|đến|hết|và|báo cáo|đợt|lần"
    r"|giai đoạn|buổi sáng|buổi chiều|sáng|chiều|tối|ngày)\b|[\W\d_]"
)

# Days and hours under headings.

DAY_HEADING = pattern(
    r"^(?:ngày\s+)?(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b|ngày\s+\d{1,2}\b)"
    r"[\s,(:]*(?:ngày\s+)?[\d/.\-\s]{0,12}(?:tháng\s+\d{1,2})?(?:\s*năm\s+\d{4})?[\s.:)]*$"
)
BARE_WEEKDAY = pattern(r"^(?:ngày\s+)?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b[\s.:]*$")
NAMES_WEEKDAY = pattern(r"^(?:ngày\s+)?(?:thứ|chủ nhật)\b")
#: A day of the month alone: "ngày 15", "trước ngày 10", "từ ngày 5 đến ngày 8".
DAY_ALONE = pattern(
    r"(?:(?:trước|vào|đến|hết|từ|trong|chậm nhất|dự kiến)\s+){0,2}ngày\s+\d{1,2}(?!\d|\s*(?:tháng\b|[/.]\d))"
    r"(?:\s*(?:-|–|đến(?:\s+hết)?|và)\s*(?:ngày\s+)?\d{1,2}(?!\d|\s*(?:tháng\b|[/.]\d)))?"
)
ONE_MONTH = pattern(r"^(?:trong\s+)?(tháng\s+\d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?)\s*$")
_MONTHS = r"(?:\d{1,2}|[IVX]{1,3})"
#: A month, a quarter or a stretch of them, and no more: "Tháng 7 - 8", "Quý III, IV".
PERIOD_ALONE = pattern(
    rf"^(?:trong\s+|từ\s+)?(?:tháng|quý|quí)\s+{_MONTHS}(?:(?:\s*[-–,]\s*|\s+(?:đến|và)\s+)(?:tháng\s+|quý\s+)?"
    rf"{_MONTHS})*(?:\s*/\s*\d{{4}}|,?\s+năm\s+\d{{4}})?\s*[.:]?$"
)
#: A day with its month in figures: a day of the month in whose plan it stands.
DAY_AND_MONTH = re.compile(r"(?<![\d/.])(\d{1,2})[/.](0?\d|1[0-2])(?![\d/]|\.\d|\s*[-–]\s*\d)")
SAYS_DAY = pattern(r"\bngày\s*$")
MONTH_NUMBER = re.compile(r"\d{1,2}")
DATED = re.compile(rf"ngày {DAY_AND_MONTH.pattern}")
DAY_BEFORE = "ngày {day}"
#: A heading below which stand the duties of a stretch of time.
PERIOD_HEADING = pattern(r"^(?:tháng|quý|quí|tuần|6 tháng)\b.{0,40}$")
EVENT_LABEL = "Thời gian"
DAY_IN_WORDS = "ngày {day}/{month}/{year}"
SESSION = pattern(r"^(?:buổi\s+)?(sáng|chiều|tối|trưa|cả ngày)\b\s*[:.]?\s*")
HOUR_FIRST = pattern(
    r"^(?:(?:từ|lúc|vào lúc)\s+)?(\d{1,2}\s*(?:giờ|g|h|:)\s*(?:\d{2})?(?:\s*phút)?)['’]?"
    r"(?:\s*(?:-|–|đến)\s*\d{1,2}\s*(?:giờ|g|h|:)\s*(?:\d{2})?(?:\s*phút)?)?\s*[:,.\-–]?\s*(?=\S)"
)
#: What is said of a day on which nothing is held.
NOTHING_ON = pattern(
    r"^(?:nghỉ|làm việc tại (?:cơ quan|phòng|trụ sở|đơn vị)|không|giải quyết công việc"
    r"|làm việc bình thường|xử lý công việc)\b|^[\W_]*$"
)

# Sentences that are no duty.

#: The end of a document speaks of the document, not of a duty.
CLOSES = pattern(
    r"^(?:trên đây là|trong quá trình|quá trình (?:triển khai|tổ chức|thực hiện)|nếu (?:có|gặp)|mọi vướng mắc"
    r"|khi có (?:khó khăn|vướng mắc)|(?:rất )?mong (?:nhận|sự)|trân trọng|xin (?:trân trọng|cảm ơn)|nhận được"
    r"|(?:kế hoạch|quyết định|nghị quyết|chỉ thị|văn bản|công văn|chương trình|quy chế|thông báo) này"
    r" (?:có hiệu lực|thay thế|được|gồm|và)|lưu:|nơi nhận)"
)
CLOSES_ALWAYS = pattern(r"^trên đây là\b")
#: Orders to everybody that ask nothing in particular.
ASKS_NOTHING = pattern(
    r"\bnghiêm túc (?:tổ chức |triển khai |phối hợp )?(?:thực hiện|triển khai|quán triệt)"
    r"|\b(?:chịu trách nhiệm|có trách nhiệm)(?: tổ chức)?(?: triển khai)? thi hành"
    r"|\bcăn cứ quyết định thi hành"
    r"|\bthông báo (?:để|đến) .{3,120}\b(?:biết|được biết)\b|\bquan tâm,? (?:phối hợp|chỉ đạo"
    r"|triển khai)(?:,? tổ chức)? ?(?:thực hiện)?[\s.;/]*$"
    r"|\b(?:yêu cầu|đề nghị)\b.{1,200}\b(?:tổ chức |triển khai |phối hợp |khẩn trương |tích cực |chủ động )"
    r"(?:tổ chức |triển khai )?thực hiện"
    r"(?: (?:các )?(?:nội dung|tốt|nghiêm|hiệu quả|(?:kế hoạch|công văn|chỉ thị"
    r"|quyết định) này))*[\W_]*(?:\w{1,3}[\W_]*)?$"
)
#: What has been done is told, not asked.
TELLS = pattern(r"^.{0,80}?\b(?:đã|vừa)\s+(?!được giao|được phân công|đề ra|ban hành)")
#: A sentence that goes on with the one before it.
GOES_ON = pattern(
    r"^(?:gửi|nộp|hoàn thành|xong|kết quả|thời gian|thời hạn|chậm nhất|muộn nhất|trước|báo cáo kết quả"
    r"|hạn|tiến độ"
    r"|việc này|nội dung này|danh sách|hồ sơ|văn bản|báo cáo (?:gửi|về))\b"
)
SENTENCE_ENDS = re.compile(r"[.!?][\"”)]?\s+(?=\S)")
ABBREVIATED = pattern(r"\b(?:tp|tx|tt|vp|q|h|p|ths|ts|pgs|gs|đ/c|st|tr|bs|hđ)\.\s+$")

# Who is asked.

_ORDERS = any_of(
    "giao|đề nghị|yêu cầu|phân công|kính đề nghị|kính mời|trân trọng kính mời|trân trọng đề nghị|ủy quyền"
)
ORDER_FIRST = pattern(rf"^{_ORDERS}\s+(?:cho\s+)?(?!của\b)(?=\w)")
ORDER = re.compile(rf"\b{_ORDERS}\s+(?:cho\s+)?(?!của\b)(?=\w)")
#: An order that a list of duties follows.
ORDERS_LIST = pattern(r"\b(?:giao|đề nghị|yêu cầu|chỉ thị|phân công)(?:\s+(?!của\b)[^:]{0,300})?:\s*$")
#: Words of a heading before the office it is about: "Trách nhiệm của Sở Nội vụ", "Đối với UBND xã".
HEADS_OFFICE = pattern(
    r"^(?:đối với|về phía|(?:phân công )?(?:trách nhiệm|nhiệm vụ)(?: cụ thể)? của|giao|đề nghị|yêu cầu"
    r"|phân công)"
    r"\s+(?:cho\s+)?"
)
_OFFICERS = any_of(
    "Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|Thủ trưởng|Người đứng đầu|Trưởng phòng|Trưởng ban|Trưởng các"
    "|Chánh Văn phòng|Chánh Thanh tra|Bí thư|Hiệu trưởng|Phó Hiệu trưởng|Hiệu phó|Cục trưởng|Chỉ huy trưởng"
    "|Trưởng Công an|Công chức|Cán bộ|Viên chức|Giáo viên|Nhân viên|Kế toán|Văn thư|Tổ trưởng|Nhóm|Đội"
    "|Bộ phận|Nhà trường|Ban giám hiệu|Ban Giám hiệu|Chi đoàn|Chi bộ|Đoàn trường|Tổng phụ trách|Ấp|Thôn"
    "|Khu phố|Khoa|Xã|Phường|Thành viên|Đồng chí|Đ/c|Ông|Bà|Bộ đội|Trưởng thôn|Trưởng ấp|Lãnh đạo|Ban Chỉ huy"
    "|Ban chỉ đạo|Ban Chỉ đạo|Ban tổ chức|Ban Tổ chức|Quý cơ quan|Quý đơn vị|Các đồng chí|Các ông, bà"
)
#: What stands in a sentence and in no name.
NO_NAME = pattern(r":\s|\d[/.]\d|\b(?:trước|ngày|họp với|việc(?! làm))\b")
#: What begins as the name of an office does and is a deed or a thing: "Thanh tra công tác ...".
NO_OFFICE = re.compile(
    r"^(?:Thanh tra\s+(?:công tác|chuyên đề|hành chính|chuyên ngành|đột xuất|định kỳ|theo|tại|lại|toàn diện"
    r"|trách nhiệm|kết hợp|và|,)|Hội\s+(?:khỏe|khoẻ|sách|xuân|giảng|trại|làng)"
    r"|Bộ\s+(?:tiêu chí|tài liệu|câu hỏi|chỉ số|chỉ tiêu|quy tắc|đề|ảnh|phim|sách|hồ sơ)"
    r"|Khối lượng|Đoàn viên|Đội hình)\b"
)
#: Between two words, where the second neither joins more to the name nor tells what has been done.
NAME_MAY_END = re.compile(r"(?=\s+(?!(?:và|của|đã|vừa|là|được|bị|có)\b)[^\W\d_])")
#: Words that stand between a name and what is done there: names end before them.
LEAVES_NAME = pattern(
    r"\b(?:cho|để|tại|trên|trong|ở|về|đến|từ|bằng|là|sẽ|đã|đang|được|bị|không|khi|mà|thì|do|theo|những)\b"
)
OFFICER = re.compile(rf"^{_OFFICERS}\b(?<!Tổ)|^Tổ\b(?! chức\b)")
_CROWD = any_of(
    "sở|ban|ngành|cơ quan|đơn vị|địa phương|phòng|đoàn thể|tổ chức|tỉnh|thành phố|huyện|quận|thị xã|thị trấn"
    "|xã|phường|đặc khu|trường|thôn|ấp|khu phố|chính trị|hội|hội đặc thù|cấp|liên quan|trực thuộc|chuyên môn"
    "|trên địa bàn|được phân công|công lập|doanh nghiệp|bộ phận|đồng chí|khối|cụm|cấp ủy|huyện ủy|thành ủy"
    "|quận ủy|thị ủy|đảng ủy|chi ủy|chi bộ|bộ|UBND|Sở"
)
#: A crowd of offices at the beginning of a sentence whose verb is not known.
CROWD = re.compile(
    rf"^(?:[Cc]ác|[Tt]hủ trưởng các|[Tt]oàn thể các|[Qq]uý)\s+{_CROWD}(?:(?:\s*[,;-]|\s+và|\s+có"
    rf"|\s+thuộc)?\s+{_CROWD})*\b"
)
#: What a sentence may begin with before it names who must act ("Trước ngày 15/12, các đơn vị báo cáo ...").
OPENS_SENTENCE = pattern(
    r"^(?:căn cứ|trên cơ sở|theo|thực hiện|nhằm|để|trước|chậm nhất|muộn nhất|định kỳ|hằng|hàng|trong|từ"
    r"|đến|sau"
    r"|khi|ngay|đối với|tại|vào|ngày|tháng|quý|cuối|đầu|giữa|năm|đồng thời|ngoài ra|bên cạnh|riêng|hoàn thành"
    r"|nếu|qua|do|vì|nhân|thứ|mỗi|lúc|sáng|chiều|\d)\b"
)
#: Words before an office that are nobody's name: "Để kịp thời tổng hợp, Sở Nội vụ đề nghị ...".
BETWEEN = pattern(r"^(?:kính|trân trọng|đồng thời|do đó|vì vậy|nay|tiếp tục)?$")
#: Words of an actor who is the reader of a dispatch, whoever that is.
ADDRESSED = pattern(
    r"^(?:quý|các (?:cơ quan|đơn vị|địa phương|đồng chí|sở|ban|phòng|trường|ông|bà|quý)|cơ quan|đơn vị"
    r"|địa phương"
    r"|thủ trưởng (?:các )?(?:cơ quan|đơn vị)|lãnh đạo (?:các )?(?:cơ quan|đơn vị))\b"
)
ADDRESSES = pattern(r"^(?:kính gửi|kính mời|trân trọng kính mời)\s*:\s*")
