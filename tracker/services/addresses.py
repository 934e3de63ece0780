"""Addresses of feeds, and who can reach them."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from tracker.core.text import slug

LONGEST_NAME = 60  # in addresses and files
INSIDE = (".local", ".lan", ".internal", ".home.arpa", ".localhost")  # RFC 6762, RFC 8375, RFC 6761


def feed_address(base: str, token: str, name: str) -> str:
    """Return what people subscribe to; Thunderbird shows the last part as the calendar's name."""
    return f"{base}/f/{token}/{short_slug(name, 'calendar')}.ics"


def short_slug(name: str, otherwise: str) -> str:
    """Return a name for addresses and files; another one for a name without a letter that may stand there."""
    return slug(name)[:LONGEST_NAME].strip("-") or otherwise


def page_address(base: str, token: str) -> str:
    """Return the page that helps to subscribe."""
    return f"{base}/s/{token}"


def is_private(address: str) -> bool:
    """Whether only an office's own network reaches an address: by its name or its number, without asking."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or f".{host}".endswith(INSIDE)
