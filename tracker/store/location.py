"""Where the database is: the address of the configuration, taken apart."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tracker.errors import StoreError

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
_POSTGRESQL_SCHEMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


@dataclass(frozen=True, slots=True)
class Location:
    """``path`` is set for SQLite, ``dsn`` for PostgreSQL. Only ``shown`` may be printed."""

    dialect: str
    shown: str
    path: Path = field(default=Path())
    dsn: str = field(default="", repr=False)


def locate(url: str) -> Location:
    """Take apart ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or ``postgresql://user@host/name``."""
    scheme, _, rest = url.partition("://")
    if scheme == SQLITE and rest[1:] and not rest.startswith("/:"):
        return Location(SQLITE, shown=rest[1:], path=Path(rest[1:]))
    if scheme in _POSTGRESQL_SCHEMES and rest:
        dsn = f"{POSTGRESQL}://{rest}"
        return Location(POSTGRESQL, shown=_without_secrets(dsn), dsn=dsn)
    raise StoreError("store.unknown_address", scheme=scheme if rest else "")


def _without_secrets(dsn: str) -> str:
    try:
        parts = urlsplit(dsn)
    except ValueError:
        return f"{POSTGRESQL}://"
    if "@" in parts.path + parts.query + parts.fragment:  # an unescaped sign in the password
        return f"{POSTGRESQL}://"
    return f"{POSTGRESQL}://{parts.hostname or ''}{parts.path}"
