"""What Vietnamese offices are called: short forms, tiers, fields, names with commas inside, renames.

Data only. Short forms stand for their words wherever capitals, dashes, dots and
"&" may stand in them ("TĐ-KT", "TĐKT"); names are compared by ``core.names``.
"""

from datetime import date
from typing import NamedTuple

#: Tiers of government; what follows one at the end of a name is its territory. Quận, huyện, thị xã, thị trấn
#: and thành phố thuộc tỉnh ended on 01/7/2025 (Luật 72/2025/QH15) and live on in older texts.
TIERS = "thành phố|tỉnh|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu"
PARTY_TIERS = "Tỉnh ủy|Thành ủy|Quận ủy|Huyện ủy|Thị ủy"
#: Offices of the Party: "Ban Tuyên giáo" is "Ban Tuyên giáo Thành ủy" where nobody else is.
PARTY_OFFICES = "Ban|Ủy ban Kiểm tra|Trung tâm Chính trị"

#: Words before a tier's own letter that show it to be one: "UBND P. Tân An", "Công an Q. Ninh Kiều".
TIER_LETTERS = {
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "Q": "quận",
    "H": "huyện",
    "P": "phường",
    "X": "xã",
    "T": "tỉnh",
}
HAS_TERRITORY = "Ủy ban nhân dân|Hội đồng nhân dân|Mặt trận Tổ quốc|Công an|Đảng ủy|Chủ tịch|Trạm Y tế"

