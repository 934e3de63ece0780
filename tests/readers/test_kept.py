"""Duties that headings, aims and broken lines must not swallow."""

from datetime import date

import pytest

from tracker.errors import Place
from tracker.readers.document import Paragraph
from tracker.readers.formats.plain.wrapping import joined

HEAD = "Số: 29/KH-VHTT\nSơn Trà, ngày 16 tháng 02 năm 2024\n\nKẾ HOẠCH\nHoạt động hè năm 2024\n"


@pytest.mark.parametrize(
    "heading", ["PHÂN CÔNG", "PHÂN CÔNG THỰC HIỆN", "TRÁCH NHIỆM", "CHỦ TRÌ", "LỘ TRÌNH"]
)
def test_a_section_is_no_label_without_its_value(plan, heading):
    duty = "- Xây dựng kịch bản đêm văn nghệ trước ngày 10/4/2024."
    (task,) = plan(f"{HEAD}\nII. {heading}\n1. Sở Nội vụ\n{duty}\n").tasks
    assert [reading.due_on for reading in task.readings] == [date(2024, 4, 9)]
    assert [party.name for party in task.lead] == ["Sở Nội vụ"]


@pytest.mark.parametrize("aim", ["đến hết ngày 31/01/2025 giải ngân đạt trên 95%", "trong năm 2024 tăng 5%"])
def test_an_order_behind_an_aim_keeps_its_day(plan, aim):
    order = "Chủ tịch yêu cầu các đơn vị báo cáo về Sở Tài chính trước ngày 13/9/2024."
    (task,) = plan(f"{HEAD}\nI. NỘI DUNG\nĐể phấn đấu {aim} kế hoạch, {order}\n").tasks
    assert [reading.due_on for reading in task.readings] == [date(2024, 9, 12)]


def test_a_title_ends_where_the_months_begin(plan):
    read = plan(
        f"{HEAD}Tháng 6\n- Tổ chức giải bóng đá. (Đoàn Thanh niên)\nTháng 7\n- Tổng kết hè. (Đoàn Thanh niên)\n"
    )
    assert read.head.title == "Hoạt động hè năm 2024"
    assert [task.readings[0].due_on for task in read.tasks] == [date(2024, 6, 30), date(2024, 7, 31)]


def test_a_month_never_ends_the_line_above_it():
    long = "- Tổ chức kỳ họp thường lệ giữa năm (Thường trực Hội đồng nhân dân)"
    lines = [Paragraph(text, Place()) for text in [long, "Tháng 12"] * 5]
    assert joined(lines) == lines


def test_a_line_that_cannot_end_goes_on_with_a_name():
    lines = [
        Paragraph(text, Place()) for text in ("báo cáo kết quả về", "Văn phòng Ban trước ngày 08/12/2024.")
    ]
    assert [line.text for line in joined(lines)] == [
        "báo cáo kết quả về Văn phòng Ban trước ngày 08/12/2024."
    ]


def test_a_letter_over_rows_counted_from_1_heads_them(plan):
    table = "TT\tNội dung\tĐơn vị\tThời gian\nI\tBỘ MÁY\na\tTổ chức\n1\tRà soát\tTổ Một\tTháng 6\nb\tBiên chế\n1\tTrình\tTổ Hai\tTháng 7\n"
    assert [task.title for task in plan(f"{HEAD}\n{table}").tasks] == ["Rà soát", "Trình"]


def test_an_inspection_of_something_is_no_inspectorate(plan):
    labels = "- Thời gian thực hiện: tháng 5/2024.\n- Đơn vị chủ trì: Thanh tra Sở.\n"
    (task,) = plan(f"{HEAD}\nII. NỘI DUNG\n1. Thanh tra việc chấp hành pháp luật\n{labels}").tasks
    assert (task.title, task.lead[0].name) == ("Thanh tra việc chấp hành pháp luật", "Thanh tra Sở")
