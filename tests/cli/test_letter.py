"""Letters before they are sent, and the letter that proves the settings, at the command line."""

import json

import pytest

from tests.offices import LAN, PLAN, open_office
from tracker.services.importing import import_plan

SPRING = ("--as-of", "2024-02-01")
DAY = ("--on", "2024-02-29")


@pytest.fixture
def issued(run, office):
    """The office on the day after its plan was issued."""
    app = open_office(office)
    import_plan(app, PLAN)
    app.close()
    return run


def preview(run, *arguments, language="en"):
    return run("--lang", language, "letter", "preview", *SPRING, *arguments)


def test_text_is_shown_with_what_it_assumes(issued):
    answer = preview(issued, *DAY, "--person", LAN)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("[Nhắc việc] 5 hôm nay (29/02)\n")
    assert "Mã việc: 249-2024.03" in answer.out
    assert "29 February 2024: 1 letter, not sent." in answer.out
    assert "As if nothing were reported done until then." in answer.out


def test_html_goes_into_files_and_the_text_only_on_demand(issued, office):
    answer = preview(issued, *DAY, "--unit", "ban-tdkt", "--html", "thu.html")
    assert "Mã việc" not in answer.out
    assert f"Written thu.html: the letter to {LAN}" in answer.out
    assert (office / "thu-2.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    refused = preview(issued, *DAY, "--unit", "ban-tdkt", "--html", "thu.html")
    assert (refused.code, refused.out) == (2, "")
    assert "thu.html is there already." in refused.err
    both = preview(issued, *DAY, "--unit", "ban-tdkt", "--html", "thu.html", "--yes", "--text")
    assert (both.code, "Mã việc" in both.out) == (0, True)


def test_json_holds_the_letters_whole(issued):
    told = json.loads(preview(issued, *DAY, "--json").out)
    assert (told["day"], told["assume"], told["total"]) == ("2024-02-29", "never", len(told["letters"]))
    letter = next(one for one in told["letters"] if one["recipient"] == LAN)
    assert letter["items"][0]["due_on"] == "2024-02-29"
    assert "Kính gửi ông/bà Trần Thị Lan," in letter["text"]
    assert letter["html"].startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--on", "2024-01-31"), "31 January 2024 has passed: today is 1 February 2024."),
        (("--on", "2024-02-10"), "--on 2024-02-15"),  # Tết
        ((*DAY, "--unit", "x", "--person", "y"), "Use either --unit or --person."),
        ((*DAY, "--person", "nobody@example.vn"), "Nobody in config.toml"),
        ((*DAY, "--html", "none/thu.html"), "there is no folder none"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_way_on(issued, arguments, words):
    refused = preview(issued, *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert words in refused.err


def test_day_without_letters_says_so(issued):
    quiet = preview(issued, "--on", "2024-02-02", "--person", LAN)
    assert (quiet.code, "0 letters" in quiet.out) == (0, True)


def test_test_letter_becomes_a_file_where_there_is_no_server(run, office):
    answer = run("--lang", "en", "test-email", LAN)
    assert answer.code == 0
    assert "No mail server is set" in answer.err
    assert "[works]  Write the letter as a file" in answer.out
    assert list((office / "var" / "outbox").glob("*.eml"))


def test_failure_names_the_step_and_what_to_do(run, office):
    text = (office / "config.toml").read_text(encoding="utf-8")
    lines = {'host = ""': 'host = "127.0.0.1"', "port = 587": "port = 2"}
    for before, after in lines.items():
        text = text.replace(before, after, 1)
    (office / "config.toml").write_text(text, encoding="utf-8")
    answer = run("--lang", "en", "test-email", LAN)
    assert answer.code == 14
    assert "[fails]  Connect to 127.0.0.1, port 2" in answer.out
    assert "[open]   The server takes the letter" in answer.out
    assert "Check mail.host and mail.port" in answer.err
    told = json.loads(run("test-email", LAN, "--json").out)
    assert (told["sent"], told["failure"]["step"], told["failure"]["reason"]) == (False, "connect", "server")


def test_screen_as_channel_leaves_json_alone(run, office):
    text = (office / "config.toml").read_text(encoding="utf-8")
    (office / "config.toml").write_text(
        text.replace('channel = "auto"', 'channel = "console"'), encoding="utf-8"
    )
    answer = run("test-email", LAN, "--json")
    assert (answer.code, json.loads(answer.out)["sent"]) == (0, True)
    assert "thư thử" in answer.err
