"""The letters of a day to come, as they would look: nothing is sent, nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tracker.app import App
from tracker.core.delivery import Letter
from tracker.core.directory import Directory
from tracker.core.planning import Rules
from tracker.core.weekly import monday_of
from tracker.core.workcalendar import Roll
from tracker.drafts.files import put
from tracker.errors import UsageError
from tracker.messages import compose
from tracker.messages.plaintext import html_of, text_of
from tracker.services.joining import waiting_items
from tracker.services.letters import letter_setting
from tracker.services.naming import near_names, unit_named
from tracker.services.reminding import rules_of
from tracker.services.rows import obligation_from
from tracker.services.simulating import Assumption, Progress, Start, letters_to_come
from tracker.services.weekly import digests_of
from tracker.store.engine import Session
from tracker.store.notices import pasts, waiting_notices
from tracker.store.obligations import Duty, due_rows, duties_named
from tracker.store.outbox import recipients_on


@dataclass(frozen=True, slots=True)
class Previewed:
    """One letter as its reader would see it."""

    letter: Letter
    subject: str
    text: str
    html: str


def preview(app: App, on: date, progress: Progress, *, unit: str = "", person: str = "") -> list[Previewed]:
    """Write the letters of a working day to come: of everybody, of a unit's people, or of one address.

    The days from today on are run by the code that sends, going on from what was said so far, as if
    nobody did anything.
    """
    _check(app, on)
    wanted = _wanted(app.directory, unit, person)
    letters = [
        letter for letter in _letters(app, on, progress) if wanted is None or letter.person.address in wanted
    ]
    return [_written(app, letter) for letter in letters]


def file_names(path: Path, count: int) -> list[Path]:
    """Name a file for each of several pages: ``thu.html``, ``thu-2.html``, ..."""
    return [path if n == 1 else path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(1, count + 1)]


def write_pages(letters: Sequence[Previewed], path: Path, *, may_replace: bool = False) -> list[Path]:
    """Write the page of every letter into a file of its own, each whole or not at all."""
    paths = file_names(path, len(letters))
    for target in paths:
        check_page(target, may_replace=may_replace)
    for target, letter in zip(paths, letters, strict=True):
        put(target, letter.html.encode("utf-8"))
    return paths


def check_page(path: Path, *, may_replace: bool = False) -> None:
    """Refuse a file that a page could not become."""
    if not path.parent.is_dir():
        raise UsageError("preview.no_folder", file=path, folder=path.parent)
    if path.exists() and not (may_replace and path.is_file()):
        raise UsageError("preview.exists", file=path)


def _check(app: App, on: date) -> None:
    today = app.today()
    if on < today:
        raise UsageError("preview.past", day=on, today=today)
    if not app.calendar.is_working_day(on):
        raise UsageError("preview.day_off", day=on, next=app.calendar.next_working_day(on).isoformat())


def _wanted(directory: Directory, unit: str, person: str) -> set[str] | None:
    """Return the addresses whose letters are asked for; None for all."""
    if person:
        known = {each.address.casefold(): each.address for _, each in directory.staff()}
        if person.casefold() not in known:
            raise UsageError("preview.person", text=person, near=near_names(person, list(known.values())))
        return {known[person.casefold()]}
    if unit:
        found = unit_named(unit, directory)
        return {each.address for each in found.staff()}
    return None


def _letters(app: App, on: date, progress: Progress) -> list[Letter]:
    today = app.today()
    with app.store.read() as session:
        duties = {duty.obligation.id: duty for duty in due_rows(session, on)}
        rules = rules_of(session, app, on)
        start = _start(session, app, duties, on, rules)
    obligations = [obligation_from(duty) for duty in duties.values()]
    coming = letters_to_come(obligations, rules, today, on, Assumption.NEVER, start, progress)
    return [letter for letter in coming if letter.day == on]


def _start(session: Session, app: App, duties: Mapping[str, Duty], on: date, rules: Rules) -> Start:
    """Gather what was said so far, and what waits to be said."""
    today, notices = app.today(), waiting_notices(session, on)
    named = duties_named(session, {notice.obligation_id for notice in notices} - duties.keys())
    known = {**duties, **{duty.obligation.id: duty for duty in named}}
    return Start(
        pasts=pasts(session, list(duties), app.zone),
        served=recipients_on(session, today),
        waiting=tuple(waiting_items(session, notices, known)),
        digests={on: digests_of(session, app, on, rules)} if _tells_the_week(app, on) else {},
    )


def _tells_the_week(app: App, on: date) -> bool:
    """Whether no working day before this one will have told of its week."""
    return app.calendar.roll(max(app.today(), monday_of(on)), Roll.NEXT) == on


def _written(app: App, letter: Letter) -> Previewed:
    composed = compose(
        letter,
        letter_setting(app.config),
        calendar=app.calendar,
        message_id=f"<preview@{app.config.office.domain}>",
        now=datetime.combine(letter.day, app.config.reminders.at, app.zone),
        attachment=None,
    )
    return Previewed(letter, composed.subject, text_of(composed.raw), html_of(composed.raw))
