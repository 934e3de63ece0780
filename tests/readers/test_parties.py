"""Owners come apart into lead and partners, names into parties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.plan import Party
from tracker.readers.parties import owners_in_heading, owners_in_sentence, read_owners, split_names


def names(parties):
    return [party.name for party in parties]


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        ("Sở Y tế chủ trì phối hợp với Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế chủ trì, phối hợp Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế chủ trì và phối hợp với Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế phối hợp các cơ quan có liên quan", ["Sở Y tế"], ["các cơ quan có liên quan"]),
        ("Sở Y tế chủ trì, Sở Nội vụ phối hợp", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Chủ trì: Sở Y tế. Phối hợp: Sở Nội vụ; UBND xã", ["Sở Y tế"], ["Sở Nội vụ", "UBND xã"]),
        ("Cơ quan chủ trì: Sở Y tế; đơn vị phối hợp: Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế, Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], []),
        ("Chủ trì phối hợp Sở Nội vụ", [], ["Sở Nội vụ"]),
        ("", [], []),
    ],
)
def test_lead_and_partners_come_apart(text, lead, partners):
    owners = read_owners(text, None)
    assert (names(owners.lead), names(owners.partners)) == (lead, partners)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Giáo dục và Đào tạo và Sở Y tế", ["Sở Giáo dục và Đào tạo", "Sở Y tế"]),
        ("Sở Tài nguyên và Môi trường", ["Sở Tài nguyên và Môi trường"]),
        ("Sở Lao động - Thương binh và Xã hội, Công an", ["Sở Lao động - Thương binh và Xã hội", "Công an"]),
        ("Trung tâm Đầu tư và Hội chợ, Báo Cần Thơ", ["Trung tâm Đầu tư và Hội chợ", "Báo Cần Thơ"]),
        ("Văn phòng HĐND và UBND huyện, Phòng Y tế", ["Văn phòng HĐND và UBND huyện", "Phòng Y tế"]),
        ("Các sở, ban, ngành; UBND quận, huyện", ["Các sở, ban, ngành", "UBND quận, huyện"]),
        ("Cụm phó và các thành viên trong Cụm", ["Cụm phó", "các thành viên trong Cụm"]),
        ("bà Lan, Sở Y tế", ["bà Lan, Sở Y tế"]),
        (
            "Sở Y tế (Chi cục Dân số, Chi cục An toàn), Sở Nội vụ",
            ["Sở Y tế (Chi cục Dân số, Chi cục An toàn)", "Sở Nội vụ"],
        ),
    ],
)
def test_names_part_only_where_both_sides_are_known(text, parts):
    assert list(split_names(text, None)) == parts


def test_names_of_the_directory_stay_whole(directory):
    text = "Đội Trật tự, Xây dựng và Môi trường, Bộ phận Một cửa và Phòng TCKH"
    assert list(split_names(text, directory)) == [
        "Đội Trật tự, Xây dựng và Môi trường",
        "Bộ phận Một cửa",
        "Phòng TCKH",
    ]


def test_name_in_brackets_is_an_alias():
    (party,) = read_owners("Ban TĐKT thành phố (Cơ quan Thường trực Hội đồng TĐKT) chủ trì", None).lead
    assert party == Party("Ban TĐKT thành phố", alias="Cơ quan Thường trực Hội đồng TĐKT")
    assert read_owners("Sở Y tế (bản điện tử)", None).lead == (Party("Sở Y tế (bản điện tử)"),)


@pytest.mark.parametrize(
    "name",
    ["các cơ quan liên quan", "UBND các quận, huyện", "UBND 14 phường", "Cụm phó", "Thủ trưởng các đơn vị"],
)
def test_crowds_are_groups(name):
    assert read_owners(name, None).lead[0].is_group


@pytest.mark.parametrize("name", ["Sở Y tế", "Ban Quản lý các Khu chế xuất và công nghiệp", "UBND xã Tân An"])
def test_offices_are_no_groups(name):
    assert read_owners(name, None).lead == (Party(name),)


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Giao Sở Nội vụ (Ban Thi đua - Khen thưởng thành phố)", ["Sở Nội vụ"]),
        ("Các cơ quan, đơn vị, địa phương", ["Các cơ quan, đơn vị, địa phương"]),
        ("Đề nghị Ban Tuyên giáo Thành ủy, Báo Cần Thơ:", ["Ban Tuyên giáo Thành ủy", "Báo Cần Thơ"]),
    ],
)
def test_heading_may_name_the_owners(heading, lead):
    assert names(owners_in_heading(heading, None).lead) == lead


@pytest.mark.parametrize("heading", ["NỘI DUNG", "Các hoạt động trọng tâm", "Hội nghị sơ kết", "Báo cáo quý"])
def test_other_headings_name_no_owner(heading):
    assert owners_in_heading(heading, None) is None


@pytest.mark.parametrize(
    "sentence",
    ["Giao Sở Nội vụ tổng hợp, báo cáo UBND thành phố.", "Sở Nội vụ: Xây dựng đề cương."],
)
def test_sentence_may_begin_with_its_owner(sentence):
    assert names(owners_in_sentence(sentence, None).lead) == ["Sở Nội vụ"]
    assert owners_in_sentence("Báo cáo kết quả về Sở Nội vụ.", None) is None


@given(
    st.lists(
        st.sampled_from(["Sở Y tế", "và", ",", ";", "(", ")", "phối hợp", "chủ trì", "x", "các"]), max_size=30
    )
)
def test_no_name_is_lost_or_invented(words):
    text = " ".join(words)
    owners = read_owners(text, None)
    said = " ".join(f"{party.name} {party.alias}" for party in (*owners.lead, *owners.partners))
    assert ("Sở Y tế" in said) == ("Sở Y tế" in text)
