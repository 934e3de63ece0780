"""Names nobody goes by are listed, taken in, and the plans linked to them."""

from datetime import date, datetime, timedelta

import pytest

from tests.offices import ISSUED, PLAN, ZONE, at, corrected, open_office, row, rows
from tests.published import entries, issue
from tracker.app import App
from tracker.config import load_config
from tracker.core.directory import DatedName
from tracker.errors import UsageError
from tracker.services.adopting import Wanted, adopt, propose
from tracker.services.importing import import_plan
from tracker.services.linking import Linked, link
from tracker.services.publishing import publish
from tracker.services.reading import read
from tracker.services.reminding import remind
from tracker.services.units import units
from tracker.store.tables import DeliveryRow, ObligationRow, PartyRow

NEW = "Sở Công Thương"
OWNER = "Sở Giáo dục và Đào tạo chủ trì"
AN = ("An", "an@soct.example.vn")


@pytest.fixture
def renamed(office, tmp_path):
    """An office whose plan names a unit that it does not know."""
    import_plan(office, corrected(tmp_path, (OWNER, f"{NEW} chủ trì")))
    return office


def reopened(app: App) -> App:
    """The office after it read its settings again."""
    return App(load_config(app.config.source, environ=app.environ), app.clock, app.environ)


def task_of(app: App) -> int:
    return row(app, PartyRow, name=NEW).task_id


def test_units_and_unknown_names_are_counted(renamed):
    report = units(renamed)
    counted = {found.unit.code: (found.tasks, found.open_duties) for found in report.known}
    assert counted["ban-tdkt"] == (35, 33)
    assert counted["so-gd-dt"] == (0, 0)
    assert [(found.name, found.tasks, found.open_duties) for found in report.unknown] == [(NEW, 1, 1)]


def test_without_a_database_there_are_no_names(office):
    assert not units(office).unknown
    assert adopt(office, propose(office, Wanted(NEW))) == Linked()


def test_a_name_taken_in_is_somebody_from_then_on(renamed):
    linked = adopt(renamed, propose(renamed, Wanted(NEW, people=[AN])))
    assert linked == Linked(tasks=1, open_duties=1)
    assert row(renamed, PartyRow, name=NEW).unit == "so-cong-thuong"
    later = reopened(renamed)
    assert not units(later).unknown
    assert later.directory.find(NEW).people[0].address == AN[1]


def test_an_alias_links_to_the_unit_that_is_there(renamed):
    adopt(renamed, propose(renamed, Wanted(NEW, alias_of="so-gd-dt")))
    assert row(renamed, PartyRow, name=NEW).unit == "so-gd-dt"


def test_the_next_letter_reaches_the_new_people(renamed):
    adopt(renamed, propose(renamed, Wanted(NEW, people=[AN])))
    task = task_of(renamed)
    (duty,) = [row for row in rows(renamed, ObligationRow) if row.task_id == task]
    assert duty.next_on == renamed.today()
    later = at(reopened(renamed), duty.act_by)
    remind(later)
    assert AN[1] in {letter.recipient for letter in rows(later, DeliveryRow)}


def test_the_feed_of_the_new_unit_has_its_duties(renamed):
    publish(renamed)
    adopt(renamed, propose(renamed, Wanted(NEW, people=[AN])))
    later = reopened(renamed)
    assert len(entries(later, issue(later, "unit", "so-cong-thuong"))) == 1


def test_a_plan_wholly_past_stays_silent(tmp_path):
    app = open_office(tmp_path, datetime(2026, 1, 5, 8, tzinfo=ZONE))
    import_plan(app, corrected(tmp_path, (OWNER, f"{NEW} chủ trì")))
    adopt(app, propose(app, Wanted(NEW, people=[AN])))
    assert {duty.next_on for duty in rows(app, ObligationRow)} == {None}
    app.close()


def test_linking_again_changes_nothing(planned):
    assert link(planned, planned.directory) == Linked()


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (Wanted(" "), "unit.no_name"),
        (Wanted("SỞ NỘI VỤ"), "unit.name_known"),
        (Wanted("Sở GD-ĐT"), "unit.name_known"),
        (Wanted(NEW, code="so-noi-vu"), "unit.code_taken"),
        (Wanted(NEW, code="Sở CT"), "unit.bad_code"),
        (Wanted("???"), "unit.bad_code"),
        (Wanted(NEW, alias_of="so-gi"), "unknown_unit"),
        (Wanted(NEW, alias_of="so-noi-vu", people=[AN]), "unit.alias_alone"),
        (Wanted(NEW, people=[("An", "an")]), "unit.bad_person"),
        (Wanted(NEW, head=("", "an@x.vn")), "unit.bad_person"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(office, wanted, key):
    before = office.config.source.read_bytes()
    with pytest.raises(UsageError) as caught:
        propose(office, wanted)
    assert (caught.value.key, office.config.source.read_bytes()) == (key, before)


def with_units(app: App, **changes) -> App:
    """The office with other facts of Sở Giáo dục và Đào tạo."""
    known = app.config.units
    chosen = tuple(unit._replace(**changes) if unit.code == "so-gd-dt" else unit for unit in known)
    app.directory = app.directory.__class__(chosen, app.directory.coordinator, app.directory.leaders)
    return app


def test_a_name_used_after_its_end_is_noticed(office):
    ended = with_units(office, until=ISSUED.date() - timedelta(days=30))
    (problem,) = read(ended, PLAN).problems
    assert (problem.key, problem.words) == ("unit.name_ended", "Sở Giáo dục và Đào tạo")
    import_plan(ended, PLAN)
    assert row(ended, PartyRow, name="Sở Giáo dục và Đào tạo").unit == "so-gd-dt"


def test_letters_go_to_the_successor(office):
    app = with_units(office, until=date(2024, 6, 30), successor="so-noi-vu")
    import_plan(app, PLAN)
    task = row(app, PartyRow, unit="so-gd-dt").task_id
    (duty,) = [found for found in rows(app, ObligationRow) if found.task_id == task]
    remind(at(app, duty.act_by))
    told = {letter.recipient for letter in rows(app, DeliveryRow)}
    assert "tuan.pm@noivu.cantho.example.vn" in told
    assert "mai.nt@gddt.cantho.example.vn" not in told


def test_documents_are_read_with_the_names_of_their_day(office):
    alias = DatedName("Sở GDĐT", until=ISSUED.date())
    assert not read(with_units(office, aliases=(), former=(alias,)), PLAN).problems
