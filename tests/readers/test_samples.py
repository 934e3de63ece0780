"""Five real plans, as their offices issued them."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, time

import pytest

from tests.readers.conftest import ROOT, SAMPLES, keys
from tracker.core.phrases.reading import Kind
from tracker.core.plan import Party
from tracker.errors import Place

BAN = Party("Ban TĐKT thành phố", alias="Cơ quan Thường trực Hội đồng TĐKT")
CONCERNED = Party("các cơ quan liên quan", is_group=True)
CLUSTER = (
    Party("Cụm phó", is_group=True),
    Party("các thành viên trong Cụm thi đua 5 thành phố trực thuộc Trung ương", is_group=True),
)
#: The month of each of the 35 tasks, by its ordinal.
MONTHS = [1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 9, 9, 11, 12, *[12] * 7]


@pytest.fixture(params=[SAMPLES, ROOT / "calendars" / "plans"], ids=["as issued", "as pasted"])
def plan_249(request, sample):
    return sample("249-kh-ubnd-2024.txt", request.param)


def test_plan_249_has_its_head(plan_249):
    head = plan_249.head
    assert (head.number, head.issued_on, head.year) == ("249/KH-UBND", date(2023, 12, 21), 2024)
    assert (head.type, head.title) == ("Kế hoạch", "Triển khai công tác thi đua, khen thưởng năm 2024")
    assert (head.place, head.issuer) == ("Cần Thơ", "Ủy ban nhân dân thành phố Cần Thơ")
    assert head.signer == "Trần Việt Trường"


def test_plan_249_has_35_tasks_and_no_problem(plan_249):
    assert [task.ordinal for task in plan_249.tasks] == [str(n) for n in range(1, 36)]
    assert keys(plan_249) == []


def test_plan_249_has_its_quarters(plan_249):
    sections = [task.section for task in plan_249.tasks]
    assert sections == ["QUÝ I"] * 9 + ["QUÝ II"] * 9 + ["QUÝ III"] * 8 + ["QUÝ IV"] * 9


def test_plan_249_has_its_months(plan_249):
    readings = [task.readings for task in plan_249.tasks]
    assert {len(found) for found in readings} == {1}
    assert [found[0].due_on for found in readings] == [date(2024, m, monthrange(2024, m)[1]) for m in MONTHS]
    assert {found[0].kind for found in readings} == {Kind.WINDOW}


def test_plan_249_has_its_words_of_time(plan_249):
    phrases = [task.time_phrase for task in plan_249.tasks]
    assert (phrases[0], phrases[6], phrases[27]) == ("tháng 01", "cuối tháng 02", "từ tháng 01 đến tháng 12")
    assert all(task.title.endswith(f"({task.time_phrase})") for task in plan_249.tasks)


def test_plan_249_has_its_owners(plan_249):
    owners = {int(task.ordinal): (task.lead, task.partners) for task in plan_249.tasks}
    assert owners[14] == ((Party("Ban Tuyên giáo Thành ủy"),), (BAN, CONCERNED))
    assert owners[19] == ((Party("Sở Giáo dục và Đào tạo"),), (BAN, CONCERNED))
    assert owners[28] == ((BAN,), (Party("các cơ quan có liên quan", is_group=True),))
    assert {n for n, (_, partners) in owners.items() if partners == CLUSTER} == {12, 13, 17, 22, 26, 31}
    assert {lead for n, (lead, _) in owners.items() if n not in {14, 19}} == {(BAN,)}


def test_plan_249_reads_alike_as_issued_and_as_pasted(sample):
    issued, pasted = (
        [replace(task, place=Place()) for task in sample("249-kh-ubnd-2024.txt", folder).tasks]
        for folder in (SAMPLES, ROOT / "calendars" / "plans")
    )
    assert issued == pasted


def parted(tasks):
    """The tasks with a date, and the ordinals of those without one."""
    return [task for task in tasks if task.readings], [task.ordinal for task in tasks if not task.readings]


def test_plan_99_has_two_dated_duties_in_prose(sample):
    (event, report), undated = parted(sample("099-kh-ubnd-2023.txt").tasks)
    assert (event.readings[0].due_on, event.readings[0].tentative) == (date(2023, 6, 9), True)
    assert event.title.startswith("Tổ chức Hội nghị sơ kết thực hiện phong trào thi đua")
    assert (report.readings[0].due_on, report.readings[0].stated) == (date(2023, 5, 30), date(2023, 5, 31))
    assert report.lead == (Party("Các cơ quan, đơn vị, địa phương", is_group=True),)
    assert report.section == "5. Các cơ quan, đơn vị, địa phương"
    points = [f"IV.1.{letter}" for letter in "abcdđe"]
    assert undated == ["III.2", *points, "IV.2", "IV.2", "IV.3", "IV.4", "IV.5.a", "IV.5.c"]


def test_conference_has_its_window_and_its_hour(sample):
    read = sample("hoi-nghi-cum-thi-dua.txt")
    dated, undated = parted(read.tasks)
    days, morning = (task.readings[0] for task in dated)
    assert (days.start, days.due_on, days.tentative) == (date(2023, 7, 27), date(2023, 7, 29), True)
    assert (morning.due_on, morning.time, morning.kind) == (date(2023, 7, 28), time(8), Kind.EVENT)
    assert undated == [
        *(f"IV.1.{letter}" for letter in "abc"),
        *(f"IV.2.{letter}" for letter in "abcdđ"),
        *(f"IV.{number}" for number in range(3, 8)),
    ]
    assert read.head.year == 2023
    assert {"document.no_number", "document.no_date"} <= set(keys(read))


def test_draft_of_long_bien_has_one_loose_date_with_a_problem(sample):
    read = sample("kh-hdtdkt-long-bien.txt")
    (loose,), undated = parted(read.tasks)
    assert undated == ["IV.1"] * 2 + ["IV.2"] * 4 + ["IV.3"] * 3
    assert any(problem.place.line == loose.place.line for problem in read.problems)
    assert (read.head.number, read.head.issued_on, read.head.year) == ("", None, 2023)
    assert read.head.issuer == "Hội đồng Thi đua khen thưởng quận Long Biên"
    flaws = {"number_incomplete", "date_incomplete", "no_signer", "year_contradicted", "year_inferred"}
    assert {f"document.{flaw}" for flaw in flaws} <= set(keys(read))


def test_draft_of_dai_lanh_has_no_dated_duty(sample):
    read = sample("kh-ubnd-dai-lanh.txt")
    dated, undated = parted(read.tasks)
    assert (dated, undated) == ([], ["III.2", "III.3", "IV.1", "IV.2", "IV.3", "IV.4", "IV.4"])
    (told,) = [problem for problem in read.problems if problem.key == "document.undated_duties"]
    assert told.facts["count"] == len(undated)
    assert (read.head.place, read.head.issuer) == ("Đại Lãnh", "UBND xã Đại Lãnh")
