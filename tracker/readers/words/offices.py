"""The words by which owners are known: roles, names of offices, crowds, persons."""

import re

from tracker.readers.words.headings import ORGAN, TIERS
from tracker.readers.words.patterns import any_of as _any
from tracker.readers.words.patterns import pattern as _pattern

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
_KIND = f"(?:{_OFFICES}|{_MEMBERS}|{TIERS})"
#: A crowd of offices in a heading, told from "các hoạt động".
CROWD = _pattern(
    rf"^(?:(?:(?:thủ trưởng |lãnh đạo |tất cả )?các|những|toàn thể)\s+{_KIND}|{_ROLES_OF_MANY})\b"
)
#: A crowd by its kinds alone: what follows a comma is one kind more ("Các Sở, Ban chuyên môn").
KINDS_ONLY = _pattern(rf"^(?:các|những)\s+{_KIND}(?:\s*[,/-]\s*{_KIND})*$")
GROUP_INSIDE = _pattern(
    rf"\b(?:liên|hữu) quan\b|\bcác (?:{TIERS}|{_OFFICES})\b"
    rf"|\b{TIERS}(?:,|/| và| -) ?{TIERS}\b|^[^,]{{1,60}}\b\d+ {TIERS}\b"
)
_COMMITTEE = r"\b(?:tỉnh|thành|huyện|quận|thị|đảng) ủy"
#: A crowd named by the committees it serves ("các ban tổ chức huyện ủy"), and one committee more.
OF_COMMITTEES = _pattern(rf"^(?:các|những)\b.{{0,80}}{_COMMITTEE}$")
COMMITTEE = _pattern(rf"^{_COMMITTEE}\b")
#: A crowd that helps wherever somebody is named before it.
CONCERNED = _pattern(r"\b(?:liên|hữu) quan\b")
#: Offices of one kind under one word: "Các sở: Nội vụ, Tài chính".
SHARED_OPENER = _pattern(rf"^(?:các|liên)\s+(?!ban tổ chức {ORGAN})(sở|phòng|hội|bộ|ban|ngành)\b\s*:?\s+")
#: The tier that a territory begins with, and its place.
TERRITORY = re.compile(rf"\b{TIERS}\b(?=\s+{_CAPITAL})")
#: Where a name ends in a tier and its place, before a word that belongs to no name.
ENDS_IN_PLACE = re.compile(
    rf"\b{TIERS}(?:\s+(?:{_CAPITAL}\w*|\d{{1,2}}\b)){{0,4}}(?=\s+(?!{_CAPITAL})[^\W\d_])"
    r"(?!\s+(?:hội|ủy|uỷ|đoàn|viên|đội|và|của|thuộc|cùng|có|đã|vừa|là|được|bị)\b)"
)
#: Two assemblies with one office: "Văn phòng HĐND và UBND" is one unit.
SHARED_OFFICE = _pattern(
    rf"^{_any('Văn phòng|VP|Thường trực|TT.')}.{{0,80}}{_any('HĐND|ĐBQH|Hội đồng nhân dân')}$"
)
ASSEMBLY = _pattern(rf"^{_any('HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân')}\b")
#: The older placing of marks, beside the one that the patterns have.
OLDER_MARKS = {"Uỷ": "Ủy", "uỷ": "ủy", "UỶ": "ỦY", "Toà": "Tòa", "toà": "tòa", "hoà": "hòa", "Hoà": "Hòa"}
