"""The year of a plan is what its head says, told to be doubtful where it is, and never guessed in silence."""

from datetime import date

import pytest

from tests.readers.conftest import keys


def planned(plan, title, issued="", preamble="", kind="KẾ HOẠCH"):
    return plan(f"Cần Thơ, ngày {issued}\n\n{kind}\n{title}\n\n{preamble}\nI. NỘI DUNG\n", year=None)


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("Công tác năm 2024", "21 tháng 12 năm 2023", 2024),
        ("Công tác năm 2024", "5 tháng 2 năm 2024", 2024),
        ("Công tác năm 2024", "", 2024),
        ("Hội nghị 6 tháng đầu năm 2023", "tháng năm 2023", 2023),
        ("Phong trào giai đoạn 2021 - 2025", "17 tháng 5 năm 2023", 2023),
        ("Chuyển đổi số đến năm 2030", "17 tháng 5 năm 2023", 2023),
        ("Kế hoạch năm học 2023 - 2024", "5 tháng 9 năm 2023", 2023),
        ("Kế hoạch năm học 2023 - 2024", "5 tháng 2 năm 2024", 2023),
    ],
)
def test_year_comes_from_the_title_then_from_the_issue(plan, title, issued, year):
    read = planned(plan, title, issued)
    assert read.head.year == year
    assert "document.year_inferred" not in keys(read)


@pytest.mark.parametrize(
    ("title", "issued", "preamble", "year"),
    [
        ("Công tác thường xuyên", "21 tháng 12 năm 2023", "", 2024),
        (
            "Công tác thường xuyên",
            "21 tháng 12 năm 2023",
            "Thực hiện Kế hoạch công tác năm 2023 của tỉnh;",
            2023,
        ),
        ("Công tác thường xuyên", "... tháng 4 năm 2023", "", 2023),
        ("Chào mừng 50 năm (30/4/1975 - 30/4/2025)", "", "", 2025),
        ("Công tác thường xuyên", "", "Thực hiện Chương trình công tác năm 2024 của tỉnh;", 2024),
    ],
)
def test_year_told_by_weaker_signs_is_a_notice(plan, title, issued, preamble, year):
    read = planned(plan, title, issued, preamble)
    assert read.head.year == year
    (told,) = [problem for problem in read.problems if problem.key == "document.year_inferred"]
    assert told.facts == {"year": year}


@pytest.mark.parametrize(
    ("title", "issued"),
    [
        ("Tổng kết năm 2023, nhiệm vụ năm 2024", "21 tháng 12 năm 2023"),
        ("Tổng kết năm 2023", "5 tháng 1 năm 2024"),
        ("Kế hoạch năm học", "5 tháng 9 năm 2023"),
        ("Kế hoạch năm học 2023 - 2024", "5 tháng 9 năm 2025"),
    ],
)
def test_doubtful_year_is_a_problem(plan, title, issued):
    read = planned(plan, title, issued)
    assert read.head.year is None
    assert "document.year_unclear" in keys(read)


def test_letter_is_of_the_year_of_its_issue(plan):
    read = planned(plan, "Tổng kết công tác năm 2023", "5 tháng 1 năm 2024", kind="THÔNG BÁO")
    assert read.head.year == 2024


def test_year_before_that_of_a_cited_paper_is_a_problem(plan):
    read = planned(plan, "Công tác", "5 tháng 1 năm 2022", "Căn cứ Quyết định ngày 24/3/2023 của UBND tỉnh;")
    (told,) = [problem for problem in read.problems if problem.key == "document.year_contradicted"]
    assert told.facts == {"printed": 2022, "cited": 2023}


def test_months_of_a_school_year_lie_in_its_two_years(plan):
    text = "KẾ HOẠCH\nNăm học 2023 - 2024\n\nI. NỘI DUNG\n1. Khai giảng (tháng 9)\n2. Tổng kết (tháng 5)\n"
    days = [task.readings[0].due_on for task in plan(text, year=None).tasks]
    assert days == [date(2023, 9, 30), date(2024, 5, 31)]
