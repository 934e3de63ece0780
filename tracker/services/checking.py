"""Is everything well? What a person should look at, as problems with a remedy each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.app import App
from tracker.config import ChannelName
from tracker.core.breaker import BREAKER
from tracker.core.delivery import DeliveryState
from tracker.core.directory import Unit
from tracker.core.policy import Level
from tracker.core.staffing import Staffing, uncovered
from tracker.errors import ConfigError, Place, Problem, Severity, StoreError
from tracker.services.delivering import is_refused
from tracker.services.grounds import RESTS_ON, grounds_of, is_same
from tracker.services.privacy import exposed
from tracker.services.regimes import regimes
from tracker.services.reporting import may_move
from tracker.services.units import report_on
from tracker.store.answers import Answers
from tracker.store.people import dead_addresses, leaves_on

COUNTED_WHEN_READ = "document.undated_duties"  # counted here as the plan stands today
CALENDAR_WARNING = timedelta(days=90)  # before a year begins whose days off are not entered


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what was found."""

    day: date
    channel: ChannelName
    problems: tuple[Problem, ...]

    @property
    def serious(self) -> tuple[Problem, ...]:
        """What needs somebody, notices left out."""
        return tuple(problem for problem in self.problems if problem.severity is not Severity.NOTICE)


def check(app: App) -> CheckReport:
    """Look at the configuration, the calendar, what others may touch, the plans and the outbox."""
    problems = [*_calendar(app), *_regimes(app), *_mail(app), *exposed(app)]
    try:
        with app.answers() as answers:
            problems += [*_unapplied(app, answers), *_provisional(app, answers), *_units(app, answers)]
            problems += [*_people(app), *_plans(answers), *_outbox(app, answers)]
    except StoreError as error:
        problems.append(Problem(error.key, Severity.ERROR, facts=error.facts))
    return CheckReport(app.today(), app.config.channel, tuple(problems))


def _near_years(app: App) -> set[int]:
    """Return the years whose days off should be entered by now."""
    return {app.today().year, (app.today() + CALENDAR_WARNING).year}


def _calendar(app: App) -> Iterator[Problem]:
    for year in sorted(filter(app.calendar.is_provisional, _near_years(app))):
        yield Problem("check.year_missing", facts={"year": year})


def _provisional(app: App, answers: Answers) -> Iterator[Problem]:
    """Count the open duties that rest on a year not announced; a year far away is only noted."""
    found = (may_move(app, duty) for duty in answers.open_days())
    duties = Counter(duty.year for duty in found if duty.act_by)
    for year in sorted(duties):
        severity = Severity.WARNING if year in _near_years(app) else Severity.NOTICE
        yield Problem("check.provisional_duties", severity, facts={"year": year, "count": duties[year]})


def unapplied(app: App, answers: Answers) -> tuple[str, ...]:
    """Name the plans whose dates rest on an earlier calendar."""
    grounds = grounds_of(app)
    others = (noted for noted in answers.noted_of_plans(RESTS_ON) if noted and not is_same(noted, grounds))
    return tuple(sorted(plan for noted in others for plan in answers.plans_noted(RESTS_ON, noted)))


def _unapplied(app: App, answers: Answers) -> Iterator[Problem]:
    if plans := unapplied(app, answers):
        yield Problem("check.calendar_unapplied", facts={"plans": ", ".join(plans)})


def _regimes(app: App) -> Iterator[Problem]:
    """Name the reports of this year that holidays leave no working day to send (Nghị định 09/2019, 8(5))."""
    for found in regimes(app, app.today().year):
        for due in (due for due in found.reports if due.working_days < 1):
            facts = {"name": found.regime.name, "last": due.report.data_to, "act_by": due.act_by}
            yield Problem("check.report_too_soon", facts={"label": due.report.label, **facts})


