"""Which years move with a plan, and which stay; a row says what must not be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import PhraseContext
from tracker.core.rollover.meaning import Turn
from tracker.core.rollover.reasons import Why
from tracker.core.rollover.years import rewrite
from tracker.core.workcalendar import WorkCalendar

SAME = None


def turned(text, before=2024, after=2025, *, in_cell=False):
    report = read_phrases(text, PhraseContext(before, in_time_cell=in_cell), WorkCalendar())
    return rewrite(text, report, Turn(before, after))


#: Text of a plan of 2024 → what the plan of 2025 says.
MOVED = {
    "Triển khai công tác thi đua, khen thưởng năm 2024": "Triển khai công tác thi đua, khen thưởng năm 2025",
    "Tổng kết công tác năm 2023, phương hướng năm 2024": "Tổng kết công tác năm 2024, phương hướng năm 2025",
    "Phát động phong trào thi đua năm 2025 tại Hội nghị": "Phát động phong trào thi đua năm 2026 tại Hội nghị",
    "Hội đồng thi đua năm 2024 (lần 2)": "Hội đồng thi đua năm 2025 (lần 2)",
    "Sơ kết 6 tháng đầu năm 2024": "Sơ kết 6 tháng đầu năm 2025",
    "6 tháng đầu năm năm 2024 của Cụm": "6 tháng đầu năm năm 2025 của Cụm",
    "đầu năm 2025": "đầu năm 2026",
    "năm học 2023 - 2024 (đợt 1, 2, 3)": "năm học 2024 - 2025 (đợt 1, 2, 3)",
    "Tổng kết năm học 2023-2024": "Tổng kết năm học 2024-2025",
    "học kỳ I năm học 2024 - 2025": "học kỳ I năm học 2025 - 2026",
    "năm 2024 - 2025": "năm 2025 - 2026",
    "ngày 31 tháng 5 năm 2024": "ngày 31 tháng 5 năm 2025",
    "trước ngày 31/5/2024": "trước ngày 31/5/2025",
    "hoàn thành trước 31-5-2024": "hoàn thành trước 31-5-2025",
    "31/5/24": "31/5/25",
    "Quý I/2024": "Quý I/2025",
    "Quý 1 năm 2024": "Quý 1 năm 2025",
    "QUÝ IV/2024": "QUÝ IV/2025",
    "tháng 01/2024": "tháng 01/2025",
    "01/2024": "01/2025",
    "thi đua tháng 12/2023": "thi đua tháng 12/2024",
    "Báo cáo quý IV/2023 và kế hoạch quý I/2024": "Báo cáo quý IV/2024 và kế hoạch quý I/2025",
    "Từ ngày 17/4 đến ngày 23/4/2024": "Từ ngày 17/4 đến ngày 23/4/2025",
    "từ năm 2024 đến năm 2025": "từ năm 2025 đến năm 2026",
    "năm 2024 và các năm tiếp theo": "năm 2025 và các năm tiếp theo",
    "cả năm 2024 (thường xuyên)": "cả năm 2025 (thường xuyên)",
    "phổ biến, giáo dục pháp luật năm 2024": "phổ biến, giáo dục pháp luật năm 2025",
    "chấp hành kỷ luật năm 2024": "chấp hành kỷ luật năm 2025",
    "Triển khai Luật Đất đai trong năm 2024": "Triển khai Luật Đất đai trong năm 2025",
    "Kế hoạch năm 2024": "Kế hoạch năm 2025",
    "Kế hoạch tháng 5/2024": "Kế hoạch tháng 5/2025",
    "Nghị quyết về kinh tế - xã hội năm 2024": "Nghị quyết về kinh tế - xã hội năm 2025",
    "Báo cáo thực hiện Quyết định số 12/QĐ-UBND trước ngày 31/5/2024": (
        "Báo cáo thực hiện Quyết định số 12/QĐ-UBND trước ngày 31/5/2025"
    ),
    "số liệu năm 2023 theo Công văn 123/STC-NS": "số liệu năm 2024 theo Công văn 123/STC-NS",
    "trước Tết Nguyên đán Giáp Thìn": "trước Tết Nguyên đán Ất Tỵ",
    "TẾT GIÁP THÌN": "TẾT ẤT TỴ",
    "Xuân Giáp Thìn 2024": "Xuân Ất Tỵ 2025",
    "Tết Nguyên đán năm 2024": "Tết Nguyên đán năm 2025",
    "NĂM 2024": "NĂM 2025",
    "cong tac nam 2024": "cong tac nam 2025",
    "thứ Sáu, ngày 26/7/2024": "thứ Sáu, ngày 26/7/2025",
    "năm 2024: 90%, năm 2025: 95%": "năm 2025: 90%, năm 2026: 95%",
}

#: Text → the new text, or SAME, and what a person is told.
DOUBTED = {
    "Luật TĐKT năm 2022 (Nghị định, Thông tư, ...)": (SAME, Why.CITED),
    "tuyên truyền Luật Đất đai năm 2024": (SAME, Why.CITED),
    "thay thế Nghị quyết số 14/2012/NQ-HĐND ngày 07/12/2012": (SAME, Why.CITED),
    "Kế hoạch số 249/KH-UBND ngày 21/12/2023 của UBND thành phố về công tác năm 2024": (SAME, Why.CITED),
    "Quyết định số 25/QĐ-UBND ngày 15 tháng 11 năm 2023 về giao chỉ tiêu năm 2024": (SAME, Why.CITED),
    "Nghị định số 73/2024/NĐ-CP ngày 30/6/2024 của Chính phủ": (SAME, Why.CITED),
    "Thông tư số 05/2023 và Nghị định 09/2019/NĐ-CP": (SAME, Why.CITED),
    "Kế hoạch số 120/KH-UBND năm 2024": (SAME, Why.CITED),
    "theo kết luận tại cuộc họp ngày 15/12/2023": (SAME, Why.CITED),
    "Luật Thi đua có hiệu lực từ ngày 01/01/2024": (SAME, Why.FIXED),
    "Sưu tầm tư liệu giai đoạn 2020 - 2024": (SAME, Why.PERIOD),
    "Sơ kết 05 năm (2019 - 2024)": (SAME, Why.PERIOD),
    "kỷ niệm 75 năm Ngày Lời kêu gọi (11/6/1948 - 11/6/2024)": (SAME, Why.ANNIVERSARY),
    "kỷ niệm 94 năm thành lập Đảng (03/02/1930 - 03/02/2024)": (SAME, Why.ANNIVERSARY),
    "kỷ niệm Ngày Quốc tế Phụ nữ 08/3/2024": ("kỷ niệm Ngày Quốc tế Phụ nữ 08/3/2025", Why.ANNIVERSARY),
    "phấn đấu đến năm 2025 đạt 90%": (SAME, Why.TARGET),
    "xây dựng dự toán năm 2026": (SAME, Why.OTHER_YEAR),
    "kết quả năm 2020": (SAME, Why.OTHER_YEAR),
    "Tổng điều tra kinh tế năm 2026": (SAME, Why.OTHER_YEAR),
    "tặng quà cho 2024 người": (SAME, Why.OTHER_YEAR),
    "có 2023 hộ nghèo": (SAME, Why.OTHER_YEAR),
    "Điện thoại 0292 3820 2024": (SAME, Why.OTHER_YEAR),
    "Ngày hội văn hóa 2024": ("Ngày hội văn hóa 2025", Why.MOVED),
    "tính đến ngày 31/12/2023": ("tính đến ngày 31/12/2024", Why.MOVED),
    "Điều tra dân số giữa kỳ 01/4/2024": ("Điều tra dân số giữa kỳ 01/4/2025", Why.MOVED),
    "Tết Quý Sửu": (SAME, Why.OTHER_YEAR),
}

KEPT = [
    "giai đoạn 2021 - 2025, tầm nhìn đến năm 2030",
    "Đại hội nhiệm kỳ 2020 - 2025",
    "Đề án giai đoạn 2021-2025 và định hướng đến năm 2030",
    "kế hoạch đầu tư công trung hạn 2021 - 2025",
    "từ năm 2023 đến năm 2025",
    "Chiến lược đến năm 2030",
    "Chương trình số 15-CTr/TU",
    "Thông báo số 2024/TB",
    "hằng năm, theo quy định",
    "10 ngày làm việc kể từ ngày ban hành",
]

#: In a time cell, where every year is a time.
CELLS = {
    "giai đoạn 2021 - 2025": "giai đoạn 2021 - 2025",
    "năm học 2023 - 2024": "năm học 2024 - 2025",
    "2024": "2025",
    "từ 01/2024 đến 12/2026": "từ 01/2024 đến 12/2026",
    "15/01/2025": "15/01/2026",
}


@pytest.mark.parametrize(("text", "after"), MOVED.items())
def test_the_plans_own_years_move(text, after):
    assert turned(text) == (after, ())


@pytest.mark.parametrize(("text", "expected"), DOUBTED.items())
def test_what_is_doubtful_is_told(text, expected):
    after, why = expected
    found = turned(text)
    assert (found.text, [one.why for one in found.reasons]) == (after or text, [why])


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_year_of_the_plan_stays_without_a_word(text):
    assert turned(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Tổ chức đoàn dự SEA Games 33 năm 2025", "SEA Games 33 năm 2025"),
        ("Hội khỏe Phù Đổng lần thứ XI năm 2024", "lần thứ XI năm 2024"),
        ("Ngày hội lần thứ 3 tại Cần Thơ, năm 2024", "lần thứ 3 tại Cần Thơ, năm 2024"),
    ],
)
def test_an_event_with_a_number_keeps_its_year_and_is_told(text, event):
    found = turned(text)
    assert (found.text, [(one.why, one.facts["words"]) for one in found.reasons]) == (
        text,
        [(Why.NUMBERED_EVENT, event)],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Bồi dưỡng đợt 2 năm 2024",
        "Họp Hội đồng Phiên 2 năm 2024",
        "TỔNG KẾT ĐỢT THI ĐUA SỐ 2 NĂM 2024",
        "Quý II năm 2024",
    ],
)
def test_a_number_without_a_name_of_an_event_keeps_no_year(text):
    assert turned(text).text == text.replace("2024", "2025")


@pytest.mark.parametrize(("text", "after"), CELLS.items())
def test_a_cell_of_time_moves_unless_it_spans_years(text, after):
    assert turned(text, in_cell=True) == (after, ())


def test_a_citation_is_told_with_its_paper():
    (told,) = turned("Thực hiện Kế hoạch số 249/KH-UBND ngày 21/12/2023 về công tác năm 2024").reasons
    assert told.facts["words"] == "Kế hoạch số 249/KH-UBND ngày 21/12/2023"


@pytest.mark.parametrize(("after", "last"), [(2025, "năm 2025"), (2026, "năm 2026"), (2031, "năm 2031")])
def test_any_later_year_may_be_asked_for(after, last):
    assert turned("Tổng kết năm 2024", 2024, after).text == f"Tổng kết {last}"


@given(st.text(alphabet="năm 2024/-.(đế)ngày thá1239QuýI,số", max_size=60))
def test_nothing_but_years_changes(text):
    found = turned(text)
    assert "".join(filter(str.isalpha, found.text)) == "".join(
        filter(str.isalpha, turned(text, 2024, 2026).text)
    )


@given(st.integers(1950, 2100), st.integers(1, 5))
def test_turning_back_restores_the_plans_own_words(year, step):
    text = f"Tổng kết năm {year}, kế hoạch quý II/{year}, tháng 12/{year - 1}, năm học {year} - {year + 1}"
    assert turned(turned(text, year, year + step).text, year + step, year).text == text
