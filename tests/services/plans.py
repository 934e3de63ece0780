"""Small plans as text, made of tasks that a test may add, drop, move and reword."""

from pathlib import Path

from tests.offices import ROOT

HEAD = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: {number}\nCần Thơ, ngày {issued}\n\nKẾ HOẠCH\n{title}\n\n"
ROOT_OF_DAYS = ROOT / "calendars" / "days"
COLUMNS = "TT\tNội dung nhiệm vụ\tĐơn vị thực hiện\tThời gian thực hiện\n"
TITLE = "Công tác thi đua năm 2024"
ISSUED = "21 tháng 12 năm 2023"
TASKS = (
    ("Báo cáo sơ kết phong trào thi đua", "Sở Nội vụ", "tháng 5"),
    ("Tổ chức hội nghị điển hình tiên tiến", "Sở Tài chính", "trước ngày 31/7"),
    ("Rà soát danh sách khen thưởng", "Sở Y tế", "hằng quý"),
    ("Xây dựng quy chế hoạt động của Cụm", "Văn phòng", "khi có điều kiện"),
    ("Kiểm tra việc thực hiện chỉ tiêu", "Sở Nội vụ", "tháng 9"),
)


def write_plan(
    folder: Path, tasks=TASKS, *, name="plan.txt", number="12/KH-UBND", title=TITLE, issued=ISSUED
) -> Path:
    """Write a plan with one row a task: title, lead, words of time."""
    rows = (f"{at}\t{what}\t{who}\t{when}\n" for at, (what, who, when) in enumerate(tasks, start=1))
    path = folder / name
    path.write_text(
        HEAD.format(number=number, issued=issued, title=title) + COLUMNS + "".join(rows), encoding="utf-8"
    )
    return path


def changed(at, *, title=None, lead=None, time=None):
    """The tasks with one of them, counted from 1, in other words."""
    old = TASKS[at - 1]
    new = tuple(now or was for now, was in zip((title, lead, time), old, strict=True))
    return (*TASKS[: at - 1], new, *TASKS[at:])


def without(at):
    """The tasks without one of them, counted from 1."""
    return (*TASKS[: at - 1], *TASKS[at:])
