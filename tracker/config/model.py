"""What can be set, with its defaults.

The defaults of these classes are the only ones; the shipped config.toml writes
them out. Paths are absolute once a file was loaded. Named tuples, because a cold
answer loads these classes and dataclasses are six times as slow to make.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.config.secret import Secret, from_environment, from_file
from tracker.core.directory import Directory, Person, Unit
from tracker.core.ladders import Limits
from tracker.core.mail import OnAmbiguous, Security
from tracker.core.policy import EscalationStep, Policy
from tracker.core.shown import ShownOn
from tracker.core.timekeeping import Doubts
from tracker.core.workcalendar import Roll

LANGUAGES = ("vi", "en")


class ChannelName(StrEnum):
    """How letters leave; ``AUTO`` is e-mail where a server is set, else files."""

    AUTO = "auto"
    EMAIL = "email"
    EML = "eml"
    CONSOLE = "console"


class Office(NamedTuple):
    """The office itself; ``domain`` ends the identities of events and letters.

    ``coordinator`` is the last of ``coordinators``, who follow one another.
    """

    name: str
    domain: str
    coordinator: Person
    leaders: tuple[Person, ...] = ()
    language: str = "vi"
    timezone: str = "Asia/Ho_Chi_Minh"
    coordinators: tuple[Person, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.timezone)


class Mail(NamedTuple):
    """The mail server and the sender; without ``host`` no letter leaves by e-mail.

    ``username`` empty means no login. ``reply_to`` is the coordinator's address
    unless set. ``password_file`` wins over ``password_env``. ``bounces`` receives
    what comes back, the sender unless set. Seconds are those of one phase of the
    talk (RFC 5321, 4.5.3.2).
    """

    sender: Person
    reply_to: str
    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    username: str = ""
    password_env: str = "TRACKER_MAIL_PASSWORD"  # noqa: S105  (the name of a variable)
    password_file: Path | None = None
    ca_file: Path | None = None
    bounces: str = ""
    timeout_seconds: int = 30  # to connect
    login_seconds: int = 60
    command_seconds: int = 60
    text_seconds: int = 180
    final_seconds: int = 600

    def password(self, environ: Mapping[str, str]) -> Secret:
        """Read the password now; a missing or exposed one is a ConfigError."""
        if self.password_file:
            return from_file(self.password_file)
        return from_environment(self.password_env, environ)


class Delivery(NamedTuple):
    """How letters leave, how fast, how often they are tried, and when they are given up.

    After the last of ``back_off_minutes`` and ``breaker_seconds`` that one repeats.
    """

    channel: ChannelName = ChannelName.AUTO
    outbox: Path = Path("outbox")
    connections: int = 1
    letters_per_connection: int = 50
    connection_seconds: int = 60
    lease_minutes: int = 25
    per_minute: int = 60
    per_person_a_day: int = 10
    back_off_minutes: tuple[int, ...] = (1, 5, 15, 30, 60, 120, 240)
    give_up_days: int = 5
    weekly_give_up_days: int = 2
    breaker_seconds: tuple[int, ...] = (30, 60, 120, 300, 600, 900)
    login_pause_minutes: int = 15
    on_ambiguous: OnAmbiguous = OnAmbiguous.RESEND
    keep_text_days: int = 90


class Reminders(NamedTuple):
    """When people are written to.

    The last four are limits for the ladders of units, people, plans and tasks, and for pauses.
    """

    at: time = time(7, 30)
    roll: Roll = Roll.PREVIOUS
    start: bool = True
    lead_working_days: tuple[int, ...] = (10, 5, 2)
    overdue_working_days: tuple[int, ...] = (1, 3, 7)
    overdue_every_working_days: int = 5
    escalation: tuple[EscalationStep, ...] = Policy().escalation
    weekly: bool = True
    partners: bool = False
    longest_lead_working_days: int = 60
    latest_overdue_working_days: int = 5
    latest_escalation_working_days: int = 20
    longest_pause_working_days: int = 20

    @property
    def policy(self) -> Policy:
        """The rules of the notices."""
        return Policy(
            start=self.start,
            lead=self.lead_working_days,
            overdue=self.overdue_working_days,
            overdue_every=self.overdue_every_working_days,
            escalation=self.escalation,
            partners=self.partners,
        )

    @property
    def limits(self) -> Limits:
        """What no ladder may exceed."""
        return Limits(
            longest_lead=self.longest_lead_working_days,
            latest_overdue=self.latest_overdue_working_days,
            latest_escalation=self.latest_escalation_working_days,
        )


class Feeds(NamedTuple):
    """Where published calendars lie and what they show.

    Without ``base_url`` the web server's address is used. What is done stays for ``done_days`` days, marked.
    """

    folder: Path = Path("feeds")
    key_file: Path = Path("feeds.key")
    language: str = "vi"
    base_url: str = ""
    shown_on: ShownOn = ShownOn.ACT_BY
    done_days: int = 14


class Web(NamedTuple):
    """Where the web server listens and under which address people reach it.

    ``proxies`` are addresses or networks of servers in front of it, whose word on who asks is taken.
    """

    host: str = "127.0.0.1"
    port: int = 8249
    base_url: str = ""
    proxies: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address for people, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{host}:{self.port}"


class Service(NamedTuple):
    """How the running service beats, ends, and tells how it does.

    ``ping_url`` is fetched after each planning; without ``log_file`` the log goes to stderr.
    """

    tick_seconds: int = 30
    publish_seconds: int = 20
    stop_seconds: int = 45
    final_answer_seconds: int = 30
    ping_url: str = ""
    metrics: bool = False
    log_file: Path | None = None
    log_megabytes: int = 10
    log_files: int = 5
    doubtful_step_days: int = 3
    doubtful_absence_days: int = 45
    doubtful_minutes: int = 10

    @property
    def doubts(self) -> Doubts:
        """When the clock is doubted, and for how long."""
        return Doubts(
            step=timedelta(days=self.doubtful_step_days),
            absence=timedelta(days=self.doubtful_absence_days),
            pause=timedelta(minutes=self.doubtful_minutes),
        )


class Backup(NamedTuple):
    """Copies of an SQLite database: when, where, and how many are kept; nothing without ``nightly``."""

    nightly: bool = True
    at: time = time(1, 30)
    folder: Path = Path("backups")
    daily: int = 7
    weekly: int = 8
    journal_days: int = 60


@dataclass(frozen=True, slots=True)
class Database:
    """Where the rows are kept; the address may hold a password and is never shown."""

    url: str = field(default="sqlite:///tracker.sqlite3", repr=False)


class Paths(NamedTuple):
    """``data``: what the program keeps; ``calendars``: what the office keeps."""

    data: Path = Path("var")
    calendars: Path = Path("calendars")

    @property
    def days(self) -> Path:
        """The folder of the working calendar, one file a year."""
        return self.calendars / "days"

    @property
    def regimes(self) -> Path:
        """The folder of the regimes of periodic reports."""
        return self.calendars / "regimes"

    @property
    def plans(self) -> Path:
        """The folder of the plan documents."""
        return self.calendars / "plans"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that was set; ``source`` is the file it was read from, its own or the program's example."""

    source: Path
    office: Office
    units: tuple[Unit, ...]
    mail: Mail
    delivery: Delivery = field(default_factory=Delivery)
    reminders: Reminders = field(default_factory=Reminders)
    feeds: Feeds = field(default_factory=Feeds)
    web: Web = field(default_factory=Web)
    service: Service = field(default_factory=Service)
    backup: Backup = field(default_factory=Backup)
    database: Database = field(default_factory=Database)
    paths: Paths = field(default_factory=Paths)
    is_shipped: bool = False

    def directory(self) -> Directory:
        """Everybody who can be written to."""
        office = self.office
        return Directory(
            self.units, office.coordinator, office.leaders, office.name, coordinators=office.coordinators
        )

    def policy(self) -> Policy:
        """The rules of the notices."""
        return self.reminders.policy

    @property
    def channel(self) -> ChannelName:
        """The channel that is used, ``AUTO`` resolved."""
        if self.delivery.channel is not ChannelName.AUTO:
            return self.delivery.channel
        return ChannelName.EMAIL if self.mail.host else ChannelName.EML

    @property
    def feeds_address(self) -> str:
        """The address under which feeds are reached, without a slash at the end."""
        return self.feeds.base_url or self.web.address
