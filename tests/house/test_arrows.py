"""Arrows go down only: each room imports what this table allows and nothing else."""

import sys

from tests.house.imports import imports_of, room_of
from tests.house.tree import PACKAGE, for_each, name, none_of, sources

ADAPTERS = {"readers", "store", "channels", "messages", "feeds", "drafts"}
VALUES = {"core", "errors"}

#: Room → rooms it may import.
ROOMS = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "clock": set(),
    "core": {"errors"},
    "i18n": VALUES,
    "logs": VALUES,
    "instance": {"errors"},
    "config": VALUES,
    "notify": set(),
    "folder": VALUES,
    "calendars": VALUES | {"folder"},
    "regimes": VALUES | {"folder"},
    "readers": VALUES,
    "store": VALUES,
    "channels": VALUES,
    "messages": VALUES | {"i18n"},
    "feeds": VALUES | {"i18n"},
    "drafts": VALUES | {"i18n"},
    "app": VALUES | ADAPTERS | {"config", "calendars", "regimes", "clock"},
    "services": VALUES | ADAPTERS | {"app", "config", "calendars", "folder"},
    "daemon": VALUES | {"app", "services", "clock", "logs"},
    "turns": VALUES | {"app", "services", "daemon", "notify"},
    "web": VALUES | {"app", "services", "i18n"},
    "cli": VALUES
    | {"app", "services", "daemon", "web", "i18n", "config", "clock", "logs", "instance", "notify", "turns"},
}

#: Room → distributions it may import beside the standard library.
OUTSIDE = {
    "core": {"dateutil"},
    "config": {"tomlkit"},
    "readers": {"defusedxml", "pdfplumber"},
    "i18n": {"babel", "hatchling"},
    "store": {"sqlmodel", "sqlalchemy", "alembic", "psycopg"},
    "channels": {"yagmail"},
    "messages": {"jinja2"},
    "feeds": {"icalendar", "dateutil"},
    "drafts": {"docx", "openpyxl"},
    "daemon": {"apscheduler"},
    "web": {"starlette", "uvicorn", "jinja2", "segno"},
    "cli": {"click", "rich"},
}

#: A distribution that only these files may import.
ONLY_IN = {
    "babel": {"tracker/i18n/build.py"},
    "hatchling": {"tracker/i18n/build.py"},
    "yagmail": {"tracker/channels/email.py"},
}

#: The outside world, of which the core knows nothing.
WORLD = {
    "asyncio", "concurrent", "email", "ftplib", "getpass", "gettext", "glob", "http", "imaplib", "io", "locale", "logging",
    "multiprocessing", "os", "pathlib", "platform", "poplib", "random", "sched", "secrets", "select", "shelve", "shutil",
    "signal", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib", "uuid", "webbrowser",
}  # fmt: skip

every_file = for_each(sources())


def test_every_room_stands_in_the_table():
    assert {room_of(path) for path in sources()} <= ROOMS.keys()


@every_file
def test_arrows_go_down(path):
    room = room_of(path)
    wrong = [
        f"line {found.line}: {room} imports {found.module}"
        for found in imports_of(path)
        if found.top == "tracker" and (to := _room(found.module)) != room and to not in ROOMS[room]
    ]
    none_of(wrong)


def _room(module):
    part = module.split(".")[1] if "." in module else "__init__"
    known = (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").exists()
    return part if known else "__init__"


def test_no_adapter_may_import_another():
    none_of([(room, other) for room in ADAPTERS for other in ADAPTERS & ROOMS[room]])


@every_file
def test_libraries_stay_in_their_rooms(path):
    allowed = OUTSIDE.get(room_of(path), set()) | sys.stdlib_module_names | {"tracker"}
    wrong = [
        f"line {found.line}: {found.module}"
        for found in imports_of(path)
        if found.top not in allowed or name(path) not in ONLY_IN.get(found.top, {name(path)})
    ]
    none_of(wrong)


@for_each([path for path in sources() if room_of(path) == "core"])
def test_core_knows_nothing_of_the_world(path):
    none_of([f"line {found.line}: {found.module}" for found in imports_of(path) if found.top in WORLD])


@every_file
def test_mail_is_sent_by_yagmail_alone(path):
    assert "smtplib" not in {found.top for found in imports_of(path)}


@for_each([path for path in sources() if room_of(path) == "cli"])
def test_commands_load_nothing_heavy_before_they_run(path):
    light = sys.stdlib_module_names - {"asyncio", "sqlite3", "http", "email"} | {"click", "tracker"}
    early = [found for found in imports_of(path) if found.at_start]
    wrong = [f"line {found.line}: {found.module}" for found in early if found.top not in light]
    rooms = [found.module for found in early if _room(found.module) in ADAPTERS | {"daemon", "web"}]
    none_of(wrong + rooms)
