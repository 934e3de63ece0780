"""Duties in sentences are found with their heading, owner and time; the rest is left alone."""

from datetime import date, time

import pytest

from tests.readers.conftest import keys

TITLE = "KẾ HOẠCH\nTổ chức Hội nghị năm 2024\n\n"


def names(parties):
    return [party.name for party in parties]


def days(task):
    return [reading.due_on for reading in task.readings]


def test_point_with_a_deadline_is_a_task_of_the_office_above(plan):
    text = f"{TITLE}IV. TỔ CHỨC\n5. Giao Sở Nội vụ\nb) Báo cáo kết quả trước ngày 31/5/2024.\n"
    (task,) = plan(text).tasks
    assert (task.ordinal, task.section) == ("IV.5.b", "5. Giao Sở Nội vụ")
    assert task.title == "Báo cáo kết quả trước ngày 31/5/2024."
    assert task.lead[0].name == "Sở Nội vụ"
    assert task.readings[0].due_on == date(2024, 5, 30)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Quyết định số 368/QĐ-TTg ngày 11 tháng 4 năm 2023 của Thủ tướng.",
        "Kỷ niệm 75 năm Ngày truyền thống (11/6/1948 - 11/6/2023).",
        "Kiểm tra việc thực hiện trong năm 2024.",
        "Phấn đấu đến hết tháng 6/2024 đạt 50% kế hoạch.",
        "Cần Thơ, ngày 09 tháng 6 năm 2024",
    ],
)
def test_dates_that_are_no_deadline_make_no_task(plan, sentence):
    read = plan(f"{TITLE}I. NỘI DUNG\n1. {sentence}\n{sentence}\n")
    assert read.tasks == ()
    assert keys(read)[-1] == "document.no_tasks"


def test_recipients_and_signature_are_not_read(plan):
    assert plan(f"{TITLE}I. NỘI DUNG\nNơi nhận:\n- Sở Y tế (báo cáo trước ngày 15/12/2024);\n").tasks == ()


def test_annex_behind_the_recipients_is_read(plan):
    text = f"{TITLE}I. NỘI DUNG\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC\n1. Sở Y tế báo cáo trước ngày 15/12/2024.\n"
    assert [days(task) for task in plan(text).tasks] == [[date(2024, 12, 14)]]


def test_without_a_year_only_full_dates_are_believed(plan):
    text = "KẾ HOẠCH\nHọp\n\nI. TỔ CHỨC\n1. Báo cáo trước ngày 31/5/2024.\n2. Báo cáo trước ngày 15/6.\n"
    read = plan(text, year=None)
    assert [task.readings[0].due_on for task in read.tasks] == [date(2024, 5, 30)]
    assert [problem.place.line for problem in read.problems if problem.key == "task.no_year"] == [6]


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        (
            "Sở Y tế lập dự toán trước ngày 15/5/2024; Sở Tài chính thẩm định trước ngày 20/5/2024.",
            ["Sở Y tế lập dự toán trước ngày 15/5/2024", "Sở Tài chính thẩm định trước ngày 20/5/2024."],
        ),
        (
            "Sở Y tế lập kế hoạch. Gửi về Sở Nội vụ trước ngày 15/5/2024.",
            ["Sở Y tế lập kế hoạch. Gửi về Sở Nội vụ trước ngày 15/5/2024."],
        ),
        (
            "Sở Y tế rà soát, xây dựng đề án. Tổ chức tổng kết trong tháng 12/2024.",
            ["Sở Y tế rà soát, xây dựng đề án.", "Tổ chức tổng kết trong tháng 12/2024."],
        ),
        (
            "Sở Y tế làm việc với TP. Cần Thơ trước ngày 15/5/2024.",
            ["Sở Y tế làm việc với TP. Cần Thơ trước ngày 15/5/2024."],
        ),
    ],
)
def test_sentences_part_where_one_duty_ends(plan, sentence, titles):
    read = plan(f"{TITLE}IV. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n")
    assert [task.title for task in read.tasks] == titles
    assert read.tasks[0].lead[0].name == "Sở Y tế"


def test_duty_is_not_read_twice_beside_a_table(plan):
    table = "TT\tNội dung\tThời gian\n1\tHọp\ttháng 6\n"
    text = f"{TITLE}II. NỘI DUNG\n{table}\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế theo dõi, đôn đốc thực hiện.\n"
    assert [task.title for task in plan(text).tasks] == ["Họp"]


LETTER = (
    "SỞ NỘI VỤ\nSố: 12/SNV-CC\nV/v báo cáo\ncải cách hành chính\nCần Thơ, ngày 05 tháng 3 năm 2024\n\n"
    "Kính gửi:\n- Sở Y tế;\n- UBND các huyện.\n\n"
)


def test_letter_asks_its_addressees(plan):
    text = (
        f"{LETTER}Thực hiện Công văn số 5/UBND-NC ngày 20/02/2024 của UBND tỉnh, Sở Nội vụ đề nghị các cơ quan, "
        "đơn vị báo cáo kết quả, gửi về Sở Nội vụ trước 17 giờ ngày 15/3/2024.\nTrân trọng./.\n"
    )
    read = plan(text, year=None)
    (task,) = read.tasks
    assert task.title.startswith("Đề nghị các cơ quan, đơn vị báo cáo kết quả")
    assert names(task.lead) == ["Sở Y tế", "UBND các huyện"]
    assert (task.readings[0].due_on, task.readings[0].time) == (date(2024, 3, 15), time(17))
    assert (read.head.type, read.head.title) == ("Công văn", "Báo cáo cải cách hành chính")


def test_letter_asks_the_office_that_it_names(plan):
    (task,) = plan(f"{LETTER}Đề nghị Sở Y tế cử cán bộ tham dự trước ngày 15/3/2024.\n").tasks
    assert names(task.lead) == ["Sở Y tế"]


def test_invitation_is_an_event_of_its_subject(plan):
    text = (
        "GIẤY MỜI\nDự Hội nghị sơ kết\n\nUBND huyện kính mời các đồng chí dự họp, cụ thể:\n"
        "1. Thời gian: 08 giờ 00, ngày 10/5/2024.\n2. Địa điểm: Hội trường.\nĐề nghị các đồng chí đến đúng giờ.\n"
    )
    (task,) = plan(text).tasks
    assert (task.title, task.readings[0].time) == ("Dự Hội nghị sơ kết", time(8))


def test_articles_of_a_decision_assign(plan):
    text = (
        "QUYẾT ĐỊNH\nVề việc kiểm tra\n\nCăn cứ Luật ngày 19/6/2015;\n\nĐiều 1. Ban hành Kế hoạch kiểm tra.\n"
        "Điều 2. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính báo cáo trước ngày 20/12/2024.\n"
        "Điều 3. Chánh Văn phòng, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    (task,) = plan(text).tasks
    assert (task.ordinal, names(task.lead), names(task.partners)) == ("Điều 2", ["Sở Y tế"], ["Sở Tài chính"])
