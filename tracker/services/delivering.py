"""The outbox drained: by one sender, or by several at once, each with a connection of its own."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Thread

from tracker.app import App
from tracker.core import breaker as rules
from tracker.core.breaker import Breaker
from tracker.core.mail import OnAmbiguous
from tracker.services import journal
from tracker.services.letters import channel_from
from tracker.services.live import live_of, stop_sending
from tracker.services.sending import DeliverReport, Run, Sender
from tracker.services.soundness import is_sound
from tracker.services.watching import doubted_in
from tracker.store import waiting
from tracker.store.breaker import load_breaker, save_breaker
from tracker.store.engine import Session
from tracker.store.outbox import due

__all__ = ["DeliverReport", "ask_again", "deliver", "is_refused", "recover", "stop_sending"]

log = logging.getLogger("tracker.delivering")


def deliver(app: App, is_stopping: Callable[[], bool] = lambda: False) -> DeliverReport:
    """Send every letter whose time has come; stop early if the server itself is in trouble.

    ``stop_sending`` ends it from another thread, amid a letter if need be. Nothing is claimed while
    what is sent could not be noted, nothing from a damaged database, nothing while the breaker is open.
    """
    if not app.watch.has_letters(app.clock.now()) or not is_sound(app):
        return DeliverReport()
    if not journal.is_writable(app):
        log.critical("no letter is sent: the disk is full, or the sent journal cannot be written")
        return DeliverReport()
    journal.replay(app)
    with app.store.write() as session:
        _bring_up(session, app)
        senders, breaker = _wanted(session, app)
    if not senders:
        return DeliverReport()
    run = Run(app, channel_from(app.config, app.environ), live_of(app), is_stopping)
    run.is_probe, run.is_suspicious = breaker.is_tripped, breaker != Breaker()
    _work(run, senders)
    return run.report


def _bring_up(session: Session, app: App) -> None:
    """Take back what a dead sender held, end what is out of date, put off what is too much for one person."""
    now, settings = app.clock.now(), app.config.delivery
    for letter in waiting.take_back(session, now, hold=_holds(app)):
        log.warning("letter %d: its sender's lease ran out, it may have left", letter)
    if not doubted_in(session, app):  # a clock that ran ahead would end every letter for good
        for letter, state in waiting.expire(session, now).items():
            log.warning("letter %d: %s, its time is over", letter, state)
    began_at, until = _bounds_of_day(app)
    for letter in waiting.put_off(session, now, began_at, settings.per_person_a_day, until):
        log.warning("letter %d waits for %s: its reader has had enough today", letter, until)


def _bounds_of_day(app: App) -> tuple[datetime, datetime]:
    """Return when the office's day began, and when letters leave on the next working day."""
    today = app.today()
    next_day = app.calendar.add_working_days(today, 1)
    began_at = datetime(today.year, today.month, today.day, tzinfo=app.zone)
    return began_at, datetime.combine(next_day, app.config.reminders.at, app.zone)


def _wanted(session: Session, app: App) -> tuple[int, Breaker]:
    """Count the senders that have something to do; after trouble it is one, whose first letter is a probe."""
    now, settings = app.clock.now(), app.config.delivery
    breaker = load_breaker(session)
    if breaker.is_open(now):
        return 0, breaker
    letters = due(session, now, settings.connections, per_minute=settings.per_minute)
    if not (letters and breaker.is_tripped):
        return letters, breaker
    save_breaker(session, rules.probing(breaker, now, settings.breaker_seconds))
    return 1, breaker


def _work(run: Run, senders: int) -> None:
    """Let the senders work; what goes wrong in one is raised when all have ended."""
    if senders == 1:
        Sender(run).work()
        return
    flaws: list[Exception] = []

    def work() -> None:
        try:
            Sender(run).work()
        except Exception as flaw:  # noqa: BLE001  (told by the thread that waits)
            flaws.append(flaw)

    threads = [Thread(target=work, name=f"sender-{n}", daemon=True) for n in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for flaw in flaws[1:]:
        log.error("another sender ended: %r", flaw)
    if flaws:
        raise flaws[0]


def recover(app: App) -> int:
    """At the start: settle what the journal proves to have left, give the rest back; return its number."""
    journal.replay(app)
    return waiting.recover(app.store, app.clock.now(), hold=_holds(app))


def _holds(app: App) -> bool:
    return app.config.delivery.on_ambiguous is OnAmbiguous.HOLD


def ask_again(app: App) -> None:
    """Forget that the mail server refused us, if the hour has room for a login: it may have been mended."""
    with app.store.write() as session:
        known = load_breaker(session)
        again = rules.asked_again(known, app.clock.now())
        if again != known:
            save_breaker(session, again)


def is_refused(noted: str | None, now: datetime) -> bool:
    """Whether the mail server refused us a moment ago; ``noted`` is the fact ``BREAKER``."""
    return rules.read(noted).refuses_login(now)
