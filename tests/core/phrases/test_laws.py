"""Laws that hold for every phrase."""

import sys
import unicodedata
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.core.phrases import read_phrases
from tracker.core.phrases.grammar import phrases_in
from tracker.core.phrases.lexer import tokenise
from tracker.core.phrases.places import places_of
from tracker.core.phrases.reading import Genre, Kind, PhraseContext
from tracker.core.phrases.unread import unread_words
from tracker.core.phrases.vocabulary import SLIPS
from tracker.core.workcalendar import WorkCalendar

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PHRASES = st.sampled_from(
    [
        "trước ngày 31/5",
        "chậm nhất ngày 15 tháng 6 năm 2024",
        "từ tháng 01 đến tháng 12",
        "cuối tháng 02",
        "Quý II/2024",
        "hằng quý, trước ngày 15 của tháng cuối quý",
        "ngày 20 hàng tháng",
        "lúc 08 giờ 30, thứ Sáu, ngày 28/6/2024",
        "6 tháng: trước ngày 15/6; năm: trước ngày 15/12",
        "10 ngày làm việc kể từ ngày ban hành",
        "khi có yêu cầu",
        "năm học 2023 - 2024",
    ]
)
WORDS = st.sampled_from(
    [
        "trước",
        "ngày",
        "tháng",
        "năm",
        "quý",
        "đến",
        "từ",
        "hết",
        "chậm",
        "nhất",
        "là",
        "và",
        "của",
        "hằng",
        "định",
        "kỳ",
        "tuần",
        "thứ",
        "giờ",
        "cuối",
        "đầu",
        "giữa",
        "trong",
        "kể",
        "ban",
        "hành",
        "báo",
        "cáo",
        "hội",
        "nghị",
        "dự",
        "kiến",
        "sau",
        "này",
        "lần",
        "/",
        "-",
        ".",
        ",",
        ";",
        ":",
        "(",
        ")",
        "1",
        "5",
        "6",
        "12",
        "13",
        "31",
        "2024",
        "31/5",
        "IV",
        "17h30",
        "số",
        "5/QĐ",
    ]
)


def read(text, in_time_cell=False, year=2024):
    context = PhraseContext(year, date(year - 1, 12, 21), Genre.PLAN, in_time_cell)
    return read_phrases(text, context, CALENDAR)


def meaning(text):
    report = read(text)
    return [
        (one.kind, one.rule, one.start, one.due_on, one.time, one.occurrences) for one in report.readings
    ], [problem.key for problem in report.problems]


@given(DAYS)
def test_before_a_day_is_due_the_day_before(day):
    for words in (f"trước ngày {day:%d/%m/%Y}", f"xong trước {day.day}-{day.month}-{day.year}"):
        reading = read(words).readings[0]
        assert (reading.due_on, reading.stated) == (day - timedelta(days=1), day)


@given(DAYS)
def test_by_a_day_is_due_on_that_day(day):
    for words in (
        f"chậm nhất ngày {day:%d/%m/%Y}",
        f"đến hết ngày {day.day} tháng {day.month} năm {day.year}",
    ):
        assert read(words).readings[0].due_on == day


@given(DAYS, DAYS)
def test_span_has_both_its_days(one, other):
    first, last = sorted((one, other))
    report = read(f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}", in_time_cell=True)
    if last.year - first.year > 2:
        assert report.masked[0].reason == "anniversary"
    else:
        assert (report.readings[0].start, report.readings[0].due_on) == (first, last)


@given(st.integers(1, 31), st.integers(2000, 2099))
def test_monthly_day_has_a_turn_in_every_month(day, year):
    turns = read(f"ngày {day} hằng tháng", year=year).readings[0].occurrences
    assert [turn.label for turn in turns] == [f"{year}-{month:02d}" for month in range(1, 13)]
    assert all(turn.due_on.day == day or (turn.due_on + timedelta(days=1)).day == 1 for turn in turns)


@given(PHRASES, st.sampled_from([str.upper, str.lower, str.title]))
def test_case_does_not_matter(phrase, spell):
    assert meaning(spell(phrase)) == meaning(phrase)


@given(PHRASES, st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", " \u200b"]))
def test_blanks_do_not_matter(phrase, blank):
    assert meaning(phrase.replace(" ", blank)) == meaning(phrase)


@given(PHRASES, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_unicode_form_does_not_matter(phrase, form):
    changed = unicodedata.normalize(form, phrase)
    assert meaning(changed) == meaning(phrase)
    begin, end = read(changed).readings[0].begin, read(changed).readings[0].end
    assert unicodedata.normalize("NFC", changed)[begin:end] == read(phrase).readings[0].phrase


@given(PHRASES)
def test_words_without_marks_are_read(phrase):
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", phrase) if not unicodedata.combining(letter)
    )
    assert meaning(bare.replace("đ", "d")) == meaning(phrase)


@given(st.sampled_from(["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212"]))
def test_dashes_do_not_matter(dash):
    assert meaning(f"27 {dash} 29/7/2024") == meaning("27 - 29/7/2024")


def test_place_of_the_tone_does_not_matter():
    for spelling in ("Quý IV", "Qúy IV", "quí IV", "QÚY IV"):
        assert meaning(spelling) == meaning("quý IV")


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.booleans())
def test_whatever_is_dated_lies_within_reach_and_the_rest_is_told(text, in_time_cell):
    report = read(text, in_time_cell)
    for reading in report.readings:
        assert text[reading.begin : reading.end] == reading.phrase
        assert (reading.kind is Kind.UNDATED) == (
            reading.due_on is None and not reading.occurrences and not reading.open_ended
        )
        assert reading.start is None or reading.due_on is None or reading.start <= reading.due_on
    told = sum(reading.rule == "unread" for reading in report.readings)
    assert told == [problem.key for problem in report.problems].count("phrase.unread")


