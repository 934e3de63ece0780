"""Units are found by their names on the day that counts."""

from datetime import date, timedelta

import pytest

from tracker.core.directory import DatedName, Directory, Person, Unit

LAN = Person("Lan", "lan@x.vn")
LAST = date(2025, 2, 28)
NEXT = LAST + timedelta(days=1)
DIRECTORY = Directory(
    (
        Unit("so-noi-vu", "Sở Nội vụ", ("Sở Nội vụ thành phố",)),
        Unit("so-gd-dt", "Sở Giáo dục và Đào tạo"),
        Unit("so-tai-chinh", "Sở Tài chính", former=(DatedName("Sở Kế hoạch và Đầu tư", until=LAST),)),
        Unit("so-gtvt", "Sở Giao thông vận tải", until=LAST, successor="so-xay-dung"),
        Unit("so-xay-dung", "Sở Xây dựng", people=(LAN,)),
        Unit("cong-an", "Công an thành phố Cần Thơ"),
        Unit("tuyen-giao", "Ban Tuyên giáo Thành ủy"),
        Unit("an-binh", "UBND phường An Bình"),
        Unit("tan-an", "UBND phường Tân An"),
    ),
    LAN,
    office="Ban Thi đua - Khen thưởng thành phố Cần Thơ",
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("so-noi-vu", "so-noi-vu"),
        ("SỞ NỘI VỤ", "so-noi-vu"),
        ("Sở NV", "so-noi-vu"),
        ("Sở Nội vụ thành phố Cần Thơ", "so-noi-vu"),
        ("Sở Nội vụ TP. Cần Thơ", "so-noi-vu"),
        ("Sở Nội vụ Cần Thơ", "so-noi-vu"),
        ("Sở Nội vụ (qua Ban TĐKT)", "so-noi-vu"),
        ("Giám đốc Sở Nội vụ", "so-noi-vu"),
        ("Sở GD&ĐT", "so-gd-dt"),
        ("Công an", "cong-an"),
        ("CATP", "cong-an"),
        ("Ban Tuyên giáo", "tuyen-giao"),
        ("Ủy ban nhân dân P. Tân An", "tan-an"),
        ("UBND phường Tân An, quận Ninh Kiều", "tan-an"),
    ],
)
def test_units_are_found(name, code):
    assert DIRECTORY.find(name).code == code


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Sở Nội vụ tỉnh Hậu Giang",
        "Sở Nội vụ tỉnh",
        "Công an phường",
        "Công an tỉnh",
        "Công an thành phố Đà Nẵng",
        "Sở Nội vụ thành phố Đà Nẵng",
        "Sở Nội vụ thành phố, Sở Y tế",
        "UBND phường",
        "UBND phường Thới Bình",
        "Văn phòng Thành ủy",
        "Phòng Nội vụ",
        "Ban Tuyên giáo Trung ương",
    ],
)
def test_what_may_be_another_is_not_found(name):
    assert DIRECTORY.find(name) is None


def test_a_name_means_what_it_meant_on_the_day():
    units = (
        Unit("old", "Phòng Kinh tế", until=LAST, successor="new"),
        Unit("new", "Phòng Kinh tế", since=NEXT),
    )
    directory = Directory(units, LAN)
    assert directory.as_of(LAST).find("Phòng Kinh tế").code == "old"
    assert directory.as_of(NEXT).find("Phòng Kinh tế").code == "new"
    assert directory.find("Phòng Kinh tế").code == "new"


def test_a_name_used_after_its_end_is_noticed_and_still_means_its_unit():
    late, timely = DIRECTORY.as_of(NEXT), DIRECTORY.as_of(LAST)
    assert (late.ended_on("Sở KH&ĐT"), timely.ended_on("Sở KH&ĐT")) == (LAST, None)
    assert late.find("Sở KH&ĐT").code == "so-tai-chinh"
    assert (late.ended_on("Sở GTVT"), late.ended_on("Sở Tài chính"), late.ended_on("Sở X")) == (
        LAST,
        None,
        None,
    )


def test_the_successor_answers_for_a_unit_that_has_ended():
    assert DIRECTORY.as_of(LAST).answering("so-gtvt").code == "so-gtvt"
    assert DIRECTORY.as_of(NEXT).answering("so-gtvt").code == "so-xay-dung"
    assert DIRECTORY.answering("so-gtvt").code == "so-gtvt"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Kế hoạch Đầu tư TP Cần Thơ", "so-tai-chinh"),
        ("Sở KHĐT tỉnh Hậu Giang", "so-tai-chinh"),
        ("Sở Nội vụ tỉnh Hậu Giang", "so-noi-vu"),
        ("Sở LĐTBXH", "so-noi-vu"),  # whose work it took over
        ("Công an phường", "cong-an"),
        ("Ban Tuyen giao va Dan van Thanh uy", "tuyen-giao"),
    ],
)
def test_unknown_names_have_likely_units(name, code):
    assert DIRECTORY.like(name)[0].code == code


def test_validity_includes_both_days():
    name = DatedName("x", since=LAST, until=NEXT)
    assert [name.holds_on(LAST + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert name.overlaps(DatedName("x", since=NEXT))
    assert not DatedName("x", until=LAST).overlaps(DatedName("x", since=NEXT))
