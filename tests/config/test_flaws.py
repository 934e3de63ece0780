"""Every flaw of config.toml is told at once, with its path."""

import pytest

from tracker.config import load_config
from tracker.config.values import database_url, domain_name, host_name, mail_address, web_url
from tracker.errors import ConfigError
from tracker.i18n import LANGUAGES, translator

BROKEN = """
host = "mail.example.vn"
port = "587"
security = "none"
password = "hunter2"
password_env = "not a name"
timeout_seconds = 0
[delivery]
channel = "fax"
lease_minutes = true
[reminders]
at = "07:30"
roll = "later"
start = "yes"
lead_working_days = [5, 5, 0]
overdue_every_working_days = 0
escalation = [{ after_working_days = 3, to = "mayor" }, { to = "head" }]
[feeds]
language = "fr"
base_url = "ftp://example.vn"
[web]
host = "0.0.0.0"
port = 70000
proxies = ["127.0.0.1", "10.0.0.0/33"]
[database]
url = "postgresql://u:hunter2@db/tracker"
[paths]
data = 3
[extra]
[[units]]
code = "so-y-te"
name = "Sở Y tế"
people = [{ name = "A", address = "a b@example.vn" }, { name = "B" }]
parent = "so-nao"
[[units]]
code = "So Y Te"
name = "Sở  y tế"
head = { name = "C", address = "c@example.vn", phone = "1" }
[[units]]
code = "a"
name = "Ban A"
aliases = ["Ban B", 3]
parent = "b"
[[units]]
code = "b"
name = "Ban B"
parent = "a"
"""

FLAWS = {
    "office.name": "settings.required",
    "office.domain": "config.bad_domain",
    "office.coordinator.address": "settings.required",
    "office.timezone": "config.unknown_timezone",
    "mail.port": "settings.not_whole",
    "mail.security": "config.open_mail",
    "mail.password": "settings.secret",
    "mail.password_env": "config.bad_variable",
    "mail.timeout_seconds": "settings.out_of_range",
    "delivery.channel": "settings.not_one_of",
    "delivery.lease_minutes": "settings.not_whole",
    "reminders.at": "settings.not_time",
    "reminders.roll": "settings.not_one_of",
    "reminders.start": "settings.not_truth",
    "reminders.lead_working_days": "settings.repeated",
    "reminders.lead_working_days[2]": "settings.out_of_range",
    "reminders.overdue_every_working_days": "settings.out_of_range",
    "reminders.escalation[0].to": "settings.not_one_of",
    "reminders.escalation[1].after_working_days": "settings.required",
    "feeds.language": "settings.not_one_of",
    "feeds.base_url": "config.bad_url",
    "web.proxies": "config.bad_network",
    "web.port": "settings.out_of_range",
    "web.base_url": "config.base_url_needed",
    "database.url": "settings.secret",
    "paths.data": "settings.not_text",
    "extra": "settings.unknown_key",
    "units[0].people[0].address": "config.bad_address",
    "units[0].people[1].address": "settings.required",
    "units[0].parent": "config.unknown_parent",
    "units[1].code": "config.bad_code",
    "units[1].name": "config.name_taken",
    "units[1].head.phone": "settings.unknown_key",
    "units[2].aliases[1]": "settings.not_text",
    "units[2].parent": "config.parent_circle",
    "units[3].name": "config.name_taken",
    "units[3].parent": "config.parent_circle",
}

OFFICE = {
    'name = "UBND phường Tân An"': 'timezone = "Asia/Saigonn"',
    '"tanan.example.vn"': '"http://tanan"',
    ', address = "lan@tanan.example.vn"': "",
}


def test_every_flaw_is_told_at_once(flaws):
    assert flaws(BROKEN, **OFFICE) == FLAWS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flaw_has_a_sentence_and_a_remedy(write, language):
    say = translator(language)
    with pytest.raises(ConfigError) as caught:
        load_config(write(BROKEN, **OFFICE), environ={})
    for key in {problem.key for problem in caught.value.problems}:
        assert say.has(f"problem.{key}")
        assert say.has(f"problem.{key}.remedy")
    for problem in caught.value.problems:
        assert "{" not in say(f"problem.{problem.key}", **problem.facts)
        assert "{" not in say(f"problem.{problem.key}.remedy", **problem.facts)


