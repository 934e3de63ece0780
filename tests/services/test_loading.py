"""The load of stored plans: what stands is weighed, on the leads as the office names them."""

from datetime import date

import pytest

from tests.offices import at, corrected, line_of
from tracker.errors import UsageError
from tracker.services.importing import import_plan
from tracker.services.loading import load
from tracker.services.tracking import mark_done
from tracker.services.undoing import undo


def test_a_plan_is_weighed_in_its_own_year(any_office):
    report = load(at(any_office, date(2026, 3, 1)), "249-2024", most=5)
    assert (report.load.year.first.year, report.load.year.duties) == (2024, 35)
    assert sum(owner.duties for owner in report.load.owners) == 35
    assert report.load.owners[0].owner == "Ban TĐKT thành phố"
    assert not report.is_shared


def test_all_plans_are_weighed_in_this_year(any_office):
    report = load(at(any_office, date(2026, 3, 1)), most=5)
    assert (report.load.year.duties, report.load.elsewhere) == (0, {2024: 35})
    assert load(any_office, year=2024, most=5).load.year.duties == 35


def test_done_duties_count_and_are_told_apart(any_office):
    mark_done(at(any_office, date(2024, 1, 30)), "249-2024.01")
    year = load(any_office, "249-2024", most=5).load.year
    assert (year.duties, year.done) == (35, 1)


def test_one_lead_alone(any_office):
    report = load(any_office, "249-2024", unit="Ban Tuyên giáo", most=5)
    assert [(owner.owner, owner.duties) for owner in report.load.owners] == [(report.unit, 1)]
    assert report.load.year.duties == 1


def test_a_duty_of_two_leads_counts_for_each(planned, tmp_path):
    line = line_of(1)
    shared = line.replace("Ban TĐKT thành phố", "Sở Nội vụ; Sở Tài chính")
    assert shared != line
    import_plan(planned, corrected(tmp_path, (line, shared)))
    report = load(planned, "249-2024", most=5)
    assert report.is_shared
    assert report.load.year.duties == 35
    assert sum(owner.duties for owner in report.load.owners) == 36


def test_what_was_withdrawn_is_no_load(planned, tmp_path):
    import_plan(planned, corrected(tmp_path, (line_of(12), "")))
    assert load(planned, "249-2024", most=5).load.year.duties == 34
    undo(planned, "249-2024")
    undo(planned, "249-2024")
    assert load(planned, year=2024, most=5).load.year.duties == 0


@pytest.mark.parametrize(
    ("asked", "key", "near"),
    [
        ({"plan": "294-2024"}, "unknown_plan", "249-2024"),
        ({"unit": "Ban Tuyên giáo TU"}, "unknown_unit", "ban-tuyen-giao"),
    ],
)
def test_an_unknown_name_is_refused_with_what_comes_near(planned, asked, key, near):
    with pytest.raises(UsageError) as caught:
        load(planned, **asked, most=5)
    assert caught.value.key == key
    assert near in caught.value.facts["near"]
