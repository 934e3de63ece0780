"""The letters of a day to come, as they would look: nothing is sent, nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tracker.app import App
from tracker.core.delivery import Letter
from tracker.core.directory import Directory, Person
from tracker.drafts.files import put
from tracker.errors import UsageError
from tracker.messages import compose
from tracker.messages.plaintext import html_of, text_of
from tracker.services.letters import letter_setting
from tracker.services.naming import near_names, unit_named
from tracker.services.rows import obligation_from
from tracker.services.simulating import Assumption, Progress, letters_to_come
from tracker.store.notices import said_keys
from tracker.store.obligations import due_rows
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
        known = {each.address.casefold(): each.address for each in _everybody(directory)}
        if person.casefold() not in known:
            raise UsageError("preview.person", text=person, near=near_names(person, list(known.values())))
        return {known[person.casefold()]}
    if unit:
        found = unit_named(unit, directory)
        return {each.address for each in found.staff()}
    return None


def _everybody(directory: Directory) -> Iterator[Person]:
    for unit in directory.units:
        yield from unit.staff()
    yield from (*directory.leaders, directory.coordinator)


def _letters(app: App, on: date, progress: Progress) -> list[Letter]:
    today = app.today()
    with app.store.read() as session:
        obligations = [obligation_from(duty) for duty in due_rows(session, on)]
        said = said_keys(session, [duty.id for duty in obligations])
        served = recipients_on(session, today)
    coming = letters_to_come(
        obligations, said, app.rules, today, on, Assumption.NEVER, served=served, progress=progress
    )
    return [letter for letter in coming if letter.day == on]


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
