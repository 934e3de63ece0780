"""tracker feeds: what it shows, makes, asks and refuses."""

import json
import re
from io import StringIO

import pytest

from tests.offices import open_office, write_config
from tracker.services.visits import NotedVisits

TOKEN = re.compile(r"[\w-]{43}")
FEED = {"slug", "kind", "subject", "name", "partners", "address"}
OFFICE = "ban-thi-dua-khen-thuong-thanh-pho-can-tho"


@pytest.fixture
def issued(planned):
    """The office after a feed was made for it."""
    assert planned("feeds", "create", "office").code == 0
    return planned


def shape(run, *arguments):
    answer = run("feeds", *arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_an_office_without_feeds_is_told_how_to_begin(planned):
    answer = planned("feeds")
    assert (answer.code, answer.err) == (0, "")
    assert "tracker feeds create office" in answer.out


def test_the_address_is_shown_once_and_never_again(planned):
    made = planned("--lang", "en", "feeds", "create", "office")
    assert len(set(TOKEN.findall(made.out))) == 1
    assert "shown only now" in made.out
    for arguments in (
        ("feeds",),
        ("feeds", "list", "--all"),
        ("feeds", "--json"),
        ("feeds", "export", "out"),
    ):
        again = planned(*arguments)
        assert not TOKEN.search(again.out + again.err)


@pytest.mark.parametrize(
    ("base_url", "note"),
    [
        ("", "Only this computer can reach the address"),
        ("http://lich.so-noi-vu.internal", "cannot be reached from outside the office's network"),
        ("https://lich.cantho.example.vn", ""),
    ],
)
def test_who_can_reach_the_address_is_said(planned, office, base_url, note):
    write_config(office, base_url=f'"{base_url}"')
    made = planned("--lang", "en", "feeds", "create", "office")
    assert made.code == 0
    assert note in made.out
    assert ("base_url" in made.out) is bool(note)


@pytest.mark.parametrize(
    ("arguments", "kind", "subject", "slug"),
    [
        (("office",), "office", "", OFFICE),
        (("unit", "Sở Nội vụ"), "unit", "so-noi-vu", "so-noi-vu"),
        (("unit", "so-noi-vu", "--partners"), "unit", "so-noi-vu", "so-noi-vu-ca-phoi-hop"),
        (("unit", "so-noi-vu", "--name", "../../x\n"), "unit", "so-noi-vu", "x"),
        (
            ("person", "LAN.tt@tdkt.cantho.example.vn"),
            "person",
            "lan.tt@tdkt.cantho.example.vn",
            "tran-thi-lan",
        ),
        (("quarter", "2024-Q3"), "quarter", "2024-Q3", f"quy-3-2024-{OFFICE}"),
        (("overdue",), "overdue", "", f"qua-han-{OFFICE}"),
        (("overdue", "so-noi-vu"), "overdue", "so-noi-vu", "qua-han-so-noi-vu"),
    ],
)
def test_every_kind_of_feed_is_made(planned, arguments, kind, subject, slug):
    feed = shape(planned, "create", *arguments)["feed"]
    assert feed.keys() == FEED | {"page"}
    assert (feed["kind"], feed["subject"], feed["slug"]) == (kind, subject, slug)
    token = TOKEN.search(feed["address"])[0]
    assert feed["page"].endswith(f"/s/{token}")
    assert feed["partners"] == ("--partners" in arguments)


def test_a_plan_has_a_feed_with_all_its_duties(planned):
    feed = shape(planned, "create", "plan", "249-2024")["feed"]
    (listed,) = shape(planned)["feeds"]
    assert (listed["slug"], listed["events"], listed["unit"]) == (feed["slug"], 35, "")


def test_every_unit_without_a_feed_gets_one(planned):
    first = shape(planned, "create", "unit", "so-noi-vu")["feed"]
    others = shape(planned, "create", "unit", "--all")["feeds"]
    assert len(others) == 11 - 1
    assert first["subject"] not in {feed["subject"] for feed in others}
    assert shape(planned, "create", "unit", "--all")["feeds"] == []
    assert planned("feeds", "create", "unit", "--all").out.count("\n") == 1


def test_the_list_answers_in_json(issued):
    (feed,) = shape(issued)["feeds"]
    assert feed.keys() == FEED | {
        "unit", "file", "events", "bytes", "state", "created_at", "revoked_at", "parts", "clients",
    }  # fmt: skip
    assert (feed["address"], feed["state"], feed["clients"], feed["parts"]) == ("", "never", [], [])
    assert feed["file"].endswith(f"/var/feeds/{OFFICE}.ics")


def test_the_list_says_who_fetched_last_from_where(issued, office):
    visits = NotedVisits(open_office(office))
    visits.note(OFFICE, "Google-Calendar-Importer", "192.0.2.7")
    visits.note(OFFICE, "Mozilla/5.0 Firefox", "192.0.2.8")
    visits.flush()
    out = issued("--lang", "en", "feeds").out
    assert re.search(
        r"Google Calendar: last fetched at \d\d:\d\d, Friday, 22 December 2023, from 192.0.2.7", out
    )
    assert "a browser: " in out
    assert "more than 7 days" in out
    (feed,) = shape(issued)["feeds"]
    assert feed["state"] == "stale"
    assert {"client", "address", "first_at", "last_at", "times"} == feed["clients"][0].keys()


def test_a_renamed_feed_keeps_its_slug(issued):
    feed = shape(issued, "rename", OFFICE, "Lịch  chung")["feed"]
    assert feed.keys() == FEED
    assert (feed["slug"], feed["name"], feed["address"]) == (OFFICE, "Lịch chung", "")
    assert issued("feeds", "rename", "Lịch chung", "Khác").code == 0, "it is known by its name, too"


def test_rotating_issues_another_address(planned):
    first = shape(planned, "create", "office")["feed"]
    second = shape(planned, "rotate", OFFICE, "--yes")["feed"]
    assert second.keys() == first.keys()
    assert second["address"] != first["address"]
    assert TOKEN.search(planned("feeds", "rotate", OFFICE, "--yes").out)


@pytest.mark.parametrize("deed", ["rotate", "revoke"])
@pytest.mark.parametrize(("said", "code"), [("", 2), ("k\n", 1), ("c\n", 0)])
def test_people_are_asked_before_an_address_ends(issued, monkeypatch, deed, said, code):
    monkeypatch.setattr("sys.stdin", StringIO(said))
    answer = issued("feeds", deed, OFFICE)
    assert answer.code == code
    assert OFFICE in answer.err
    deeds = json.loads(issued("feeds", "--all", "--json").out)["feeds"]
    assert (deed == "revoke" and code == 0) == (deeds[0]["state"] == "revoked")


def test_a_revoked_feed_is_listed_on_request_only(issued):
    feed = shape(issued, "revoke", OFFICE, "--yes")["feed"]
    assert feed.keys() == FEED | {"revoked_at"}
    assert shape(issued)["feeds"] == []
    (listed,) = shape(issued, "list", "--all")["feeds"]
    assert (listed["state"], listed["revoked_at"]) == ("revoked", feed["revoked_at"])
    for deed in ("revoke", "rotate"):
        answer = issued("--lang", "en", "feeds", deed, OFFICE, "--yes")
        assert answer.code == 2
        assert re.match(rf"The feed “{OFFICE}” was revoked on \d+ \w+ \d{{4}}\.\n", answer.err)


def test_a_split_feed_says_what_to_do(issued, monkeypatch):
    monkeypatch.setattr("tracker.feeds.parts.LIMIT", 20_000)
    issued("feeds", "create", "plan", "249-2024")
    out = issued("--lang", "en", "feeds").out
    assert "Parts: 2024-Q1, 2024-Q2, 2024-Q3, 2024-Q4" in out
    assert "?period=2024-Q1" in out


def test_a_part_that_is_too_large_itself_is_told(issued, monkeypatch):
    monkeypatch.setattr("tracker.feeds.parts.LIMIT", 8_000)
    issued("feeds", "create", "quarter", "2024-Q2")
    out = issued("--lang", "en", "feeds", "list").out
    assert "Even 2024-Q2 is larger than 1 MB" in out
    assert "Parts: 2024-Q2." not in out, "one part is none"
    assert "one for each unit: tracker feeds create unit --all" in out


def test_a_feed_of_a_unit_that_is_gone_says_so(issued, office):
    issued("feeds", "create", "unit", "so-noi-vu")
    settings = (office / "config.toml").read_text(encoding="utf-8")
    (office / "config.toml").write_text(settings.replace('"so-noi-vu"', '"so-khac"'), encoding="utf-8")
    out = issued("--lang", "en", "feeds").out
    assert out.count("no longer stands in config.toml") == 1
    assert "tracker feeds revoke so-noi-vu" in out


def test_feeds_are_laid_down_as_files(issued, office):
    folder, addresses = office / "srv", office / "addresses.map"
    report = shape(issued, "export", folder, "--map", addresses)
    assert report == {"written": [f"{OFFICE}.ics"], "unchanged": [], "removed": [], "lost": 0}
    assert re.fullmatch(rf'"[\w-]{{43}}" {OFFICE};\n', addresses.read_text())
    assert "1" in issued("feeds", "export", folder).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("create",),
        ("create", "nonsense"),
        ("create", "unit"),
        ("create", "unit", "  "),
        ("create", "unit", "Sở Công Thương"),
        ("create", "person", "nobody@example.vn"),
        ("create", "plan", "1-2024"),
        ("create", "quarter", "2024-Q5"),
        ("create", "quarter", "0000-Q1"),
        ("create", "office", "so-noi-vu"),
        ("create", "office", "--partners"),
        ("create", "office", "--all"),
        ("create", "unit", "so-noi-vu", "--all"),
        ("create", "unit", "--all", "--name", "x"),
        ("rename", "no-such-feed", "x"),
        ("rename", OFFICE, " \t"),
        ("rotate", "no-such-feed", "--yes"),
        ("revoke", "../../x", "--yes"),
        ("export",),
        ("no-such-command",),
    ],
)
def test_wrong_calls_have_a_reason_and_a_remedy(issued, arguments):
    answer = issued("feeds", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") >= 2
    assert "error." not in answer.err


def test_a_feed_that_is_none_is_answered_with_those_that_come_close(issued):
    assert OFFICE in issued("feeds", "rotate", OFFICE[:-3], "--yes").err
    assert OFFICE not in issued("feeds", "rotate", "so-y-te", "--yes").err


def test_a_folder_that_cannot_be_written_is_told(issued, office):
    (office / "file").write_text("x")
    answer = issued("feeds", "export", office / "file")
    assert (answer.code, answer.out) == (13, "")
    assert str(office / "file") in answer.err


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("subcommand", ["list", "create", "rename", "rotate", "revoke", "export"])
def test_help_names_and_explains_every_subcommand(run, language, subcommand):
    group = run("--lang", language, "feeds", "--help").out
    assert re.search(rf"^  {subcommand}  +\S", group, re.MULTILINE)
    page = run("--lang", language, "feeds", subcommand, "--help").out
    assert f"tracker feeds {subcommand}" in page.partition("\n\n")[2], "an example"
    assert "cli." not in group + page
