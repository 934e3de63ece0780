"""Real plans, taken in and published by the program: every library reads in every look what the database means."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from tests.interop.parsers import agreed, needs_node
from tests.offices import ROOT, at, open_office, rows
from tracker.core.selection import FeedKind
from tracker.core.text import clean
from tracker.feeds.lines import cut
from tracker.feeds.wording import LABEL_UNITS
from tracker.services.feeds import create, wanted
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look
from tracker.store.tables import ObligationRow, PartyRow, TaskRow

pytestmark = needs_node

DAY = date(2024, 5, 27)
FORMATS = ("txt", "docx", "xlsx", "csv")  # of a sample in several formats, the first
LOOKS = [Look(*look) for look in product(("vi", "en"), (False, True), (False, True))]
MARKS = {"done": "[XONG] ", "waived": "[ĐÃ HỦY] ", "withdrawn": "[ĐÃ HỦY] "}


def documents():
    """One document of each plan, by its name."""
    folders = (ROOT / "calendars" / "plans", ROOT / "tests" / "samples")
    found = [path for folder in folders for form in FORMATS for path in sorted(folder.glob(f"*.{form}"))]
    return {path.stem: path for path in reversed(found)}


PLANS = sorted(documents())


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office that has taken in every plan that we have."""
    app = at(open_office(tmp_path_factory.mktemp("office")), DAY)
    for name, path in documents().items():
        import_plan(app, path, plan_id=name)
    yield app
    app.close()


@pytest.fixture(scope="module")
def read(office, tmp_path_factory):
    """What the libraries, all alike, read of each plan in each look."""
    folder, source = tmp_path_factory.mktemp("feeds"), ServedFeeds(office)
    issued = create(office, [wanted(office, FeedKind.PLAN, plan) for plan in PLANS])
    publish(office)
    tokens = dict(zip(PLANS, (feed.address.split("/f/")[1].split("/")[0] for feed in issued), strict=True))
    asked = list(product(PLANS, LOOKS))
    files = [folder / f"{plan}-{number}.ics" for number, (plan, _) in enumerate(asked)]
    for file, (plan, look) in zip(files, asked, strict=True):
        file.write_bytes(source.feed(tokens[plan], look).data)
    return dict(zip(asked, agreed(files), strict=True))


def meant(app, plan, *, spans):
    """Return (uid, start, end, summary, status) of every obligation of a plan, out of its rows."""
    tasks = {task.id: task for task in rows(app, TaskRow, plan_id=plan)}
    found = [row for row in rows(app, ObligationRow) if row.task_id in tasks]
    return [
        (
            f"{row.id}@{app.config.office.domain}",
            *when(row, app.zone, spans=spans),
            title(app, row, tasks[row.task_id]),
            "TENTATIVE" if row.tentative else "CONFIRMED",
        )
        for row in found
    ]


def when(row, zone, *, spans):
    """Return the first day or instant of an entry and the one after its last."""
    is_meeting = row.kind == "event"
    day = row.due_on if is_meeting else row.act_by
    first = row.start_on if row.start_on and (is_meeting or spans) else day
    if row.at_time and row.due_on in {day, first} and (first == row.due_on or not is_meeting):
        hour = datetime.combine(row.due_on, row.at_time, zone)
        before, after = (0, 60) if is_meeting else (30, 0)
        return tuple(
            f"{hour + timedelta(minutes=minutes) - hour.utcoffset():%Y-%m-%dT%H:%M:%SZ}"
            for minutes in (-before, after)
        )
    return str(min(first, day)), str(day + timedelta(days=1))


def title(app, row, task):
    """Return the line of an open entry: a mark, the unit's shortest name, the duty, the other day."""
    mark = "[QUÁ HẠN] " if row.deadline_on < DAY else ""
    unit = unit_of(app, task)
    due = row.due_on
    day = f" (hạn {due.day}/{due.month}/{due.year})" if row.kind != "event" and row.act_by != due else ""
    around = f"{mark}{unit}", day
    room = 255 - sum(map(len, around))
    return cut(clean(task.title), room).join(around)


def unit_of(app, task):
    leads = [
        party for party in rows(app, PartyRow, task_id=task.id) if party.role == "lead" and not party.is_group
    ]
    units = filter(None, (app.directory.find(party.unit or party.name) for party in leads))
    return next((f"{cut(min(unit.name, *unit.aliases, key=len), LABEL_UNITS)}: " for unit in units), "")


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look[:3])))
def test_every_obligation_is_read_as_it_stands_in_the_database(office, read, plan, look):
    found = read[plan, look]
    seen = [(entry.uid, entry.start, entry.end, entry.summary, entry.status) for entry in found]
    expected = meant(office, plan, spans=look.spans)
    if look.language == "en":  # the words are others, the rest is not
        seen, expected = ([entry[:3] + entry[4:] for entry in told] for told in (seen, expected))
    assert sorted(seen) == sorted(expected)


def test_plans_are_of_every_kind(office):
    """What is tested here does not shrink unnoticed."""
    found = rows(office, ObligationRow)
    assert {row.kind for row in found} == {"due", "window", "event", "recurring"}
    assert {bool(row.at_time) for row in found} == {row.tentative for row in found} == {True, False}
    assert len(found) > 100
