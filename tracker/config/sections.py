"""Reading the sections of config.toml; what does not fit together is noted too."""

from collections.abc import Mapping
from pathlib import Path

from tracker.config import values
from tracker.config.model import (
    LANGUAGES,
    ChannelName,
    Database,
    Delivery,
    Feeds,
    Mail,
    Office,
    Paths,
    Reminders,
    Web,
)
from tracker.config.people import read_people, read_person
from tracker.core.directory import Person
from tracker.core.mail import Security
from tracker.core.settings import Table
from tracker.errors import Place, Problem, Severity

DATABASE_VARIABLE = "TRACKER_DATABASE_URL"
EVERY_INTERFACE = frozenset({"0.0.0.0", "::"})  # noqa: S104  (compared with, not bound to)
HIGHEST_PORT = 65535
MOST_DONE_DAYS = 366
MOST_DAYS = 250  # working days, about a year of them
SUPERIORS = ("head", "leaders")

_NOBODY = Person("", "")
_OFFICE = Office("", "", _NOBODY)
_MAIL = Mail(_NOBODY, "")


def read_office(table: Table) -> Office:
    """Read the office, its coordinator and its leaders."""
    language = table.one_of("language", _OFFICE.language, LANGUAGES)
    return Office(
        name=table.text("name", required=True),
        domain=table.checked("domain", values.domain_name, problem="config.bad_domain", required=True),
        coordinator=read_person(table.table("coordinator"), language),
        leaders=read_people(table.tables("leaders"), language),
        language=language,
        timezone=table.checked(
            "timezone", values.time_zone, problem="config.unknown_timezone", default=_OFFICE.timezone
        ),
    )


def read_mail(table: Table, office: Office, base: Path) -> Mail:
    """Read the mail server and the sender."""
    mail = Mail(
        sender=read_person(table.table("sender"), office.language, name=office.name),
        reply_to=table.checked(
            "reply_to", values.mail_address, problem="config.bad_address", default=office.coordinator.address
        ),
        host=table.checked("host", values.host_name, problem="config.bad_host"),
        port=table.whole("port", _MAIL.port, lowest=1, highest=HIGHEST_PORT),
        security=table.choice("security", _MAIL.security),
        username=table.line("username"),
        password_env=table.checked(
            "password_env", values.variable_name, problem="config.bad_variable", default=_MAIL.password_env
        ),
        password_file=_file(table, "password_file", base),
        ca_file=_file(table, "ca_file", base),
        timeout_seconds=table.whole("timeout_seconds", _MAIL.timeout_seconds, lowest=1, highest=600),
    )
    _check_mail(table, mail)
    return mail


def _file(table: Table, key: str, base: Path) -> Path | None:
    name = table.line(key)
    return base / name if name else None


def _check_mail(table: Table, mail: Mail) -> None:
    if table.has("password"):
        table.refuse_secret("password")
    if mail.host and mail.security is Security.NONE and not values.is_loopback(mail.host):
        table.complain("security", "config.open_mail", host=mail.host)


def read_delivery(table: Table, mail: Mail, data: Path) -> Delivery:
    """Read how letters leave."""
    usual = Delivery()
    channel = table.choice("channel", usual.channel)
    if channel is ChannelName.EMAIL and not mail.host:
        table.complain("channel", "config.no_mail_host")
    return Delivery(
        channel=channel,
        outbox=data / table.line("outbox", str(usual.outbox)),
        lease_minutes=table.whole("lease_minutes", usual.lease_minutes, lowest=1, highest=60),
    )


def read_reminders(table: Table) -> Reminders:
    """Read when people are written to."""
    usual = Reminders()
    return Reminders(
        at=table.clock_time("at", usual.at),
        roll=table.choice("roll", usual.roll),
        start=table.truth("start", default=usual.start),
        lead_working_days=_days(table, "lead_working_days", usual.lead_working_days),
        overdue_working_days=_days(table, "overdue_working_days", usual.overdue_working_days),
        overdue_every_working_days=table.whole(
            "overdue_every_working_days", usual.overdue_every_working_days, lowest=1, highest=MOST_DAYS
        ),
        escalation=_escalation(table, usual.escalation),
    )


def _days(table: Table, key: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    return table.wholes(key, usual, lowest=1, highest=MOST_DAYS)


def _escalation(table: Table, usual: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    steps = tuple(map(_escalation_step, table.tables("escalation")))
    if len(set(steps)) < len(steps):
        table.complain("escalation", "settings.repeated")
    return steps if table.has("escalation") else usual


def _escalation_step(table: Table) -> tuple[int, str]:
    for key in ("after_working_days", "to"):
        if not table.has(key):
            table.complain(key, "settings.required")
    after = table.whole("after_working_days", 1, lowest=1, highest=MOST_DAYS)
    return after, table.one_of("to", SUPERIORS[0], SUPERIORS)


def read_feeds(table: Table, office: Office, data: Path) -> Feeds:
    """Read where published calendars lie."""
    usual = Feeds()
    return Feeds(
        folder=data / table.line("folder", str(usual.folder)),
        key_file=data / table.line("key_file", str(usual.key_file)),
        language=table.one_of("language", office.language, LANGUAGES),
        base_url=table.checked("base_url", values.web_url, problem="config.bad_url"),
        shown_on=table.choice("shown_on", usual.shown_on),
        done_days=table.whole("done_days", usual.done_days, lowest=0, highest=MOST_DONE_DAYS),
    )


def read_web(table: Table) -> Web:
    """Read where the web server listens."""
    usual = Web()
    web = Web(
        host=table.checked("host", values.host_name, problem="config.bad_host", default=usual.host),
        port=table.whole("port", usual.port, lowest=0, highest=HIGHEST_PORT),
        base_url=table.checked("base_url", values.web_url, problem="config.bad_url"),
        proxies=table.texts("proxies"),
    )
    for network in web.proxies:
        if not values.is_network(network):
            table.complain("proxies", "config.bad_network", network)
    if web.host in EVERY_INTERFACE and not web.base_url:
        table.complain("base_url", "config.base_url_needed", host=web.host)
    return web


def read_database(table: Table, environ: Mapping[str, str], data: Path) -> Database:
    """Read where the rows are kept; the environment wins, and only it may carry a password."""
    written = table.line("url", Database().url)
    url = values.database_url(written, data)
    if values.holds_password(written):
        table.refuse_secret("url")
    elif url is None:
        table.complain("url", "config.bad_database")
    return Database(_database_from(environ, table.problems) or url or "")


def _database_from(environ: Mapping[str, str], problems: list[Problem]) -> str:
    written = environ.get(DATABASE_VARIABLE, "")
    url = values.database_url(written, Path.cwd()) if written else ""
    if url is None:
        problems.append(Problem("config.bad_database", Severity.ERROR, Place(key=DATABASE_VARIABLE)))
    return url or ""


def read_paths(table: Table, base: Path, calendars_base: Path) -> Paths:
    """Read where the program and the office keep their files."""
    usual = Paths()
    return Paths(
        data=base / table.line("data", str(usual.data)),
        calendars=calendars_base / table.line("calendars", str(usual.calendars)),
    )