#: Short forms that mean one thing wherever they stand.
SHORT = {
    "UBND": "Ủy ban nhân dân",
    "UB": "Ủy ban",
    "HĐND": "Hội đồng nhân dân",
    "HĐ": "Hội đồng",
    "ĐBQH": "Đại biểu Quốc hội",
    "MTTQ": "Mặt trận Tổ quốc",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc",
    "UBMT": "Ủy ban Mặt trận Tổ quốc",
    "UBKT": "Ủy ban Kiểm tra",
    "VN": "Việt Nam",
    "TW": "Trung ương",
    "VP": "Văn phòng",
    "BCĐ": "Ban Chỉ đạo",
    "BCH": "Ban Chấp hành",
    "BCHQS": "Ban Chỉ huy Quân sự",
    "BCH Quân sự": "Ban Chỉ huy Quân sự",
    "CHQS": "Chỉ huy Quân sự",
    "BQL": "Ban Quản lý",
    "QLDA": "Quản lý dự án",
    "ĐTXD": "Đầu tư xây dựng",
    "BĐBP": "Bộ đội Biên phòng",
    "TĐKT": "Thi đua Khen thưởng",
    "CATP": "Công an thành phố",
    "CATX": "Công an thị xã",
    "BTG": "Ban Tuyên giáo",
    "BDV": "Ban Dân vận",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Phụ nữ",
    "HLHPN": "Hội Phụ nữ",
    "HPN": "Hội Phụ nữ",
    "CCB": "Cựu chiến binh",
    "HCCB": "Hội Cựu chiến binh",
    "HND": "Hội Nông dân",
    "ĐTN": "Đoàn Thanh niên",
    "TNCS": "Thanh niên Cộng sản",
    "TNCSHCM": "Thanh niên Cộng sản Hồ Chí Minh",
    "HCM": "Hồ Chí Minh",
    "CTĐ": "Chữ thập đỏ",
    "NCT": "Người cao tuổi",
    "VHNT": "Văn học nghệ thuật",
    "KHKT": "Khoa học Kỹ thuật",
    "BHXH": "Bảo hiểm xã hội",
    "KBNN": "Kho bạc Nhà nước",
    "NHNN": "Ngân hàng Nhà nước",
    "NHCSXH": "Ngân hàng Chính sách xã hội",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "VKS": "Viện kiểm sát nhân dân",
    "THADS": "Thi hành án dân sự",
    "QLTT": "Quản lý thị trường",
    "GDĐT": "Giáo dục Đào tạo",
    "GDNN": "Giáo dục nghề nghiệp",
    "GDTX": "Giáo dục thường xuyên",
    "LĐTBXH": "Lao động Thương binh Xã hội",
    "LĐTB và XH": "Lao động Thương binh Xã hội",
    "TNMT": "Tài nguyên Môi trường",
    "NNPTNT": "Nông nghiệp Phát triển nông thôn",
    "NNMT": "Nông nghiệp Môi trường",
    "NN và MT": "Nông nghiệp Môi trường",
    "NTM": "nông thôn mới",
    "VHTTDL": "Văn hóa Thể thao Du lịch",
    "VHTT và DL": "Văn hóa Thể thao Du lịch",
    "VHXH": "Văn hóa Xã hội",
    "TTTT": "Thông tin Truyền thông",
    "TTTT và TT": "Thông tin Truyền thanh",
    "KHCN": "Khoa học Công nghệ",
    "KHĐT": "Kế hoạch Đầu tư",
    "TCKH": "Tài chính Kế hoạch",
    "GTVT": "Giao thông vận tải",
    "KTHT": "Kinh tế Hạ tầng",
    "KTHTĐT": "Kinh tế Hạ tầng Đô thị",
    "QLĐT": "Quản lý đô thị",
    "QLVH": "Quản lý văn hóa",
    "DTTG": "Dân tộc Tôn giáo",
    "TCCB": "Tổ chức cán bộ",
    "TCHC": "Tổ chức Hành chính",
    "HCTH": "Hành chính Tổng hợp",
    "KHTH": "Kế hoạch Tổng hợp",
    "PTTH": "Phát thanh Truyền hình",
    "PTTT": "Phát thanh Truyền hình",
    "TTĐT": "Thông tin điện tử",
    "CNTT": "Công nghệ thông tin",
    "PVHCC": "Phục vụ hành chính công",
    "HCC": "hành chính công",
    "TTYT": "Trung tâm Y tế",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "PCTT": "Phòng chống thiên tai",
    "TKCN": "Tìm kiếm cứu nạn",
    "PCCC": "Phòng cháy chữa cháy",
    "ATTP": "An toàn thực phẩm",
    "HTX": "Hợp tác xã",
    "KCN": "khu công nghiệp",
    "DN": "doanh nghiệp",
}
#: Short forms at the beginning of a name.
SHORT_FIRST = {
    "CA": "Công an",
    "CAT": "Công an tỉnh",
    "TT": "Trung tâm",
    "TT Hội đồng nhân dân": "Thường trực Hội đồng nhân dân",
    "TT HĐND": "Thường trực Hội đồng nhân dân",
    "TTr": "Thanh tra",
    "P": "Phòng",
    "S": "Sở",
    "T Tâm": "Trung tâm",
}
#: Short forms of fields, after the words that fields follow.
FIELD_OPENERS = "Sở|Phòng|Bộ|Ty|Ngành|Ban|Vụ|Chi cục|Cục|Trưởng phòng|Phó Trưởng phòng|Giám đốc Sở"
SHORT_FIELDS = {
    "NV": "Nội vụ",
    "TC": "Tài chính",
    "TP": "Tư pháp",
    "CT": "Công Thương",
    "XD": "Xây dựng",
    "YT": "Y tế",
    "NgV": "Ngoại vụ",
    "NN": "Nông nghiệp",
    "KT": "Kinh tế",
    "VH": "Văn hóa",
    "VHTT": "Văn hóa Thông tin",
    "DL": "Du lịch",
    "DT": "Dân tộc",
    "TG": "Tuyên giáo",
    "DV": "Dân vận",
    "TH": "Tổng hợp",
    "CH Quân sự": "Chỉ huy Quân sự",
    "CHQS": "Chỉ huy Quân sự",
}
#: Short forms of associations, after "Hội" and "Đoàn".
ASSOCIATION_OPENERS = "Hội|Đoàn"
SHORT_ASSOCIATIONS = {"ND": "Nông dân", "PN": "Phụ nữ", "TN": "Thanh niên", "CCB": "Cựu chiến binh"}

#: Longer names of the same office, and the one they are compared by.
SAME_AS = {
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam": "Trung ương Mặt trận Tổ quốc",
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam": "Mặt trận Tổ quốc",
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc": "Mặt trận Tổ quốc",
    "Ủy ban Mặt trận Tổ quốc Việt Nam": "Mặt trận Tổ quốc",
    "Ủy ban Mặt trận Tổ quốc": "Mặt trận Tổ quốc",
    "Mặt trận Tổ quốc Việt Nam": "Mặt trận Tổ quốc",
    "Thanh niên Cộng sản Hồ Chí Minh": "Thanh niên",
    "Thanh niên Cộng sản": "Thanh niên",
    "Liên hiệp Phụ nữ Việt Nam": "Phụ nữ",
    "Liên hiệp Phụ nữ": "Phụ nữ",
    "Nông dân Việt Nam": "Nông dân",
    "Cựu chiến binh Việt Nam": "Cựu chiến binh",
    "Chữ thập đỏ Việt Nam": "Chữ thập đỏ",
}
#: Who speaks for an office: "Giám đốc Sở Nội vụ" is told as "Sở Nội vụ".
OFFICERS = (
    "Giám đốc|Phó Giám đốc|Chủ tịch|Phó Chủ tịch|Thủ trưởng|Lãnh đạo|Trưởng|Phó Trưởng|Chánh|Phó Chánh|Bí thư"
    "|Phó Bí thư|Thường trực|Cục trưởng|Chi cục trưởng|Hiệu trưởng|Bộ trưởng|Viện trưởng|Đồng chí Giám đốc"
)

