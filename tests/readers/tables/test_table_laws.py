"""Whatever a table holds, it is read to its end: no row is read twice, none disappears unheard."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readers.tables.grids import ABOVE, days, grid, plan_of

HEADS = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian")
ORDINALS = ("", "1", "2.", "1.1", "I", "A", "a)", "-", "Tổng cộng", ABOVE)
TASKS = (
    "",
    "Họp",
    "- Thi",
    "và báo cáo",
    "QUÝ II",
    "Tháng 3",
    "Thứ Hai, ngày 13/5",
    "Báo cáo (tháng 6)",
    ABOVE,
)
OWNERS = ("", "Sở Y tế", "nt", "với Sở Nội vụ", ABOVE)
TIMES = ("", "15", "Tháng 6", "trước 31/5", "8h00", '"', "Quý I\nQuý II", ABOVE)
rows = st.lists(st.tuples(*map(st.sampled_from, (ORDINALS, TASKS, OWNERS, TIMES))), min_size=1, max_size=12)
bounded = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@bounded
@given(body=rows)
def test_every_table_is_read(calendar, body):
    read = plan_of(calendar, grid(HEADS, *body))
    assert all(task.title and task.words for task in read.tasks)
    assert len(read.tasks) <= 2 * len(body)
    assert all(problem.place.row for problem in read.problems if problem.key.startswith("task."))


@bounded
@given(body=st.lists(st.tuples(st.sampled_from(TASKS[1:2]), st.sampled_from(TIMES)), min_size=1, max_size=9))
def test_numbered_rows_with_a_task_are_all_tasks(calendar, body):
    table = grid(HEADS, *((str(n), task, "Sở Y tế", time) for n, (task, time) in enumerate(body, 1)))
    assert [task.ordinal for task in plan_of(calendar, table).tasks] == [str(n + 1) for n in range(len(body))]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2), (2, 3, 1, 0)])
def test_order_of_columns_does_not_matter(calendar, order):
    table = (HEADS, ("1", "Họp", "Sở Y tế", "Tháng 6"), ("2", "Thi", "Sở Nội vụ", "trước 31/5"))
    read = plan_of(calendar, grid(*([row[at] for at in order] for row in table)))
    assert [(task.ordinal, task.title, days(task)) for task in read.tasks] == [
        ("1", "Họp", ["2024-06-01..2024-06-30"]),
        ("2", "Thi", ["..2024-05-30"]),
    ]


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    "piece", ["từ ngày ", "5, ", "tháng ", "- a\n", "(", "thứ ", "8h", "Sở A, ", "quý I "]
)
def test_endless_cells_are_read_to_their_end(calendar, at, piece):
    row = ["1", "Họp", "Sở Y tế", "Tháng 6"]
    row[at] = piece * 400
    read = plan_of(calendar, grid(HEADS, row, ("2", "Thi", "Sở Y tế", "Tháng 7")))
    assert read.tasks[-1].title == "Thi"