@settings(max_examples=200)
@example("tháng sau tháng sau")  # the same window twice is one duty
@given(st.lists(WORDS, min_size=1, max_size=15).map(" ".join))
def test_in_a_time_cell_no_word_of_time_is_left_without_a_word(text):
    report = read(text, in_time_cell=True)
    tokens = tokenise(text)
    told = [(one.begin, one.end) for one in (*report.readings, *report.masked)]
    known = [
        (index, index + 1)
        for index, token in enumerate(tokens)
        if any(begin <= token.begin and token.end <= end for begin, end in told)
    ]
    assert not list(unread_words(tokens, places_of(tokens, phrases_in(tokens), in_time_cell=True), known))


@settings(max_examples=200)
@given(st.text(max_size=200), st.booleans())
def test_no_text_breaks_the_reader(text, in_time_cell):
    read(text, in_time_cell)


def spans_of(report):
    return [(one.begin, one.end) for one in (*report.readings, *report.masked)]


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.booleans(), st.sampled_from(["NFC", "NFD"]))
def test_every_span_lies_inside_the_text_and_masks_nothing_that_is_read(text, in_time_cell, form):
    text = unicodedata.normalize(form, text)
    normal = unicodedata.normalize("NFC", text)
    report = read(text, in_time_cell)
    assert all(0 <= begin < end <= len(normal) for begin, end in spans_of(report))
    read_words = {at for one in report.readings for at in range(one.begin, one.end)}
    assert not read_words & {at for one in report.masked for at in range(one.begin, one.end)}


@given(
    PHRASES,
    st.sampled_from(["báo cáo ", "gửi về Sở Nội vụ ", "phải xong "]),
    st.sampled_from([".", ";", " ."]),
)
def test_words_around_a_bound_do_not_move_its_day(phrase, before, after):
    for reading in read(phrase, in_time_cell=True).readings:
        if reading.rule.startswith("B"):
            assert reading.due_on in {
                one.due_on for one in read(before + phrase + after, in_time_cell=True).readings
            }


SLIPPED = {
    "trước": "trưóc",
    "ngày": "ngảy",
    "tháng": "thảng",
    "năm": "nãm",
    "cuối": "cuôi",
    "đến": "đên",
    "hết": "hêt",
}


@given(DAYS, st.sampled_from(sorted(SLIPPED)))
def test_a_slip_beside_a_date_is_read_and_told(day, word):
    phrase = f"đến hết ngày {day.day} tháng {day.month} năm {day.year}"
    report = read(f"gửi báo cáo {phrase.replace(word, SLIPPED[word])}", year=day.year)
    assert [one.due_on for one in report.readings] == [day]
    assert [one.key for one in report.problems].count("phrase.wrong_mark") == (word in phrase)


@given(st.sampled_from(sorted(SLIPS)), st.sampled_from(["", " hơn", " và", " 5 người", ", nhưng"]))
def test_a_slip_without_a_date_is_an_ordinary_word(slip, after):
    report = read(f"các đơn vị {slip}{after}")
    assert not any(one.due_on or one.occurrences for one in report.readings)


@given(DAYS, st.integers(1, 60))
def test_counting_back_and_counting_on_agree(day, number):
    earlier = read(f"chậm nhất {number} ngày trước ngày {day:%d/%m/%Y}").readings[0]
    assert (earlier.due_on, earlier.stated) == (day - timedelta(days=number), day)
    assert read(f"{number} ngày kể từ ngày {earlier.due_on:%d/%m/%Y}").readings[0].due_on == day


@given(st.lists(st.integers(1, 28), min_size=2, max_size=4, unique=True).map(sorted))
def test_turns_of_a_month_keep_their_names_whatever_their_days(days):
    written = ", ".join(map(str, days))
    turns = read(f"ngày {written} hằng tháng").readings[0].occurrences
    assert [turn.label for turn in turns[: len(days)]] == [f"2024-01-{n}" for n in range(1, len(days) + 1)]
    assert [turn.due_on.day for turn in turns[: len(days)]] == days


@given(st.integers(1, 12), st.integers(2000, 2098))
def test_a_school_year_runs_from_august_to_july(month, year):
    context = PhraseContext(year, genre=Genre.PLAN, in_time_cell=True, school_year=True)
    reading = read_phrases(f"tháng {month}", context, CALENDAR).readings[0]
    assert date(year, 8, 1) <= reading.start < reading.due_on <= date(year + 1, 7, 31)


def work_of(text):
    """Count the function calls that reading takes: a measure no busy machine disturbs."""
    calls = 0

    def count(_frame, event, _arg):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls


def test_work_grows_with_the_length_only():
    for piece in (
        "từ ngày 27 và 28, 29 (trước hằng quý 6 tháng: chậm nhất 5 ngày kể từ tháng 3, 6, 9 ",
        "((((trước tháng 3, 4, ",
        "ngày 1, 2, 3, 4, ",
        "thời gian ",
        "Căn cứ Luật, theo kết luận ngày 15/3/2024, đã tổ chức ",
        "T3, Q.II, 14h30-16h30 ",
        "trước khi kết thúc năm, sáu tháng ",
        "đầu mỗi tháng, ngày 5, 7 và hằng tuần thứ Hai, ",
        "1. ",
        "trong ",
        "hết ",
        "trước đến ",
    ):
        read(piece)
        assert work_of(piece * 200) < 12 * work_of(piece * 20)
