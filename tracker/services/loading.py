"""How many duties fall on whom and when: the load of a year, from what the plans demand."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracker.app import App
from tracker.core.directory import Directory, Unit
from tracker.core.load import Duty, Load, weigh
from tracker.core.standing import Status
from tracker.services.naming import unit_named, unknown_plan
from tracker.store.answers import Answers
from tracker.store.lines import LoadLine


class LoadReport(NamedTuple):
    """The load of one plan or of all, of one lead or of all; ``undated`` tasks have no day to count on."""

    plan: str
    unit: str
    load: Load
    is_shared: bool  # some duty has several leads and counts for each
    undated: int


def load(app: App, plan: str = "", *, unit: str = "", year: int | None = None, most: int) -> LoadReport:
    """Weigh the year asked for, else the plan's own, else this one; a week bears ``most`` duties."""
    wanted = unit_named(unit, app.directory) if unit else None
    with app.answers() as answers:
        own_year = _year_of(plan, answers) if plan else app.today().year
        lines = answers.load(plan or None, wanted.code if wanted else None)
        tasks = answers.undated(plan or None)
    names = _names(lines, app.directory)
    duties = [_duty(line, names, wanted) for line in lines]
    return LoadReport(
        plan=plan,
        unit=wanted.name if wanted else "",
        load=weigh(duties, year or own_year, most, app.calendar),
        is_shared=any(len(duty.owners) > 1 for duty in duties),
        undated=sum(not wanted or app.directory.find(task.lead) == wanted for task in tasks),
    )


def _year_of(plan: str, answers: Answers) -> int:
    years = {line.id: line.year for line in answers.plans()}
    if plan not in years:
        raise unknown_plan(plan, list(years))
    return years[plan]


def _names(lines: Iterable[LoadLine], directory: Directory) -> dict[str, str]:
    """Name leads as the office does; a name that is no known unit stays as written."""
    written = {name for line in lines for name in line.leads}
    return {name: unit.name if (unit := directory.find(name)) else name for name in written}


def _duty(line: LoadLine, names: Mapping[str, str], wanted: Unit | None) -> Duty:
    owners = [wanted.name] if wanted else dict.fromkeys(names[name] for name in line.leads)
    return Duty(tuple(owners) or ("",), line.act_by, line.status is Status.DONE)
