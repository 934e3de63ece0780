"""Checks of single values; each returns the accepted form, or None."""

import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.core.address import is_address

LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
LONGEST_DOMAIN = 253  # RFC 1035, 2.3.4, in text form
FEWEST_LABELS = 2
SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql", "postgresql+psycopg", "postgres")

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def mail_address(text: str) -> str | None:
    """Accept an address with an ASCII local part; its domain comes back in ASCII form."""
    local, _, domain = text.rpartition("@")
    address = f"{local}@{domain_name(domain) or ''}"
    return address if len(local) <= LONGEST_LOCAL_PART and is_address(address) else None


def domain_name(text: str) -> str | None:
    """Accept a domain of two labels or more; letters beyond ASCII come back in IDNA form."""
    try:
        domain = text.lower() if text.isascii() else text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = domain.split(".")
    if len(domain) > LONGEST_DOMAIN or len(labels) < FEWEST_LABELS:
        return None
    return domain if all(map(_LABEL.fullmatch, labels)) else None


def host_name(text: str) -> str | None:
    """Accept a host: a name, one label included, or an IP address."""
    if ":" in text or text.replace(".", "").isdigit():
        return text if _is_ip_address(text) else None
    return text.lower() if domain_name(f"{text}.x") else None


def _is_ip_address(text: str) -> bool:
    from ipaddress import ip_address  # noqa: PLC0415  (few texts look like one)

    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_network(text: str) -> bool:
    """Whether this is an IP address or a network of them, "10.0.0.0/8"."""
    from ipaddress import ip_network  # noqa: PLC0415  (few offices name one)

    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def time_zone(text: str) -> str | None:
    """Accept the name of a known time zone."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return None
    return text


def web_url(text: str) -> str | None:
    """Accept an http or https address without user, query or fragment; a closing slash goes."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and host_name(parts.hostname or "") and parts.port != 0
    except ValueError:
        return None
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    return text.rstrip("/") if sound and bare and not re.search(r"\s", text) else None


def unit_code(text: str) -> str | None:
    """Accept a code of lower-case ASCII letters, digits and single hyphens."""
    return text if _CODE.fullmatch(text) else None


def variable_name(text: str) -> str | None:
    """Accept the name of an environment variable."""
    return text if _VARIABLE.fullmatch(text) else None


def database_url(text: str, base: Path) -> str | None:
    """Accept a PostgreSQL address, or an SQLite file, whose path is taken from ``base``."""
    if text.startswith(SQLITE):
        path = text.removeprefix(SQLITE)
        return None if path in {"", ":memory:"} else f"{SQLITE}{(base / path).as_posix()}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in POSTGRESQL and parts.path.strip("/") else None


def holds_password(url: str) -> bool:
    """Whether a database address carries a password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.password) or "password=" in parts.query
