"""Lists of names come apart at their joints, and names stay whole at theirs."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core import offices
from tracker.readers.owners.namelists import LONGEST_LIST, is_group, is_office, split_names

LISTS = [
    "Sở Giáo dục và Đào tạo | Sở Y tế",
    "Sở Lao động - Thương binh và Xã hội | Công an",
    "Trung tâm Đầu tư và Hội chợ | Báo Cần Thơ",
    "Văn phòng HĐND và UBND huyện | Phòng Y tế",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy | Sở Y tế",
    "Báo và Đài Phát thanh - Truyền hình Cần Thơ | Sở Y tế",
    "Phòng Kinh tế, Hạ tầng và Đô thị | Phòng Văn hóa - Xã hội | Trung tâm Phục vụ hành chính công",
    "Phòng Tài chính, Kế hoạch | Thanh tra | Văn phòng Sở",
    "Các sở, ban, ngành | UBND quận, huyện",
    "Các Sở, Ban, Ngành tỉnh | UBND các huyện, thị xã, thành phố",
    "Các phòng, ban chuyên môn | UBND các xã, thị trấn",
    "Bộ Y tế | các bộ, ngành, địa phương",
    "Cụm phó | các thành viên trong Cụm",
    "Sở Nội vụ | các cơ quan, đơn vị có liên quan",
    "Sở Y tế (Chi cục Dân số, Chi cục An toàn) | Sở Nội vụ",
    "UBMTTQ Việt Nam | các tổ chức chính trị - xã hội",
    "Hội Cựu chiến binh | Hội Nông dân | Tỉnh đoàn",
    "Sở KH&ĐT | Sở NN&PTNT | Phòng QLVH&GĐ",
    "UBND phường Tân An, quận Ninh Kiều | Phòng Nội vụ",
    "Uỷ ban nhân dân xã | Uỷ ban MTTQ xã",
    "Giám đốc Sở Nội vụ | Chủ tịch UBND các quận, huyện",
    "Bà Nguyễn Thị B | Đ/c Hùng | Sở Y tế",
    "Nguyễn Văn An | Trần Thị Bình",
    "Đ/c Nguyễn Văn An, Phó Chủ tịch UBND xã | bà Lan",
    "BGH | Tổ trưởng chuyên môn | GVCN",
    "SỞ NỘI VỤ | SỞ TÀI CHÍNH",
    "sở nội vụ | sở tài chính",
    "phòng Nội vụ | thanh tra",
    "Thuế thành phố | Kho bạc",
]
WHOLE = [
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Văn hoá, Thể thao và Du lịch",
    "Ban Thi đua - Khen thưởng - Sở Nội vụ",
    "Phòng Lao động, Thương binh và Xã hội",
    "Trung tâm Xúc tiến Đầu tư - Thương mại và Hội chợ triển lãm",
    "UBND quận/huyện",
    "Cơ quan, đơn vị liên quan",
    "Đội Trật tự, Xây dựng và Môi trường",
]
EVERY_DEPARTMENT = [f"Sở {field}" for field in offices.FIELDS.split("|")]
MANY = st.lists(st.sampled_from(EVERY_DEPARTMENT), min_size=1, max_size=6, unique=True)
JOINT = st.sampled_from([", ", "; ", " và ", ", và ", "\n", " & ", " / ", " cùng "])


@pytest.mark.parametrize("names", LISTS)
@pytest.mark.parametrize("joint", [", ", "; ", " và ", "\n"])
def test_names_part(names, joint):
    parts = names.split(" | ")
    assert list(split_names(joint.join(parts), None)) == parts


@pytest.mark.parametrize("name", WHOLE)
def test_names_with_joints_stay_whole(name):
    assert list(split_names(name, None)) == [name]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sở Nội vụ, Tài chính và Y tế", ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]),
        ("Các sở: Nội vụ, Kế hoạch và Đầu tư, Y tế", ["Sở Nội vụ", "Sở Kế hoạch và Đầu tư", "Sở Y tế"]),
        ("Hội Nông dân, Phụ nữ, Cựu chiến binh", ["Hội Nông dân", "Hội Phụ nữ", "Hội Cựu chiến binh"]),
        ("UBND xã Tân An, xã Tân Bình", ["UBND xã Tân An", "UBND xã Tân Bình"]),
        ("Hùng, Lan, Minh", ["Hùng", "Lan", "Minh"]),
        ("Sở Nội vụ - Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
        ("Sở Nội vụ, Sở Y tế, v.v.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Phòng Nội vụ, xã Tân An", ["Phòng Nội vụ", "xã Tân An"]),
    ],
)
def test_what_names_share_is_repeated(text, parts):
    assert list(split_names(text, None)) == parts


def test_names_of_the_directory_stay_whole(directory):
    text = "Đội Trật tự, Xây dựng và Môi trường, Bộ phận Một cửa và Phòng TC-KH"
    assert list(split_names(text, directory)) == [
        "Đội Trật tự, Xây dựng và Môi trường",
        "Bộ phận Một cửa",
        "Phòng TC-KH",
    ]


@pytest.mark.parametrize("name", ["UBND 13 quận, huyện", "UBND các quận, huyện", "chủ đầu tư", "nhân dân"])
def test_crowds_are_told_from_offices(name):
    assert is_group(name, None)
    assert not is_group("UBND quận Ninh Kiều", None)


@pytest.mark.parametrize("text", ["Khoa học và Công nghệ", "Tổ chức", "Hội nghị", "Phòng chống", "Sở, ngành"])
def test_what_only_looks_like_an_office_is_none(text):
    assert not is_office(text)


@given(MANY, st.data())
def test_every_known_name_is_found_in_any_order_with_any_joints(names, data):
    text = names[0]
    for name in names[1:]:
        text += data.draw(JOINT) + name
    assert list(split_names(text, None)) == names


@given(st.text(alphabet="Sở Y tếvà,;/.-()\n&", max_size=80))
def test_no_letter_is_lost(text):
    said = "".join("".join(split_names(text, None)).split())
    missing = [letter for letter in "ởYê" if said.count(letter) < text.count(letter)]
    assert not missing


def test_a_hostile_list_takes_no_time():
    begun = process_time()
    list(split_names(", ".join(["Sở x"] * 190)[:LONGEST_LIST], None))
    list(split_names("Sở và " * 300, None))
    assert process_time() - begun < 2
