"""Finding and reading config.toml."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tracker.config import sections
from tracker.config.model import Config
from tracker.config.people import read_units
from tracker.core.settings import Table, parse
from tracker.errors import ConfigError, Problem

FILE = "config.toml"
PACKAGE = Path(__file__).parent.parent


class Source(NamedTuple):
    """The file that is read, and the folders its relative paths start from."""

    file: Path
    base: Path
    calendars_base: Path
    is_shipped: bool = False


def load_config(path: Path | None = None, *, environ: Mapping[str, str]) -> Config:
    """Read the settings; creates nothing.

    The file is ``path``, else the one TRACKER_CONFIG names, else ./config.toml,
    else the one that comes with the program. TRACKER_DATABASE_URL wins over the
    file. A ConfigError carries every problem at once.
    """
    source = _find(path, environ)
    return _checked(_bytes_of(source.file), source, environ)


def check_config(data: bytes, config: Config, environ: Mapping[str, str]) -> Config:
    """Read settings as if these bytes stood in the file that ``config`` was read from."""
    return _checked(data, _find(config.source, environ), environ)


def _checked(data: bytes, source: Source, environ: Mapping[str, str]) -> Config:
    problems: list[Problem] = []
    table = parse(data, source.file.name, problems)
    config = _read(table, source, environ) if table is not None else None
    if config is None or problems:
        raise ConfigError("config.invalid", path=str(source.file), count=len(problems), problems=problems)
    return config


def _find(path: Path | None, environ: Mapping[str, str]) -> Source:
    named = path or (Path(environ["TRACKER_CONFIG"]) if environ.get("TRACKER_CONFIG") else None)
    here = Path.cwd()
    if named is None and not (here / FILE).exists():
        shipped = shipped_folder()
        return Source(shipped / FILE, base=here, calendars_base=shipped, is_shipped=True)
    file = here / (named or FILE)
    return Source(file, base=file.parent, calendars_base=file.parent)


def shipped_folder() -> Path:
    """Return the folder with the shipped config.toml and calendars: the package's, or the checkout."""
    inside = PACKAGE / "_defaults"
    return inside if inside.is_dir() else PACKAGE.parent


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise ConfigError("config.missing", path=str(file)) from None
    except OSError as error:
        raise ConfigError("config.unreadable", path=str(file), reason=error.strerror) from None


def _read(table: Table, source: Source, environ: Mapping[str, str]) -> Config:
    paths = sections.read_paths(table.table("paths"), source.base, source.calendars_base)
    reminders = sections.read_reminders(table.table("reminders"))
    office = sections.read_office(table.table("office"), reminders)
    mail = sections.read_mail(table.table("mail"), office, source.base)
    config = Config(
        source=source.file,
        is_shipped=source.is_shipped,
        office=office,
        units=read_units(table.tables("units"), office.language, reminders),
        mail=mail,
        delivery=sections.read_delivery(table.table("delivery"), mail, paths.data),
        reminders=reminders,
        feeds=sections.read_feeds(table.table("feeds"), office, paths.data),
        web=sections.read_web(table.table("web")),
        service=sections.read_service(table.table("service"), paths.data),
        backup=sections.read_backup(table.table("backup"), paths.data),
        database=sections.read_database(table.table("database"), environ, paths.data),
        paths=paths,
    )
    table.close()
    return config