#: Fields of departments (Nghị định 24/2014, 37/2014, 107/2020, 108/2020, 45/2025, 150/2025/NĐ-CP) and of
#: ministries, joints inside or not: "Sở Nội vụ, Tài chính" are two, "Phòng Tài chính, Kế hoạch" is one.
FIELDS = (
    "Nội vụ|Tư pháp|Tài chính|Kế hoạch và Đầu tư|Công Thương|Nông nghiệp và Phát triển nông thôn"
    "|Nông nghiệp và Môi trường|Giao thông vận tải|Giao thông vận tải - Xây dựng|Xây dựng"
    "|Tài nguyên và Môi trường|Thông tin và Truyền thông|Lao động - Thương binh và Xã hội"
    "|Văn hóa, Thể thao và Du lịch|Văn hóa và Thể thao|Văn hóa, Thông tin và Thể thao|Du lịch"
    "|Văn hóa, Thể thao, Du lịch và Thông tin|Văn hóa, Thông tin, Thể thao và Du lịch"
    "|Khoa học và Công nghệ|Giáo dục và Đào tạo|Giáo dục|Y tế|Ngoại vụ|Dân tộc|Dân tộc và Tôn giáo"
    "|Quy hoạch - Kiến trúc|An toàn thực phẩm|Tài chính - Kế hoạch|Kinh tế|Kinh tế và Hạ tầng"
    "|Kinh tế, Hạ tầng và Đô thị|Kinh tế và Đô thị|Quản lý đô thị|Văn hóa và Thông tin|Văn hóa - Xã hội"
    "|Văn hóa, Khoa học và Thông tin|Văn hóa|Nông nghiệp|Công thương và Khoa học|Công nghiệp"
    "|Kinh tế - Hạ tầng nông thôn|Tổ chức - Hành chính|Hành chính - Tổng hợp|Hành chính - Tổ chức"
    "|Hành chính - Quản trị|Kế hoạch - Tài chính|Kế hoạch - Tổng hợp|Tổ chức cán bộ|Tổng hợp"
    "|Tổ chức - Kiểm tra|Tuyên giáo|Dân vận|Tuyên giáo và Dân vận|Tổ chức|Nội chính|Kiểm tra|Quốc phòng"
    "|Ngoại giao|Pháp chế|Kinh tế - Ngân sách|Văn hóa và Thể thao, Du lịch|Y tế và Dân số"
    "|Nông nghiệp và Phát triển nông thôn - Tài nguyên và Môi trường|Văn xã|Khoa giáo"
)
#: Names of associations after "Hội", where several may share one word: "Hội Nông dân, Phụ nữ".
ASSOCIATIONS = (
    "Nông dân|Phụ nữ|Liên hiệp Phụ nữ|Cựu chiến binh|Người cao tuổi|Chữ thập đỏ|Khuyến học|Luật gia|Nhà báo"
    "|Văn học nghệ thuật|Đông y|Cựu Thanh niên xung phong|Nạn nhân chất độc da cam|Người khuyết tật|Sinh viên"
)
#: Whole names with joints inside whose parts could be taken for offices of their own.
WITH_JOINTS = (
    "Báo và Đài Phát thanh - Truyền hình|Báo và Phát thanh, Truyền hình|Báo và phát thanh, truyền hình"
    "|Văn phòng Đoàn Đại biểu Quốc hội và Hội đồng nhân dân"
    "|Văn phòng Đoàn Đại biểu Quốc hội, Hội đồng nhân dân"
    "|Văn phòng Hội đồng nhân dân và Ủy ban nhân dân|Thường trực Hội đồng nhân dân và Ủy ban nhân dân"
    "|Văn phòng Đoàn Đại biểu Quốc hội, Hội đồng nhân dân và Ủy ban nhân dân"
    "|Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ|Liên hiệp các Hội Khoa học và Kỹ thuật"
    "|Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn|Ban Chỉ huy Phòng thủ dân sự"
    "|Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên|Hội Bảo trợ Người khuyết tật và Trẻ mồ côi"
    "|Hội Bảo trợ Người khuyết tật, Trẻ mồ côi và Bệnh nhân nghèo|Hội Doanh nghiệp nhỏ và vừa"
    "|Trung tâm Xúc tiến Đầu tư - Thương mại và Hội chợ triển lãm|Trung tâm Bồi dưỡng chính trị"
    "|Trung tâm Văn hóa, Thông tin và Truyền thanh|Trung tâm Văn hóa, Thể thao và Truyền thanh"
)