def test_no_flaw_repeats_a_secret(write):
    with pytest.raises(ConfigError) as caught:
        load_config(write(BROKEN), environ={"TRACKER_DATABASE_URL": "mysql://u:hunter2@db/x"})
    assert "hunter2" not in repr(caught.value.problems) + str(caught.value)


def test_a_bad_database_variable_is_told_by_its_name(flaws):
    assert flaws(environ={"TRACKER_DATABASE_URL": "mysql://db/x"}) == {
        "TRACKER_DATABASE_URL": "config.bad_database"
    }


def test_email_needs_a_server(flaws):
    assert flaws('[delivery]\nchannel = "email"') == {"delivery.channel": "config.no_mail_host"}


def test_a_letter_is_held_as_long_as_the_whole_talk_may_take(write):
    """Or a second sender would take it amid the talk, and send it again."""
    talk = "timeout_seconds = 10\nlogin_seconds = 20\ncommand_seconds = 5\ntext_seconds = 60\nfinal_seconds = 120"
    with pytest.raises(ConfigError) as caught:
        load_config(write(f"{talk}\n[delivery]\nlease_minutes = 3"), environ={})
    (flaw,) = caught.value.problems
    assert (flaw.place.key, flaw.key) == ("delivery.lease_minutes", "config.lease_too_short")
    assert (flaw.facts["seconds"], flaw.facts["minutes"]) == (225, 4)
    assert (
        load_config(write(f"{talk}\n[delivery]\nlease_minutes = 4"), environ={}).delivery.lease_minutes == 4
    )


def test_unprotected_mail_stays_on_this_machine(write):
    local = write('host = "127.0.0.1"\nport = 2525\nsecurity = "none"')
    assert load_config(local, environ={}).mail.host == "127.0.0.1"


def test_names_differ_by_more_than_spelling(flaws):
    two = '[[units]]\ncode = "x"\nname = "Ban Thi đua - Khen thưởng"\n'
    assert flaws(two + '[[units]]\ncode = "y"\nname = "Y"\naliases = ["ban thi đua khen thưởng", "X"]') == {
        "units[1].aliases[0]": "config.name_taken",
        "units[1].aliases[1]": "config.name_taken",
    }


def test_a_broken_file_names_its_line(write):
    with pytest.raises(ConfigError) as caught:
        load_config(write("\nhost = mail.example.vn"), environ={})
    (problem,) = caught.value.problems
    assert (problem.key, problem.place.file, problem.place.line) == ("settings.syntax", "config.toml", 10)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("lan.tt@tdkt.cantho.example.vn", "lan.tt@tdkt.cantho.example.vn"),
        ("Lan+a@EXAMPLE.vn", "Lan+a@example.vn"),
        ("lan@cần-thơ.vn", "lan@xn--cn-th-yob9113c.vn"),
        ("lan", None),
        ("lan@", None),
        ("@example.vn", None),
        ("lan@localhost", None),
        ("a@b@example.vn", None),
        ("lân@example.vn", None),
        ("lan @example.vn", None),
        ("lan@example.vn\n", None),
        ("lan@example..vn", None),
        ("lan@-example.vn", None),
        (".lan@example.vn", None),
        ("<lan@example.vn>", None),
        ("l" * 65 + "@example.vn", None),
        ("lan@" + "a" * 64 + ".vn", None),
    ],
)
def test_addresses(text, accepted):
    assert mail_address(text) == accepted


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (domain_name, ["example.vn", "a.b.example.vn"], ["example", "exa mple.vn", "http://a.vn", "a_b.vn"]),
        (host_name, ["localhost", "mail.a.vn", "10.0.0.5", "::1"], ["10.0.0.256", "a/b", ":::", "a b"]),
        (
            web_url,
            ["https://a.vn", "http://127.0.0.1:8249", "https://a.vn/lich"],
            ["ftp://a.vn", "https://", "https://u:p@a.vn", "https://a.vn/?x=1", "https://a.vn:99999", "a.vn"],
        ),
    ],
)
def test_names_and_addresses_of_machines(check, good, bad):
    assert [check(text) for text in good] == good
    assert [check(text) for text in bad] == [None] * len(bad)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("sqlite:///a.db", "sqlite:////srv/a.db"),
        ("sqlite:////b/a.db", "sqlite:////b/a.db"),
        ("postgresql+psycopg://db/x", "postgresql+psycopg://db/x"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://db", None),
        ("tracker.db", None),
    ],
)
def test_database_addresses(text, accepted, tmp_path):
    assert database_url(text, type(tmp_path)("/srv")) == accepted
