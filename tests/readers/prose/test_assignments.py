"""Undated duties are listed where a text says plainly who must do what, and nowhere else."""

from datetime import date

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
    [
        "TỔ CHỨC THỰC HIỆN",
        "PHÂN CÔNG",
        "PHÂN CÔNG NHIỆM VỤ",
        "TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ",
        "Tổ chức, phân công thực hiện",
    ],
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
    "heading",
    [
        "II. PHÂN CÔNG",
        "PHÂN CÔNG THỰC HIỆN",
        "II. Phân công thực hiện:",
        "III. TRÁCH NHIỆM",
        "2. Trách nhiệm thực hiện",
    ],
)
def test_section_named_like_a_label_loses_nothing(plan, heading):
    text = f"{heading}\n- Sở Y tế báo cáo kết quả trước ngày 10/4/2024.\n- Công an tỉnh: Bảo vệ an ninh tại các điểm.\n"
    first, second = plan(f"{TITLE}{text}").tasks
    assert [first.lead[0].name, second.lead[0].name] == ["Sở Y tế", "Công an tỉnh"]
    assert [reading.due_on for reading in first.readings] == [date(2024, 4, 9)]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Sở Giáo dục và Đào tạo cho học sinh nghỉ học trong ngày 07/9/2024.", "Sở Giáo dục và Đào tạo"),
        (
            "Bộ đội Biên phòng tỉnh kêu gọi tàu thuyền vào bờ, xong trước ngày 06/9/2024.",
            "Bộ đội Biên phòng tỉnh",
        ),
        ("Công an huyện Tân An cắm biển báo trên các tuyến xã trước ngày 06/9/2024.", "Công an huyện Tân An"),
        ("UBND các xã, thị trấn rào chắn đường ngập trước ngày 06/9/2024.", "UBND các xã, thị trấn"),
        ("Tổ chức lễ khánh thành nhà văn hóa xã Tân An vào ngày 05/9/2024.", ""),
    ],
)
def test_office_before_a_verb_of_any_kind_leads(plan, sentence, lead):
    (task,) = plan(f"{TITLE}II. NỘI DUNG\n1. {sentence}\n").tasks
    assert [party.name for party in task.lead] == [lead] * bool(lead)


@pytest.mark.parametrize(
    "text",
    [
        "I. TÌNH HÌNH\n1. Sở Giáo dục và Đào tạo cho học sinh nghỉ học ngày 07/9/2024.\n",
        "I. TÌNH HÌNH\n1. Công an tỉnh đã bắt giữ hai đối tượng ngày 07/9/2024.\n",
        "II. NỘI DUNG\n1. Công an tỉnh cắm biển báo trên các tuyến đường.\n",
    ],
)
def test_verb_of_any_kind_makes_no_duty_of_reports(plan, text):
    assert not plan(f"{TITLE}{text}").tasks


def test_order_in_a_later_clause_leads_its_own_duty(plan):
    text = "Đồng ý tổ chức Hội chợ theo Tờ trình số 8/TTr-SCT; giao Sở Công Thương xây dựng đề án trước ngày 25/6/2024."
    (task,) = plan(f"{TITLE}II. NỘI DUNG\n1. {text}\n").tasks
    assert (task.title[:18], task.lead[0].name) == ("Giao Sở Công Thươn", "Sở Công Thương")


def test_list_of_orders_assigns_to_crowds_too(plan):
    text = (
        "2. Nhiệm vụ trong thời gian tới:\na) Giao Sở Y tế theo dõi việc thực hiện.\nb) Yêu cầu Sở Nội vụ bố trí nhân lực.\n"
        "c) Ủy ban nhân dân các xã, phường tập trung phòng, chống hạn hán.\n"
    )
    assert len(assigned(plan, text)) == 3


def test_deadline_beside_an_aim_is_kept_and_the_aim_is_none(plan):
    text = (
        "Để phấn đấu đến hết ngày 31/01/2025 giải ngân đạt trên 95% kế hoạch, Chủ tịch UBND tỉnh yêu cầu Sở Y tế gửi báo cáo "
        "trước ngày 13/9/2024.\n2. Sở Y tế phấn đấu đến hết tháng 6 đạt 50% kế hoạch.\n"
    )
    found = [task for task in plan(f"{TITLE}II. NỘI DUNG\n1. {text}").tasks if task.readings]
    assert [(task.time_phrase, task.lead[0].name) for task in found] == [("trước ngày 13/9/2024", "Sở Y tế")]


def test_numbered_duty_needs_no_heading(plan):
    text = "1. Đài Khí tượng Thủy văn tỉnh nâng cao chất lượng dự báo, cảnh báo.\n2. Sở Y tế trực cấp cứu tại chỗ.\n"
    assert assigned(plan, text)[0] == (text.split("\n", 1)[0][3:], ["Đài Khí tượng Thủy văn tỉnh"])


def test_words_that_wait_for_an_event_are_told(plan):
    text = "IV. PHÂN CÔNG\n1. Sở Y tế\n- Báo cáo kết quả chậm nhất 10 ngày sau khi kết thúc Hội nghị.\n"
    read = plan(f"{TITLE}{text}")
    assert [(task.time_phrase, task.readings) for task in read.tasks] == [(None, ())]
    told = [problem for problem in read.problems if problem.key == "task.no_time"]
    assert [(problem.words, problem.severity) for problem in told] == [
        ("chậm nhất 10 ngày sau khi kết thúc Hội nghị", "notice")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "IV. TỔ CHỨC THỰC HIỆN\nVăn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.\n",
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
