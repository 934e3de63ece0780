"""Owners come apart into lead and partners, names into parties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.plan import Party
from tracker.readers.owners.parties import owners_in_heading, owners_in_sentence, read_owners


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
        ("Chủ trì: Sở Y tế; Sở Nội vụ phối hợp", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("- Chủ trì: Sở Y tế\n- Phối hợp: Sở Nội vụ, Công an", ["Sở Y tế"], ["Sở Nội vụ", "Công an"]),
        ("Sở Y tế (chủ trì), Sở Nội vụ, Công an", ["Sở Y tế"], ["Sở Nội vụ", "Công an"]),
        ("Sở Y tế, Sở Nội vụ (phối hợp)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế (chủ trì, phối hợp với Sở Nội vụ)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế (CT); Sở Nội vụ (PH)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế - chủ trì; Sở Nội vụ, Công an - phối hợp", ["Sở Y tế"], ["Sở Nội vụ", "Công an"]),
        ("Sở Y tế và Sở Nội vụ đồng chủ trì", ["Sở Y tế", "Sở Nội vụ"], []),
        ("Sở Y tế là cơ quan thường trực, Công an phối hợp", ["Sở Y tế"], ["Công an"]),
        ("Sở Y tế là cơ quan chủ trì, Công an là cơ quan phối hợp", ["Sở Y tế"], ["Công an"]),
        ("Sở Y tế chủ trì cùng Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế chủ trì, tham mưu UBND tỉnh; Công an phối hợp", ["Sở Y tế"], ["Công an"]),
        ("Giao Sở Y tế chủ trì, phối hợp với Công an", ["Sở Y tế"], ["Công an"]),
        ("Đơn vị thực hiện: Sở Y tế; Đơn vị phối hợp: Công an", ["Sở Y tế"], ["Công an"]),
        ("Sở Y tế và các đơn vị liên quan", ["Sở Y tế"], ["các đơn vị liên quan"]),
        ("Phòng Y tế chủ trì. Công an, Văn phòng phối hợp", ["Phòng Y tế"], ["Công an", "Văn phòng"]),
        ("Phòng Y tế và UBND xã cùng phối hợp thực hiện", ["Phòng Y tế", "UBND xã"], []),
        ("Công đoàn phối hợp Chuyên môn", ["Công đoàn"], ["Chuyên môn"]),
        ("Công chức phụ trách TĐKT", ["Công chức phụ trách TĐKT"], []),
        ("Sở Y tế tham mưu", ["Sở Y tế"], []),
        ("đ/c Nguyễn Văn A – Trưởng phòng (phụ trách)", ["đ/c Nguyễn Văn A – Trưởng phòng"], []),
        ("Tổng phụ trách Đội", ["Tổng phụ trách Đội"], []),
        ("Tổng phụ trách", ["Tổng phụ trách"], []),
        ("Giáo viên phụ trách", ["Giáo viên phụ trách"], []),
        ("Công đoàn, Tổng phụ trách Đội phối hợp GVCN", ["Công đoàn", "Tổng phụ trách Đội"], ["GVCN"]),
        ("Sở Y tế phụ trách", ["Sở Y tế"], []),
        ("Phụ trách: Sở Y tế; Công đoàn phối hợp", ["Sở Y tế"], ["Công đoàn"]),
        ("Bộ đội Biên phòng tỉnh, Công an tỉnh", ["Bộ đội Biên phòng tỉnh", "Công an tỉnh"], []),
        ("", [], []),
    ],
)
def test_lead_and_partners_come_apart(text, lead, partners):
    owners = read_owners(text, None)
    assert (names(owners.lead), names(owners.partners)) == (lead, partners)


def test_name_in_brackets_is_an_alias():
    (party,) = read_owners("Ban TĐKT thành phố (Cơ quan Thường trực Hội đồng TĐKT) chủ trì", None).lead
    assert party == Party("Ban TĐKT thành phố", alias="Cơ quan Thường trực Hội đồng TĐKT")
    assert read_owners("Sở Y tế (bản điện tử)", None).lead == (Party("Sở Y tế (bản điện tử)"),)


@pytest.mark.parametrize(
    "name",
    [
        "các cơ quan liên quan",
        "UBND các quận, huyện",
        "UBND 14 phường",
        "Cụm phó",
        "Thủ trưởng các đơn vị",
        "Trưởng các phòng",
    ],
)
def test_crowds_are_groups(name):
    assert read_owners(name, None).lead[0].is_group


@pytest.mark.parametrize("name", ["Sở Y tế", "Ban Quản lý các Khu chế xuất và công nghiệp", "UBND xã Tân An"])
def test_offices_are_no_groups(name):
    assert read_owners(name, None).lead == (Party(name),)


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Giám đốc Sở Nội vụ, Chánh Văn phòng UBND", ["Giám đốc Sở Nội vụ", "Chánh Văn phòng UBND"]),
        ("Đồng chí Nguyễn Văn An", ["Đồng chí Nguyễn Văn An"]),
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
    ("sentence", "lead", "partners"),
    [
        ("Giao Sở Nội vụ tổng hợp, báo cáo UBND thành phố.", ["Sở Nội vụ"], []),
        ("Sở Nội vụ: Xây dựng đề cương.", ["Sở Nội vụ"], []),
        (
            "Sở Nội vụ chủ trì, phối hợp với Sở Y tế và Công an tham mưu.",
            ["Sở Nội vụ"],
            ["Sở Y tế", "Công an"],
        ),
        ("Sở Nội vụ phối hợp với các sở, ngành kịp thời xử lý.", ["Sở Nội vụ"], ["các sở, ngành"]),
        ("Định kỳ hằng quý, Sở Nội vụ báo cáo.", ["Sở Nội vụ"], []),
        ("Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện.", ["Thủ trưởng các đơn vị"], []),
        ("Giám đốc Sở Nội vụ chịu trách nhiệm tổ chức.", ["Giám đốc Sở Nội vụ"], []),
    ],
)
def test_sentence_may_begin_with_its_owner(sentence, lead, partners):
    owners = owners_in_sentence(sentence, None)
    assert (names(owners.lead), names(owners.partners)) == (lead, partners)


@pytest.mark.parametrize(
    "sentence", ["Báo cáo kết quả về Sở Nội vụ.", "Trước ngày 15/5, phối hợp với Sở Nội vụ tổ chức.", "", ":"]
)
def test_other_sentences_begin_with_no_owner(sentence):
    assert owners_in_sentence(sentence, None) is None


def test_text_too_long_for_owners_stays_whole():
    text = "Sở Y tế chủ trì, " * 200
    (party,) = read_owners(text, None).lead
    assert text.startswith(party.name)


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


@pytest.mark.parametrize(
    ("sentence", "lead", "partners"),
    [
        ("Các ban tổ chức huyện ủy, thành ủy gửi tham luận", ["Các ban tổ chức huyện ủy, thành ủy"], []),
        ("Ban tổ chức Tỉnh ủy tham mưu nhân sự", ["Ban tổ chức Tỉnh ủy"], []),
        ("Phòng tổ chức cán bộ rà soát hồ sơ", ["Phòng tổ chức cán bộ"], []),
        ("Phòng Nội vụ tổ chức hội nghị", ["Phòng Nội vụ"], []),
        ("Các phòng tổ chức hội nghị", ["Các phòng"], []),
        ("Các tổ chuyên môn nộp kế hoạch", ["Các tổ chuyên môn"], []),
        ("Các chi bộ báo cáo kết quả", ["Các chi bộ"], []),
        ("Bộ đội Biên phòng tỉnh kêu gọi tàu thuyền", ["Bộ đội Biên phòng tỉnh"], []),
        ("Sở Công Thương xây dựng kế hoạch chi tiết", ["Sở Công Thương"], []),
        ("Sở Y tế chủ trì, phối hợp với các sở, ngành rà soát", ["Sở Y tế"], ["các sở, ngành"]),
        (
            "Sở Y tế phối hợp với Công an tỉnh, Sở Công Thương kiểm tra",
            ["Sở Y tế"],
            ["Công an tỉnh", "Sở Công Thương"],
        ),
        (
            "Sở Y tế chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh theo dõi",
            ["Sở Y tế"],
            ["Văn phòng Ủy ban nhân dân tỉnh"],
        ),
    ],
)
def test_owners_open_a_sentence(sentence, lead, partners):
    owners = owners_in_sentence(sentence, None)
    assert (names(owners.lead), names(owners.partners)) == (lead, partners)
