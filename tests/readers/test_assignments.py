"""Undated duties are listed where a text says plainly who must do what, and nowhere else."""

import pytest

from tests.readers.conftest import keys

TITLE = "KẾ HOẠCH\nTổ chức Hội nghị năm 2024\n\n"


def assigned(plan, text):
    return [(task.title, [party.name for party in task.lead]) for task in plan(f"{TITLE}{text}").tasks]


@pytest.mark.parametrize(
    "heading",
    [
        "3. Sở Tài chính",
        "3. Sở Tài chính:",
        "3. Giao Sở Tài chính",
        "3. Đề nghị Sở Tài chính",
        "3. Đối với Sở Tài chính",
        "3. Trách nhiệm của Sở Tài chính",
        "2.1. Sở Tài chính",
        "a) Sở Tài chính:",
    ],
)
@pytest.mark.parametrize("mark", ["- ", "+ ", ""])
def test_lines_below_an_office_are_its_duties(plan, heading, mark):
    text = f"IV. TỔ CHỨC THỰC HIỆN\n{heading}\n{mark}Thẩm định dự toán kinh phí tổ chức Hội nghị.\n"
    assert assigned(plan, text) == [("Thẩm định dự toán kinh phí tổ chức Hội nghị.", ["Sở Tài chính"])]


@pytest.mark.parametrize("heading", ["Sở Tài chính", "Sở Tài chính:", "* Sở Tài chính:"])
def test_office_without_a_number_may_head_bullets(plan, heading):
    text = f"IV. TỔ CHỨC THỰC HIỆN\n{heading}\n- Thẩm định dự toán kinh phí.\n"
    assert assigned(plan, text) == [("Thẩm định dự toán kinh phí.", ["Sở Tài chính"])]


@pytest.mark.parametrize(
    "section",
    ["TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG NHIỆM VỤ", "TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ", "Tổ chức, phân công thực hiện"],
)
@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ xây dựng đề cương.", ["Sở Y tế"]),
        ("Đề nghị Ban Tuyên giáo Thành ủy chỉ đạo công tác tuyên truyền.", ["Ban Tuyên giáo Thành ủy"]),
        ("Sở Y tế có trách nhiệm theo dõi, đôn đốc các đơn vị.", ["Sở Y tế"]),
        ("Sở Y tế: Bố trí xe cứu thương phục vụ Hội nghị.", ["Sở Y tế"]),
        ("Ban chỉ đạo xã kiểm tra việc thực hiện Kế hoạch.", ["Ban chỉ đạo xã"]),
        ("Các cơ quan, đơn vị xây dựng kế hoạch cụ thể.", ["Các cơ quan, đơn vị"]),
        ("Căn cứ Kế hoạch này, Sở Y tế xây dựng kế hoạch cụ thể.", ["Sở Y tế"]),
        ("Chuẩn bị hội trường và âm thanh (Văn phòng UBND huyện chủ trì).", ["Văn phòng UBND huyện"]),
    ],
)
def test_sentences_that_name_an_office_are_its_duties(plan, section, sentence, lead):
    assert assigned(plan, f"IV. {section}\n1. {sentence}\n") == [(sentence, lead)]


@pytest.mark.parametrize(
    "text",
    [
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Yêu cầu\n- Các cơ quan, đơn vị triển khai nghiêm túc, hiệu quả, tiết kiệm.\n",
        (
            "I. MỤC TIÊU\n1. Sở Y tế phấn đấu hoàn thành 100% chỉ tiêu trước ngày 31/12/2024 theo kế hoạch.\n"
            "II. NỘI DUNG\n1. Tuyên truyền sâu rộng trong Nhân dân.\n"
        ),
        "II. NỘI DUNG\n1. Các sở, ban, ngành tổ chức các hoạt động thiết thực chào mừng.\n",
        "II. NỘI DUNG\n1. Hội nghị\na) Thành phần:\n- Đại diện lãnh đạo Sở Y tế và các đơn vị;\n",
        "IV. TỔ CHỨC THỰC HIỆN\nTrong quá trình thực hiện nếu có khó khăn, đề nghị Sở Y tế phản ánh kịp thời.\n",
        "IV. TỔ CHỨC THỰC HIỆN\nTrên đây là Kế hoạch tổ chức Hội nghị, Sở Y tế yêu cầu các đơn vị thực hiện./.\n",
        "IV. TỔ CHỨC THỰC HIỆN\nYêu cầu các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này./.\n",
    ],
)
def test_aims_details_and_closing_words_are_no_duties(plan, text):
    assert [title for title, _ in assigned(plan, text) if "31/12" not in title] == []


def test_paragraph_behind_the_last_bullet_is_of_nobody_there(plan):
    text = "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Bố trí kinh phí thực hiện.\nNhận được Kế hoạch, phải làm ngay.\n"
    assert assigned(plan, text) == [("Bố trí kinh phí thực hiện.", ["Sở Y tế"])]


def test_order_makes_duties_of_the_list_below(plan):
    text = (
        "CHỈ THỊ\nVề phòng, chống thiên tai\n\nChủ tịch UBND tỉnh yêu cầu:\n1. Sở Y tế:\na) Chuẩn bị đủ cơ số thuốc.\n"
        "b) Báo cáo kết quả trước ngày 15/5/2024.\n2. Giao Văn phòng UBND tỉnh theo dõi việc thực hiện.\n"
    )
    tasks = plan(text).tasks
    assert [task.ordinal for task in tasks] == ["1.a", "1.b", "2"]
    assert [task.lead[0].name for task in tasks] == ["Sở Y tế", "Sở Y tế", "Văn phòng UBND tỉnh"]


def test_undated_duties_are_told_once(plan):
    text = "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Bố trí đủ kinh phí thực hiện.\n- Theo dõi việc thực hiện.\n"
    read = plan(f"{TITLE}{text}")
    assert [dict(flaw.facts) for flaw in read.problems if flaw.key == "document.undated_duties"] == [
        {"count": 2}
    ]
    assert not [key for key in keys(read) if key.startswith("task.")]
