"""How a reader wants a calendar: the part of its address after the question mark."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl

from tracker.i18n import LANGUAGES
from tracker.services.sources import PLAIN, Look

QUERY_OCTETS = 512  # nothing of ours is longer: then the plain calendar is served
_PERIOD = re.compile(r"[0-9]{4}(-Q[1-4])?")


@lru_cache(maxsize=256)
def look_of(query: bytes) -> Look:
    """Read a query; Google and others add parameters of their own, so whatever is not ours is ignored."""
    if not query or len(query) > QUERY_OCTETS:
        return PLAIN
    asked = dict(reversed(parse_qsl(query.decode("latin-1"))))  # the first of several counts
    language, period = asked.get("lang", ""), asked.get("period", "")
    return Look(
        language=language if language in LANGUAGES else "",
        spans=asked.get("spans") == "1",
        alarms=asked.get("alarm") == "1",
        period=period if _PERIOD.fullmatch(period) else "",
    )