class Renamed(NamedTuple):
    """A field whose department ended, the one that took its work over, and the law that says so."""

    former: str
    present: str
    until: date  # the last day, inclusive
    source: str


_PROVINCES = "Nghị định 45/2025/NĐ-CP"
_LAST_DAY = date(2025, 2, 28)
#: The mergers of departments of 01/3/2025. Only whole departments: single tasks went elsewhere too.
RENAMED = (
    Renamed("Kế hoạch và Đầu tư", "Tài chính", _LAST_DAY, _PROVINCES),
    Renamed("Giao thông vận tải", "Xây dựng", _LAST_DAY, _PROVINCES),
    Renamed("Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường", _LAST_DAY, _PROVINCES),
    Renamed("Tài nguyên và Môi trường", "Nông nghiệp và Môi trường", _LAST_DAY, _PROVINCES),
    Renamed("Thông tin và Truyền thông", "Khoa học và Công nghệ", _LAST_DAY, _PROVINCES),
    Renamed("Lao động - Thương binh và Xã hội", "Nội vụ", _LAST_DAY, _PROVINCES),
)

#: Words of the names of offices in the case in which they are written: of them are made those in capitals.
WORDS_OF_NAMES = (
    "Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Ủy ban Mặt trận Tổ quốc Việt Nam"
    "|Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc|Thường trực|Văn phòng|Sở|Phòng|Bộ|Cục|Chi cục"
    "|Tổng cục|Vụ|Thanh tra|Công an|Ban Tổ chức|Ban Tuyên giáo|Ban Dân vận|Ban Nội chính|Ban Thường vụ"
    "|Ban Chấp hành|Ban Chỉ đạo|Ban Chỉ huy|Bộ Chỉ huy|Quân sự|Ban Quản lý|Ban Chỉ huy Phòng thủ dân sự"
    "|Ban Tiếp công dân|Ban Pháp chế|Ban|Hội đồng|Thi đua - Khen thưởng|Hội|Liên hiệp Phụ nữ Việt Nam"
    "|Nông dân Việt Nam|Cựu chiến binh Việt Nam|Liên đoàn Lao động|Công đoàn|Bảo hiểm xã hội"
    "|Kho bạc Nhà nước|Ngân hàng Nhà nước|Tòa án nhân dân|Viện kiểm sát nhân dân|Cục Thuế|Cục Thống kê"
    "|Cục Hải quan|Trung tâm|Phục vụ hành chính công|Trung tâm Y tế|Trung tâm Chính trị|Chuyển đổi số"
    "|Biển và Hải đảo|Thủy lợi|Kiểm lâm|Dân số|Bệnh viện đa khoa|Kinh tế|Kinh tế, Hạ tầng và Đô thị"
    "|Kinh tế và Hạ tầng|Xã hội|Văn hóa và Thông tin|Văn hóa - Xã hội|Tài chính - Kế hoạch|Quản lý đô thị"
    "|Dân tộc và Tôn giáo|Đảng bộ|Đảng ủy|Trường|Trường Đại học|Trạm Y tế|Phòng Giáo dục và Đào tạo"
    "|Đoàn Đại biểu Quốc hội|Kinh tế - Xã hội|Kinh tế - Ngân sách|và"
)
#: Words of offices behind which their proper name stands: "Trường THCS Tân Mai", "Tỉnh đoàn Bắc Hà".
BEFORE_PROPER_NAMES = (
    "TP.|TP|THCS|THPT|Tiểu học|Mầm non|Mẫu giáo|Trung học cơ sở|Trung học phổ thông|Tỉnh đoàn|Thành đoàn"
    "|Huyện đoàn|Quận đoàn"
)
