"""The page of a feed, as HTML."""

import base64
import logging
import re
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from tests.web.shown import ADDRESS, COMING, PAGE, PARTS, TOKEN
from tracker.core.selection import FeedKind
from tracker.errors import BusyError
from tracker.i18n import LANGUAGES, translator
from tracker.services.sources import Reach
from tracker.web.pages import pages
from tracker.web.subscribe import (
    CHOICES,
    GOOGLE_FORM,
    PROGRAMS,
    Subscribing,
    deadline,
    icsx5,
    webcal,
)

PATH = f"/s/{TOKEN}"
both = pytest.mark.parametrize("language", LANGUAGES)
HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> ' & \u202e{{ 7 * 7 }} %s"


class Read(HTMLParser):
    """What a page consists of: its tags with their attributes, its text outside scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    def all(self, tag, name):
        return [attributes[name] for found, attributes in self.tags if found == tag and name in attributes]


@pytest.fixture
def read(ask):
    """Return a function that asks for a page and reads it."""
    return lambda path=PATH, **headers: Read(ask(path, headers=headers).body.decode())


@both
def test_page_tells_what_the_calendar_is_and_what_comes_next(read, language):
    page, say = read(f"{PATH}?lang={language}"), translator(language)
    assert ("html", {"lang": language}) in page.tags
    assert PAGE.name in page.text
    assert PAGE.office in page.text
    assert say("subscribe.what", count=35) in page.text
    assert say("subscribe.secret") in page.text
    assert say("subscribe.mail") in page.text
    for coming in COMING:
        assert coming.title in page.text
        assert coming.label in page.text
    assert page.all("time", "datetime") == [str(coming.act_by) for coming in COMING]
    assert page.text.count(say("subscribe.coming.overdue")) == 1


def test_deadlines_are_worded_with_weekday_unit_and_the_day_of_the_plan():
    say = translator("vi")
    late, moved, meeting, *_ = (deadline(coming, say) for coming in COMING)
    assert (late.day, late.due, late.is_overdue) == ("thứ Sáu, 24/5/2024", "", True)
    assert (moved.day, moved.due, moved.label) == ("thứ Sáu, 31/5/2024", "1/6/2024", "Ban TĐKT")
    assert (meeting.day, meeting.label) == ("07:30, thứ Sáu, 7/6/2024", "")


def test_office_is_not_named_twice(read, shelf):
    shelf.pages[TOKEN] = replace(PAGE, name=PAGE.office)
    page = read()
    assert page.text.count(PAGE.office) == 2  # the title and the heading
    assert translator("vi")("subscribe.by") not in page.text


@both
def test_nothing_to_come_is_said(read, shelf, language):
    shelf.pages[TOKEN] = replace(PAGE, coming=(), overdue=0)
    text, say = read(f"{PATH}?lang={language}").text, translator(language)
    assert say("subscribe.coming.none") in text
    assert say("subscribe.overdue.count", count=0) not in text


@both
def test_what_is_overdue_is_counted_where_nothing_comes(read, shelf, language):
    shelf.pages[TOKEN] = replace(PAGE, coming=(), overdue=3)
    text, say = read(f"{PATH}?lang={language}").text, translator(language)
    assert say("subscribe.coming.none") in text
    assert say("subscribe.overdue.count", count=3) in text


@both
def test_feed_of_what_is_overdue_is_not_headed_as_what_comes(read, shelf, language):
    say, late = translator(language), replace(PAGE, kind=FeedKind.OVERDUE, coming=COMING[:1])
    for shown, overdue in ((late, 1), (replace(late, coming=(), overdue=0), 0)):
        shelf.pages[TOKEN] = shown
        text = read(f"{PATH}?lang={language}").text
        assert say("subscribe.overdue.title") in text
        assert say("subscribe.coming.title") not in text
        assert (say("subscribe.overdue.none") in text) is (overdue == 0)


@both
def test_every_program_has_its_steps_and_says_how_often_it_looks(read, language):
    page, say = read(f"{PATH}?lang={language}"), translator(language)
    assert len(page.all("details", "open")) == 0
    assert [tag for tag, _ in page.tags].count("details") == len(PROGRAMS) == 8
    for program in PROGRAMS:
        assert say(f"{program.key}.title") in page.text
        assert say(f"{program.key}.refresh") in page.text
        for step in say(f"{program.key}.steps").splitlines():
            assert step in page.text


def test_links_are_those_and_no_others(read):
    page = read()
    assert webcal(ADDRESS) == ADDRESS.replace("https:", "webcal:")
    assert webcal("http://lich.local/f/x/y.ics") == "webcal://lich.local/f/x/y.ics"
    assert icsx5(ADDRESS) == ADDRESS.replace("https:", "webcals:")
    assert icsx5("http://lich.local/f/x/y.ics") == "webcal://lich.local/f/x/y.ics"
    assert page.all("a", "href") == [
        "?lang=vi", "?lang=en", webcal(ADDRESS), GOOGLE_FORM, *[webcal(ADDRESS)] * 2, icsx5(ADDRESS),
    ]  # fmt: skip
    assert not any(
        name in attributes for _, attributes in page.tags for name in ("src", "onclick", "style", "action")
    )
    assert not {"link", "img", "iframe", "form", "object"} & {tag for tag, _ in page.tags}
    assert {
        attributes.get("rel") for tag, attributes in page.tags if tag == "a" and ":" in attributes["href"]
    } == {"noreferrer"}


def test_addresses_are_ready_to_copy(read, shelf):
    wished = [f"{ADDRESS}?{wish}" for wish in CHOICES.values()]
    assert wished == [f"{ADDRESS}?alarm=1", f"{ADDRESS}?spans=1", f"{ADDRESS}?lang=en"]
    assert read().all("input", "value") == [ADDRESS, *wished]
    shelf.pages[TOKEN] = replace(PAGE, parts=PARTS)
    assert read().all("input", "value") == [ADDRESS, *(part.address for part in PARTS), *wished]


@both
def test_large_calendar_lists_its_parts(read, shelf, language):
    say = translator(language)
    assert say("subscribe.parts") not in read(f"{PATH}?lang={language}").text
    shelf.pages[TOKEN] = replace(PAGE, parts=PARTS)
    text = read(f"{PATH}?lang={language}").text
    assert say("subscribe.parts") in text
    named = {
        "vi": ("Năm 2023: 1 mục", "Quý II năm 2024: 1180 mục"),
        "en": ("2023: 1 entry", "Quarter 2 of 2024: 1180 entries"),
    }
    assert all(name in text for name in named[language])


@both
@pytest.mark.parametrize("reach", Reach)
def test_page_says_from_where_the_address_can_be_reached(read, shelf, language, reach):
    shelf.pages[TOKEN] = replace(PAGE, reach=reach)
    page, say = read(f"{PATH}?lang={language}"), translator(language)
    assert [other for other in Reach if say(f"subscribe.remote.{other}") in page.text] == [reach]
    remote = [program for program in PROGRAMS if program.is_remote]
    warned = 0 if reach is Reach.PUBLIC else len(remote)
    assert page.text.count(say("subscribe.remote.out_of_reach")) == warned
    assert len(remote) == 3


@pytest.mark.parametrize("reach", Reach)
def test_no_phone_is_sent_to_an_address_of_this_computer(read, shelf, reach):
    shelf.pages[TOKEN] = replace(PAGE, reach=reach)
    page = read()
    is_shown = reach is not Reach.MACHINE
    assert ("svg" in {tag for tag, _ in page.tags}) is is_shown
    assert (translator("vi")("subscribe.qr") in page.text) is is_shown


def test_fields_have_labels_and_headings_are_in_order(read, shelf):
    shelf.pages[TOKEN] = replace(PAGE, parts=PARTS)
    page = read()
    assert page.all("label", "for") == page.all("input", "id") == page.all("button", "data-field")
    assert page.all("button", "aria-describedby") == page.all("label", "id")
    assert all(f"{name}-told" in page.all("output", "id") for name in page.all("input", "id"))
    headings = [tag for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    identities = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identities) == len(set(identities))


def test_buttons_wait_for_the_script(read):
    hidden = ["hidden" in attributes for tag, attributes in read().tags if tag == "button"]
    assert hidden == [True] * 4


@both
def test_hostile_names_stay_text(read, shelf, language):
    nasty = tuple(replace(coming, title=HOSTILE, label=HOSTILE) for coming in COMING)
    shelf.pages[TOKEN] = replace(PAGE, name=HOSTILE, office=f"{HOSTILE}!", coming=nasty)
    page = read(f"{PATH}?lang={language}")
    plain = " ".join(HOSTILE.split())
    assert page.text.count(plain) == 1 + 1 + 1 + 2 * len(COMING)  # title, heading, office
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in page.tags}


@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_names_never_change_the_page(name):
    plain, named = (Read(rendered(replace(PAGE, name=text, office=f"{text}!"))) for text in ("x", name))
    assert [tag for tag, _ in named.tags] == [tag for tag, _ in plain.tags]


def rendered(page):
    """The page of a feed in Vietnamese, without a server."""
    scope = {
        "type": "http",
        "method": "GET",
        "query_string": b"",
        "headers": [],
        "path_params": {"token": TOKEN},
    }
    source = SimpleNamespace(page=lambda token: page)
    shown = Subscribing(source, pages(ZoneInfo("Asia/Ho_Chi_Minh"), "vi")).page(Request(scope))
    return shown.body.decode()


def test_address_with_a_quote_stays_in_its_field(read, shelf):
    nasty = 'https://lich.example/f/x/"><script>.ics'
    shelf.pages[TOKEN] = replace(PAGE, address=nasty)
    page = read()
    assert page.all("input", "value")[0] == nasty
    assert [tag for tag, _ in page.tags].count("script") == 1


def test_headers_keep_the_address_secret(ask):
    answer = ask(PATH)
    headers = {name.lower(): value for name, value in answer.getheaders()}
    assert answer.status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers
    assert TOKEN not in str(headers)


def test_policy_allows_our_script_and_style_and_nothing_else(ask):
    answer = ask(PATH)
    policy = dict(part.split(" ", 1) for part in answer.getheader("Content-Security-Policy").split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": digest_of(answer.body, b"style"),
        "script-src": digest_of(answer.body, b"script"),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }


def digest_of(page, tag):
    (text,) = re.findall(rb"<%b>(.*?)</%b>" % (tag, tag), page, re.DOTALL)
    return f"'sha256-{base64.b64encode(sha256(text).digest()).decode()}'"


def test_head_equals_get_without_the_body(ask):
    got, head = ask(PATH), ask(PATH, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.getheader("Content-Length") == str(len(got.body))


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
@both
def test_unknown_and_revoked_addresses_are_told_apart_calmly(ask, shelf, accept, language):
    say, headers = translator(language), {"Accept": accept, "Accept-Language": language}
    (_, revoked) = shelf.pages
    for token, status, key in ((revoked, 410, "web.feed.revoked"), ("guessed", 404, "web.feed.unknown")):
        answer = ask(f"/s/{token}", headers=headers)
        assert answer.status == status
        assert say(key) in unescape(answer.body.decode())
        assert answer.getheader("Cache-Control") == "no-store"


@pytest.mark.parametrize("token", ["x", "x" * 4000, "%00", "%FF%FE", "..", "a%0d%0ab"])
def test_malformed_tokens_are_unknown_ones(ask, token):
    assert ask(f"/s/{token}").status == 404


def test_only_reading_is_allowed(ask):
    assert ask(PATH, "POST").status == 405
    assert ask(f"{PATH}/").status == 404


def test_busy_store_asks_to_come_back(ask, shelf):
    shelf.trouble = BusyError("store.busy")
    answer = ask(PATH)
    assert (answer.status, answer.getheader("Retry-After")) == (503, "60")


def test_token_is_neither_logged_nor_in_the_title(ask, shelf, caplog):
    caplog.set_level(logging.DEBUG)
    page = ask(PATH).body.decode()
    ask("/s/guessed-token")
    shelf.trouble = KeyError(TOKEN)
    assert ask(PATH).status == 500
    assert "page slug=phong-noi-vu status=200" in caplog.text
    assert "guessed-token" not in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN not in re.search("<title>(.*?)</title>", page)[1]
