"""Labelled lines speak of the duty above them: one task with its owner, helpers and time."""

from datetime import date, time

import pytest

from tests.readers.conftest import keys

TITLE = "KẾ HOẠCH\nTổ chức Hội nghị năm 2024\n\n"
HEADING = f"{TITLE}II. NỘI DUNG\n"


@pytest.mark.parametrize(
    "text",
    [
        "1. Tổ chức tập huấn\n- Thời gian thực hiện: tháng 5/2024.\n- Đơn vị chủ trì: Sở Y tế.\n- Phối hợp: Sở Nội vụ.\n",
        (
            "1. Tổ chức tập huấn\na) Hình thức: trực tiếp\nb) Thời gian: tháng 5\nc) Đơn vị thực hiện: Sở Y tế\n"
            "d) Cơ quan phối hợp: Sở Nội vụ\n"
        ),
        "1. Tổ chức tập huấn\nĐơn vị chủ trì: Sở Y tế\nĐơn vị phối hợp: Sở Nội vụ\nThời gian hoàn thành: tháng 5/2024\n",
        "1. Tổ chức tập huấn. Thời gian: tháng 5; đơn vị chủ trì: Sở Y tế; phối hợp: Sở Nội vụ.\n",
        "1. Tổ chức tập huấn (Thời gian: tháng 5; cơ quan chủ trì: Sở Y tế; phối hợp: Sở Nội vụ)\n",
        "- Tổ chức tập huấn\n+ Tiến độ: tháng 5\n+ Cơ quan chủ trì: Sở Y tế; phối hợp: Sở Nội vụ\n+ Sản phẩm: báo cáo\n",
    ],
)
def test_labels_belong_to_the_item_above(plan, text):
    (task,) = plan(f"{HEADING}{text}").tasks
    assert task.title == "Tổ chức tập huấn"
    assert [party.name for party in task.lead] == ["Sở Y tế"]
    assert [party.name for party in task.partners] == ["Sở Nội vụ"]
    assert [reading.due_on for reading in task.readings] == [date(2024, 5, 31)]


def test_each_item_has_its_own_labels(plan):
    text = "- Họp lần một\n- Thời gian: tháng 5\n- Họp lần hai\n- Thời gian: tháng 6\n"
    tasks = plan(f"{HEADING}{text}").tasks
    assert [(task.title, task.readings[0].due_on.month) for task in tasks] == [
        ("Họp lần một", 5),
        ("Họp lần hai", 6),
    ]


def test_line_that_only_says_a_time_is_titled_by_its_heading(plan):
    text = f"{HEADING}2. Tổ chức Lễ phát động\na) Thời gian: lúc 08 giờ, ngày 28/7/2024.\n"
    (task,) = plan(text).tasks
    assert (task.ordinal, task.title, task.section) == ("II.2", "Tổ chức Lễ phát động", "II. NỘI DUNG")
    assert (task.readings[0].due_on, task.readings[0].time) == (date(2024, 7, 28), time(8))
    assert task.words == "a) Thời gian: lúc 08 giờ, ngày 28/7/2024."


def test_headings_of_parts_give_way_to_the_title_of_the_document(plan):
    text = f"{TITLE}I. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian: từ ngày 27 đến ngày 29 tháng 7 năm 2024.\n"
    (task,) = plan(text).tasks
    assert (task.title, task.section) == ("Tổ chức Hội nghị năm 2024", "I. THỜI GIAN, ĐỊA ĐIỂM")


def test_label_may_be_the_heading_right_above(plan):
    text = f"{TITLE}I. HỘI NGHỊ\n1. Họp báo\n1.1. Thời gian\nNgày 28/7/2024\n1.2. Địa điểm\nHội trường\n"
    (task,) = plan(text).tasks
    assert (task.title, task.readings[0].due_on) == ("Họp báo", date(2024, 7, 28))


@pytest.mark.parametrize(
    "below", ["Tháng 5/2024.", "(Tháng 5/2024).", "Hoàn thành trong tháng 5.", "Thời gian: Tháng 5"]
)
def test_time_may_stand_on_the_next_line(plan, below):
    first, second = plan(f"{HEADING}- Tổ chức tập huấn\n{below}\n- Tổ chức tổng kết\nTháng 12\n").tasks
    assert first.title.startswith("Tổ chức tập huấn")
    assert [task.readings[0].due_on for task in (first, second)] == [date(2024, 5, 31), date(2024, 12, 31)]


def test_labelled_time_without_a_date_is_a_task_with_a_problem(plan):
    read = plan(f"{HEADING}1. Họp báo\na) Thời gian: sẽ thông báo sau.\n")
    assert [(task.title, task.readings) for task in read.tasks] == [("Họp báo", ())]
    assert {problem.place.line for problem in read.problems if problem.key == "task.no_time"} == {6}


def test_item_with_an_owner_and_no_time_is_a_task(plan):
    read = plan(f"{HEADING}1. Trang trí hội trường\n- Đơn vị thực hiện: Sở Y tế\n")
    assert [(task.title, task.lead[0].name, task.readings) for task in read.tasks] == [
        ("Trang trí hội trường", "Sở Y tế", ())
    ]
    assert "task.no_time" not in keys(read)


@pytest.mark.parametrize(
    "heading",
    [
        "Thanh tra việc chấp hành pháp luật",
        "Thanh tra công tác quản lý",
        "Hội khỏe Phù Đổng cấp xã",
        "Bộ tiêu chí đánh giá",
    ],
)
def test_heading_that_only_sounds_like_an_office_is_the_duty(plan, heading):
    (task,) = plan(
        f"{HEADING}1. {heading}\n- Thời gian: tháng 5/2024.\n- Đơn vị chủ trì: Thanh tra Sở.\n"
    ).tasks
    assert (task.title, [party.name for party in task.lead]) == (heading, ["Thanh tra Sở"])


def test_title_is_the_first_sentence_of_the_item(plan):
    text = "1. Tổ chức Hội nghị tổng kết. Hội nghị có 200 đại biểu. Thời gian: ngày 05/5/2024. Chủ trì: Sở Y tế.\n"
    (task,) = plan(f"{HEADING}{text}").tasks
    assert (task.title, task.lead[0].name) == ("Tổ chức Hội nghị tổng kết", "Sở Y tế")


def test_labelled_period_of_figures_is_no_duty(plan):
    text = "1. Đối tượng: các sở.\n2. Thời điểm lấy số liệu: từ ngày 01/01/2023 đến ngày 31/12/2023.\n"
    assert not plan(f"{HEADING}{text}").tasks
