"""Reading the sections of config.toml; what does not fit together is noted too."""

from collections.abc import Mapping
from pathlib import Path

from tracker.config import values
from tracker.config.ladders import Usual, check_policy, read_steps
from tracker.config.model import (
    LANGUAGES,
    Backup,
    ChannelName,
    Database,
    Delivery,
    Feeds,
    Mail,
    Office,
    Paths,
    Reminders,
    Service,
    Web,
)
from tracker.config.people import read_person, read_staff, read_succession
from tracker.core.directory import Person
from tracker.core.ladders import MOST_DAYS
from tracker.core.mail import Security
from tracker.core.settings import Table
from tracker.errors import Place, Problem, Severity

DATABASE_VARIABLE = "TRACKER_DATABASE_URL"
EVERY_INTERFACE = frozenset({"0.0.0.0", "::"})  # noqa: S104  (compared with, not bound to)
HIGHEST_PORT = 65535
MOST_DONE_DAYS = 366
LONGEST_WAIT = 3600  # seconds

_NOBODY = Person("", "")
_OFFICE = Office("", "", _NOBODY)
_MAIL = Mail(_NOBODY, "")


def read_office(table: Table, reminders: Reminders) -> Office:
    """Read the office, its coordinators and its leaders."""
    language = table.one_of("language", _OFFICE.language, LANGUAGES)
    usual = Usual(language, reminders.policy, reminders.limits)
    coordinators = read_succession(table, "coordinator", usual, required=True)
    return Office(
        name=table.text("name", required=True),
        domain=table.checked("domain", values.domain_name, problem="config.bad_domain", required=True),
        coordinator=coordinators[-1],
        coordinators=coordinators,
        leaders=tuple(read_staff(leader, usual) for leader in table.tables("leaders")),
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
        bounces=table.checked("bounces", values.mail_address, problem="config.bad_address"),
        timeout_seconds=_seconds(table, "timeout_seconds", _MAIL.timeout_seconds),
        login_seconds=_seconds(table, "login_seconds", _MAIL.login_seconds),
        command_seconds=_seconds(table, "command_seconds", _MAIL.command_seconds),
        text_seconds=_seconds(table, "text_seconds", _MAIL.text_seconds),
        final_seconds=_seconds(table, "final_seconds", _MAIL.final_seconds),
    )
    _check_mail(table, mail)
    return mail


def _seconds(table: Table, key: str, usual: int) -> int:
    return table.whole(key, usual, lowest=1, highest=LONGEST_WAIT)


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
    delivery = Delivery(
        channel=channel,
        outbox=data / table.line("outbox", str(usual.outbox)),
        connections=table.whole("connections", usual.connections, lowest=1, highest=16),
        letters_per_connection=table.whole(
            "letters_per_connection", usual.letters_per_connection, lowest=1, highest=1000
        ),
        connection_seconds=_seconds(table, "connection_seconds", usual.connection_seconds),
        lease_minutes=table.whole("lease_minutes", usual.lease_minutes, lowest=1, highest=60),
        per_minute=table.whole("per_minute", usual.per_minute, lowest=1, highest=100_000),
        per_person_a_day=table.whole("per_person_a_day", usual.per_person_a_day, lowest=1, highest=1000),
        back_off_minutes=_steps(table, "back_off_minutes", usual.back_off_minutes),
        give_up_days=table.whole("give_up_days", usual.give_up_days, lowest=1, highest=30),
        weekly_give_up_days=table.whole(
            "weekly_give_up_days", usual.weekly_give_up_days, lowest=1, highest=6
        ),
        breaker_seconds=_steps(table, "breaker_seconds", usual.breaker_seconds),
        login_pause_minutes=table.whole(
            "login_pause_minutes", usual.login_pause_minutes, lowest=1, highest=24 * 60
        ),
        on_ambiguous=table.choice("on_ambiguous", usual.on_ambiguous),
        keep_text_days=table.whole("keep_text_days", usual.keep_text_days, lowest=1, highest=3660),
    )
    _check_lease(table, delivery, mail)
    return delivery


