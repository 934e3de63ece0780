"""A sign of life for a watchdog elsewhere: an address that is fetched after each planning."""

import logging
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 10
SCHEMES = frozenset({"http", "https"})

log = logging.getLogger("tracker.pinging")


def ping(address: str) -> Thread | None:
    """Fetch an address in a thread of its own; None where there is none. What goes wrong is only logged."""
    if urlsplit(address).scheme not in SCHEMES:
        return None
    thread = Thread(target=_fetch, args=(address,), name="ping", daemon=True)
    thread.start()
    return thread


def _fetch(address: str) -> None:
    host = urlsplit(address).hostname  # the path may be a secret
    try:
        with build_opener(_SameHost()).open(Request(address), timeout=SECONDS) as answer:  # noqa: S310  (checked)
            answer.read(1)
    except HTTPError as error:
        log.warning("ping: %s answers %d", host, error.code)
    except (OSError, ValueError) as error:
        log.warning("ping: %s: %s", host, type(error).__name__)


class _SameHost(HTTPRedirectHandler):
    """Follows no redirect to another host: only the one that was named is spoken to."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        """Return the next request, None where it would go elsewhere."""
        if urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)
