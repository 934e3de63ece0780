"""The page behind the link in a calendar entry, as HTML."""

import logging
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from tests.web.shown import DUTY, PROOF
from tracker.core.standing import Standing
from tracker.i18n import LANGUAGES, translator
from tracker.i18n.reasons import reason_sentences

PATH = f"/o/{DUTY.id}/{PROOF}"
both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def read(ask):
    """Return a function that asks for the page of the duty and gives its text with the tags."""
    return lambda language="vi": unescape(ask(f"{PATH}?lang={language}").body.decode())


def facts(page):
    """The names and values of the page's list of facts."""
    pairs = [part.split("</dd>")[0] for part in page.split("<dt>")[1:]]
    return {
        name: value.split(">", 1)[1].removeprefix("<bdi>").removesuffix("</bdi>")
        for name, value in (pair.split("</dt>\n<dd", 1) for pair in pairs)
    }


def test_page_has_the_facts_of_the_duty(read):
    page = read()
    assert DUTY.title in page
    assert DUTY.office in page
    assert facts(page) == {
        "Chủ trì": "Phòng Nội vụ",
        "Phối hợp": "Văn phòng; Các phường",
        "Bắt đầu": "thứ Năm, 2/5/2024",
        "Hạn": "17:00, thứ Bảy, 1/6/2024",
        "Ngày cuối để làm": "thứ Sáu, 31/5/2024 (tạm tính)",
        "Lưu ý": "Thời gian mới là dự kiến.",
        "Tình trạng": "Quá hạn",
        "Thời hạn (nguyên văn)": "trước ngày 02/6",
        "Kế hoạch": "249/KH-UBND: Kế hoạch công tác thi đua, khen thưởng năm 2024",
        "Phần": "QUÝ II",
        "Số thứ tự": "15",
        "Mã việc": "249-2024.15",
    }


def test_what_is_not_known_is_not_shown(read, shelf):
    known = replace(
        DUTY, partners=(), start_on=None, time=None, is_tentative=False, section="", is_meeting=True
    )
    shelf.duties = {(DUTY.id, PROOF): replace(known, standing=Standing.ON_TIME, done_on=date(2024, 5, 30))}
    shown = facts(read())
    assert shown["Ngày"] == "thứ Bảy, 1/6/2024"
    assert shown["Xong ngày"] == "thứ Năm, 30/5/2024"
    assert not {"Phối hợp", "Bắt đầu", "Lưu ý", "Phần", "Hạn"} & shown.keys()


@both
def test_page_tells_why_this_date_as_the_command_does(read, language):
    page = read(language)
    sentences = list(reason_sentences(DUTY.reasons, translator(language)))
    assert len(sentences) == 8
    for sentence in sentences:
        assert sentence.text in page
        assert all(detail in page for detail in sentence.details)


def test_hostile_words_stay_text(ask, shelf):
    nasty = '<script>alert(1)</script>"><img src=x>{{ 7 * 7 }}'
    why = replace(DUTY.reasons, phrase=nasty)
    duty = replace(DUTY, title=nasty, office=nasty, leads=(nasty,), plan_title=nasty, reasons=why)
    shelf.duties = {(DUTY.id, PROOF): duty}
    page = ask(PATH).body.decode()
    assert "<img" not in page
    assert "<script" not in page
    assert unescape(page).count(nasty) == 7  # title, heading, office, lead, words twice, plan


@pytest.mark.parametrize(
    "path",
    [f"/o/{DUTY.id}/{PROOF[:-1]}", f"/o/249-2024.99/{PROOF}", "/o/%00/%FF", f"/o/{DUTY.id}/{'x' * 4000}"],
)
def test_wrong_proof_and_unknown_duty_get_one_and_the_same_answer(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert answer.body == ask("/nowhere").body


def test_headers_keep_the_link_secret(ask, shelf, caplog):
    caplog.set_level(logging.DEBUG)
    answer = ask(PATH)
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("Referrer-Policy") == "no-referrer"
    assert answer.getheader("X-Robots-Tag") == "noindex"
    shelf.trouble = KeyError(PROOF)
    assert ask(PATH).status == 500
    assert PROOF not in caplog.text
    assert ask(PATH, "POST").status == 405