def _check_lease(table: Table, delivery: Delivery, mail: Mail) -> None:
    """A letter whose lease ends amid the talk would be taken over and sent twice."""
    talk = mail.timeout_seconds + mail.login_seconds + 3 * mail.command_seconds
    longest = talk + mail.text_seconds + mail.final_seconds
    if delivery.lease_minutes * 60 < longest:
        table.complain("lease_minutes", "config.lease_too_short", seconds=longest, minutes=-(-longest // 60))


def _steps(table: Table, key: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    """Read waiting times, each longer than the one before; there is always one."""
    steps = table.wholes(key, usual, lowest=1, highest=LONGEST_WAIT * 24)
    if not steps or list(steps) != sorted(steps):
        table.complain(key, "config.bad_steps")
    return steps or usual


def read_reminders(table: Table) -> Reminders:
    """Read when people are written to."""
    usual, before = Reminders(), len(table.problems)
    reminders = Reminders(
        at=table.clock_time("at", usual.at),
        roll=table.choice("roll", usual.roll),
        start=table.truth("start", default=usual.start),
        lead_working_days=_days(table, "lead_working_days", usual.lead_working_days),
        overdue_working_days=_days(table, "overdue_working_days", usual.overdue_working_days),
        overdue_every_working_days=table.whole(
            "overdue_every_working_days", usual.overdue_every_working_days, lowest=1, highest=MOST_DAYS
        ),
        escalation=read_steps(table) if table.has("escalation") else usual.escalation,
        weekly=table.truth("weekly", default=usual.weekly),
        partners=table.truth("partners", default=usual.partners),
        longest_lead_working_days=_limit(table, "longest_lead_working_days", usual),
        latest_overdue_working_days=_limit(table, "latest_overdue_working_days", usual),
        latest_escalation_working_days=_limit(table, "latest_escalation_working_days", usual),
        longest_pause_working_days=_limit(table, "longest_pause_working_days", usual),
    )
    if len(table.problems) == before:
        check_policy(table, reminders.policy, reminders.limits)
    return reminders


def _limit(table: Table, key: str, usual: Reminders) -> int:
    return table.whole(key, getattr(usual, key), lowest=1, highest=MOST_DAYS)


def _days(table: Table, key: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    return table.wholes(key, usual, lowest=1, highest=MOST_DAYS)


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


def read_service(table: Table, data: Path) -> Service:
    """Read how the running service beats and ends."""
    usual = Service()
    return Service(
        tick_seconds=_seconds(table, "tick_seconds", usual.tick_seconds),
        publish_seconds=_seconds(table, "publish_seconds", usual.publish_seconds),
        stop_seconds=_seconds(table, "stop_seconds", usual.stop_seconds),
        final_answer_seconds=_seconds(table, "final_answer_seconds", usual.final_answer_seconds),
        ping_url=table.checked("ping_url", values.web_url, problem="config.bad_url"),
        metrics=table.truth("metrics", default=usual.metrics),
        log_file=_file(table, "log_file", data),
        log_megabytes=table.whole("log_megabytes", usual.log_megabytes, lowest=1, highest=10_000),
        log_files=table.whole("log_files", usual.log_files, lowest=1, highest=100),
        doubtful_step_days=_count(table, "doubtful_step_days", usual.doubtful_step_days),
        doubtful_absence_days=_count(table, "doubtful_absence_days", usual.doubtful_absence_days),
        doubtful_minutes=table.whole("doubtful_minutes", usual.doubtful_minutes, lowest=0, highest=24 * 60),
    )


def read_backup(table: Table, data: Path) -> Backup:
    """Read when the database is copied, and how many copies are kept."""
    usual = Backup()
    return Backup(
        nightly=table.truth("nightly", default=usual.nightly),
        at=table.clock_time("at", usual.at),
        folder=data / table.line("folder", str(usual.folder)),
        daily=_count(table, "daily", usual.daily),
        weekly=table.whole("weekly", usual.weekly, lowest=0, highest=520),
        journal_days=_count(table, "journal_days", usual.journal_days),
    )


def _count(table: Table, key: str, usual: int) -> int:
    return table.whole(key, usual, lowest=1, highest=3660)


def read_paths(table: Table, base: Path, calendars_base: Path) -> Paths:
    """Read where the program and the office keep their files."""
    usual = Paths()
    return Paths(
        data=base / table.line("data", str(usual.data)),
        calendars=calendars_base / table.line("calendars", str(usual.calendars)),
    )