def _mail(app: App) -> Iterator[Problem]:
    if app.config.channel is not ChannelName.EMAIL:
        facts = {"folder": app.config.delivery.outbox}
        yield Problem(f"check.channel_{app.config.channel}", Severity.NOTICE, facts=facts)
        return
    if app.config.mail.username:
        try:
            app.config.mail.password(app.environ)
        except ConfigError as error:
            yield Problem(error.key, Severity.ERROR, facts=error.facts)


def _units(app: App, answers: Answers) -> Iterator[Problem]:
    """Name the leads that no letter can reach."""
    directory = app.directory.as_of(app.today())
    report = report_on(answers.names(), directory)
    for found in (name for name in report.unknown if name.open_duties):
        yield _unreached("check.unit_unknown", found.name, found.open_duties, app)
    for known in (unit for unit in report.known if unit.open_duties):
        answering = directory.answering(known.unit.code)
        if answering is None or answering.head_on(directory.day):
            continue
        if not answering.people_on(directory.day):
            yield _unreached("check.unit_silent", known.unit.name, known.open_duties, app)
        elif _tells_head(app, answering):
            yield _unreached("check.unit_headless", known.unit.name, known.open_duties, app)


def _tells_head(app: App, unit: Unit) -> bool:
    """Whether what is late in a unit is told to its head."""
    return Level.HEAD in {step.level for step in app.config.policy().under([unit.ladder]).escalation}


def _unreached(key: str, name: str, count: int, app: App) -> Problem:
    coordinator = app.directory.as_of(app.today()).coordinator.name
    return Problem(key, words=name, facts={"unit": name, "count": count, "coordinator": coordinator})


def _people(app: App) -> Iterator[Problem]:
    """Name those on leave for whom only the coordinator is told, and the dead addresses."""
    today = app.today()
    with app.store.read() as session:
        leaves, dead = leaves_on(session, today), dead_addresses(session)
    staffing = Staffing(app.directory.as_of(today), leaves, dead)
    for unit, person in uncovered(staffing):
        facts = {"name": person.name, "unit": unit.name, "coordinator": staffing.coordinator.name}
        yield Problem("check.leave_uncovered", words=person.name, facts=facts)
    for address in sorted(dead):
        yield Problem("check.address_dead", words=address, facts={"address": address})


def _plans(answers: Answers) -> Iterator[Problem]:
    """Name the tasks whose time is in doubt, count those of each plan that never had one."""
    for plan in answers.plans():
        place = Place(file=plan.source)
        flaws = answers.problems(plan.id)
        in_doubt = {_line(found.place) for found in flaws}
        undated = answers.undated(plan.id)
        named = [task for task in undated if task.time_phrase or _line(task.place) in in_doubt]
        for task in named:
            facts = {"ordinal": task.ordinal, "title": task.title}
            yield Problem("check.undated", place=place, words=task.time_phrase or "", facts=facts)
        if silent := len(undated) - len(named):
            yield Problem("check.undated_tasks", Severity.NOTICE, place, facts={"count": silent})
        for found in (flaw for flaw in flaws if flaw.key != COUNTED_WHEN_READ):
            where = replace(Place.parse(found.place), file=plan.source)
            yield Problem(found.key, Severity(found.severity), where, found.words, found.facts)


def _line(place: str) -> Place:
    """Return a place in its document, whatever the document's file is called."""
    return replace(Place.parse(place), file="")


def _outbox(app: App, answers: Answers) -> Iterator[Problem]:
    if is_refused(answers.state(BREAKER), app.clock.now()):
        yield Problem("check.login_refused", Severity.ERROR, facts={"host": app.config.mail.host})
    counts = answers.delivery_counts()
    failed = counts.get(DeliveryState.FAILED.value, 0)
    if failed:
        yield Problem("check.letters_failed", Severity.ERROR, facts={"count": failed})
    if unwritten := answers.unwritten():
        yield Problem("check.unwritten", Severity.ERROR, facts={"count": unwritten})
