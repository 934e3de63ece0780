"""Who fetches which calendar: counted in memory, stored now and then."""

import re
from datetime import timedelta
from functools import lru_cache
from threading import Lock

from tracker.app import App
from tracker.core.text import clean
from tracker.store.location import locate
from tracker.store.visits import MOST_CLIENTS, Visit, add_visits

FORGET_AFTER = timedelta(days=90)
LONGEST = 200  # letters of a User-Agent that are looked at, or of a network address
LONGEST_NAME = 40

#: Part of a User-Agent, in small letters → the program; the first that is found counts.
CLIENTS = {
    "google-calendar": "Google Calendar",
    "microsoft": "Outlook",
    "outlook": "Outlook",
    "exchange": "Outlook",
    "thunderbird": "Thunderbird",
    "calendaragent": "Apple Calendar",
    "dataaccessd": "Apple Calendar",
    "evolution": "Evolution",
    "icsx5": "ICSx5",
    "vdirsyncer": "vdirsyncer",
    "nextcloud": "Nextcloud",
    "curl/": "curl",
    "wget": "Wget",
}
BROWSER, OTHER = "browser", "other"
_PRODUCT = re.compile(r"[A-Za-z][\w.+ -]*")


@lru_cache(maxsize=1024)
def client_of(agent: str) -> str:
    """Name a program by its User-Agent: a known one, a browser, else what it calls itself."""
    folded = agent.lower()
    known = next((name for part, name in CLIENTS.items() if part in folded), "")
    if known or folded.startswith("mozilla/"):
        return known or BROWSER
    product = _PRODUCT.match(clean(agent.partition("/")[0]))
    return product[0].strip()[:LONGEST_NAME] if product else OTHER


class NotedVisits:
    """The visits since they were last stored; a crash forgets a minute of them."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._location = locate(app.config.database.url)
        self._lock = Lock()  # between the server that notes and the thread that stores
        self._noted: dict[str, dict[str, Visit]] = {}

    def note(self, slug: str, client: str, address: str) -> None:
        """Remember that a program fetched a feed just now."""
        now = self._app.clock.now()
        visit = Visit(slug, client_of(client[:LONGEST]), address[:LONGEST], now, now, 1)
        with self._lock:
            self._add(visit)

    def flush(self) -> None:
        """Store what was noted; where the database cannot take it now, it is kept for the next time."""
        with self._lock:
            taken, self._noted = self._noted, {}
        visits = [visit for clients in taken.values() for visit in clients.values()]
        if not visits:
            return
        try:
            add_visits(self._location, visits, self._app.clock.now() - FORGET_AFTER)
        except BaseException:
            with self._lock:
                self._put_back(visits)
            raise

    def _put_back(self, visits: list[Visit]) -> None:
        since, self._noted = self._noted, {}
        for visit in (*visits, *(visit for clients in since.values() for visit in clients.values())):
            self._add(visit)

    def _add(self, visit: Visit) -> None:
        clients = self._noted.setdefault(visit.feed, {})
        before = clients.get(visit.client)
        if before is not None:
            times = before.times + visit.times
            clients[visit.client] = Visit(*visit[:3], before.first_at, visit.last_at, times)
        elif len(clients) < MOST_CLIENTS:
            clients[visit.client] = visit
