"""The web application: the door for calendar programs, and behind it the pages for people."""

from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from tracker.i18n import LANGUAGES
from tracker.services.sources import DutySource, FeedSource, HealthSource, Visits
from tracker.web.door import Door
from tracker.web.duty import DutyView
from tracker.web.limits import Guesses, Trusted
from tracker.web.metrics import Metrics
from tracker.web.pages import pages
from tracker.web.refusals import Boundary, GuessError, Refusals
from tracker.web.stock import Stock
from tracker.web.subscribe import Subscribing
from tracker.web.views import Views


def create_web(
    feeds: FeedSource,
    health: HealthSource,
    visits: Visits,
    duties: DutySource,
    *,
    zone: ZoneInfo,
    language: str = LANGUAGES[0],
    has_metrics: bool = False,
) -> Door:
    """Put the application together; ``language`` is for those who name none.

    With ``has_metrics`` programs on this machine are told how the service does in figures.
    """
    views = Views(health, pages(zone, language))
    refusals = Refusals(views.pages, Guesses(Trusted()))
    site = Starlette(
        routes=[
            Route("/", views.home),
            Route("/s/{token}", Subscribing(feeds, views.pages).page),
            Route("/o/{obligation}/{token}", DutyView(duties, views.pages).page),
            Route("/health", views.health),
            Route("/healthz", views.healthz),
            Route("/robots.txt", views.robots),
            *([Route("/metrics", Metrics(health).metrics)] if has_metrics else []),
        ],
        middleware=[Middleware(Boundary, refusals=refusals)],
        exception_handlers={HTTPException: refusals, GuessError: refusals},
    )
    site.router.redirect_slashes = False  # Outlook and Google lose a subscription that moves
    return Door(Stock(feeds), visits, refusals, site)
