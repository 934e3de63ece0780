"""Names of offices are compared with their short forms written out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core import offices
from tracker.core.names import canonical, field_of, is_common, is_field
from tracker.core.text import fold

SAME = [
    ("UBND TP. Cần Thơ", "Ủy ban nhân dân thành phố Cần Thơ", "Uỷ ban nhân dân thành phố Cần Thơ"),
    ("Sở GDĐT", "Sở GD&ĐT", "Sở GD-ĐT", "Sở GD và ĐT", "Sở Giáo dục và Đào tạo", "SỞ GIÁO DỤC - ĐÀO TẠO"),
    ("Sở LĐTBXH", "Sở LĐ-TB&XH", "Sở LĐTB và XH", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở VHTTDL", "Sở VHTT&DL", "Sở VH,TT&DL", "Sở VH-TT-DL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở TN&MT", "Sở TNMT", "Sở Tài nguyên và Môi trường"),
    ("Sở NN&PTNT", "Sở NN-PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("Sở TT&TT", "Sở TTTT", "Sở Thông tin và Truyền thông"),
    ("Sở TP", "Sở Tư pháp"),
    ("VP.UBND TP", "VP UBND thành phố", "Văn phòng Ủy ban nhân dân thành phố"),
    ("Ban TĐ-KT thành phố", "Ban TĐKT TP", "Ban Thi đua - Khen thưởng thành phố"),
    ("UBND Q. Ninh Kiều", "UBND quận Ninh Kiều"),
    ("UBND P.Tân An", "UBND phường Tân An"),
    ("P. TC-KH", "Phòng TCKH", "Phòng Tài chính và Kế hoạch", "Phòng Tài chính – Kế hoạch"),
    ("Hội LHPN xã", "Hội Phụ nữ xã", "Hội Liên hiệp Phụ nữ xã"),
    ("Hội ND xã", "Hội Nông dân xã"),
    ("Ủy ban MTTQ VN thành phố", "UBMTTQ Việt Nam thành phố", "MTTQ thành phố"),
    ("CATP", "CA TP", "Công an thành phố"),
    ("TT. HĐND thành phố", "Thường trực HĐND thành phố"),
    ("TT Y tế", "Trung tâm Y tế"),
    ("Đoàn TNCS HCM", "ĐTN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    ("BCH Quân sự xã", "Ban CHQS xã", "Ban Chỉ huy Quân sự xã"),
]  # fmt: skip
DIFFERENT = [
    ("Sở Tư pháp", "Sở Tài chính"),
    ("Công an thành phố", "Công an phường"),
    ("Sở Nội vụ", "Phòng Nội vụ"),
    ("Ban TĐKT thành phố", "Ban TĐKT Trung ương"),
    ("Văn phòng Thành ủy", "Văn phòng UBND thành phố"),
    ("Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường"),
]
EVERY_FIELD = st.sampled_from([f"Sở {field}" for field in offices.FIELDS.split("|")])


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_are_one(names):
    assert len({canonical(name).whole for name in names}) == 1


@pytest.mark.parametrize("names", DIFFERENT, ids=lambda names: names[0])
def test_different_names_stay_different(names):
    assert len({canonical(name).whole for name in names}) == 2


@pytest.mark.parametrize(
    ("name", "territory"),
    [
        ("Sở Nội vụ thành phố Cần Thơ", "thanh pho can tho"),
        ("Sở Nội vụ", ""),
        ("Sở Lao động - Thương binh và Xã hội", ""),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Hà Tĩnh", "tinh ha tinh"),
        ("Liên minh Hợp tác xã tỉnh", "tinh"),
        ("Ban Quản lý Khu công nghiệp", ""),
        ("Ban Tuyên giáo Thành ủy", "thanh uy"),
        ("Văn phòng Thành ủy", ""),
        ("Tỉnh đoàn", ""),
    ],
)
def test_territory_is_told_apart(name, territory):
    assert canonical(name).territory == territory


def test_fields_of_departments_are_known():
    assert field_of("Sở GD&ĐT thành phố") == "giao duc dao tao"
    assert is_field("Tài chính - Kế hoạch", "Phòng")
    assert not is_field("Tài chính", "Công an")
    assert is_common("Văn phòng HĐND và UBND huyện")
    assert not is_common("Phòng Một cửa")


@given(
    EVERY_FIELD,
    st.sampled_from([str.upper, str.lower, fold, lambda name: unicodedata.normalize("NFD", name)]),
)
def test_marks_and_case_do_not_matter(name, respelled):
    assert canonical(respelled(name)).whole == canonical(name).whole
