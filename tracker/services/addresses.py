"""Addresses of feeds, and who can reach them."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from tracker.core.text import slug
from tracker.services.sources import Reach

LONGEST_NAME = 60  # in addresses and files
ITSELF = ".localhost"  # RFC 6761
INSIDE = (".local", ".lan", ".internal", ".home.arpa")  # RFC 6762, RFC 8375


def feed_address(base: str, token: str, name: str) -> str:
    """Return what people subscribe to; Thunderbird shows the last part as the calendar's name."""
    return f"{base}/f/{token}/{short_slug(name, 'calendar')}.ics"


def short_slug(name: str, otherwise: str) -> str:
    """Return a name for addresses and files; another one for a name without a letter that may stand there."""
    return slug(name)[:LONGEST_NAME].strip("-") or otherwise


def page_address(base: str, token: str) -> str:
    """Return the page that helps to subscribe."""
    return f"{base}/s/{token}"


def reach(address: str) -> Reach:
    """Tell from where an address can be reached: by its name or its number, without asking anybody."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        number = ip_address(host)
    except ValueError:
        return _reach_by_name(host)
    if number.is_loopback or number.is_unspecified:
        return Reach.MACHINE
    return Reach.PUBLIC if number.is_global else Reach.NETWORK


def _reach_by_name(host: str) -> Reach:
    if f".{host}".endswith(ITSELF):
        return Reach.MACHINE
    is_inside = "." not in host or host.endswith(INSIDE)
    return Reach.NETWORK if is_inside else Reach.PUBLIC
