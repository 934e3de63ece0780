"""What is unsure is asked, and an answer holds as long as the words of time do."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.offices import at, everything, open_office, row, rows
from tests.services.plans import changed, write_plan
from tracker.core.ruling import Decision
from tracker.errors import BusyError, NothingError, UsageError
from tracker.services import reviewing
from tracker.services.checking import check
from tracker.services.explaining import explain
from tracker.services.importing import import_plan
from tracker.services.reporting import Wanted, list_obligations
from tracker.services.reviewing import Answer, answer, review
from tracker.services.tracking import mark_done
from tracker.services.undoing import undo
from tracker.store.tables import ObligationRow, RevisionRow, RulingRow

WORDS = "khi có điều kiện"
JUNE = date(2024, 6, 14)
SET = Answer(Decision.DATED, JUNE, "Công văn 15")
ACCEPT, UNDATED = Answer(Decision.ACCEPTED), Answer(Decision.UNDATED, None, "không cần nhắc")
PLAN, FOURTH = "12-2024", "12-2024.04"
SUNDAY = changed(2, time="lúc 08 giờ, ngày 28/7/2024 (thứ Sáu)")  # it is a Sunday


@pytest.fixture
def office(tmp_path, database_url):
    """An office with one small plan whose fourth task has no certain date."""
    app = open_office(tmp_path, database=database_url)
    import_plan(app, write_plan(tmp_path))
    yield app
    app.close()


def asked(app):
    return [(question.number, question.words) for question in review(app, PLAN).open]


def duty(app, name=FOURTH):
    return row(app, ObligationRow, id=name)


def looked_at(app):
    return [
        found.key
        for found in check(app).problems
        if found.key.startswith(("task", "phrase", "check.undated"))
    ]


def test_task_without_a_certain_date_is_asked(office):
    assert asked(office) == [(4, WORDS)]
    assert "task.no_time" in looked_at(office)
    assert "check.undated" in looked_at(office)


def test_date_that_a_person_sets_is_an_obligation_that_says_who_and_why(office):
    report = answer(office, PLAN, 4, SET, about=WORDS)
    assert report.expansion.added == [FOURTH]
    found = duty(office)
    assert (found.due_on, found.act_by, found.kind, found.rule, found.phrase) == (
        JUNE,
        JUNE,
        "due",
        "M1",
        WORDS,
    )
    (step,) = explain(office, FOURTH, JUNE).reasons.steps
    assert (step.key, step.facts["actor"], step.facts["reason"]) == ("by_hand", "clerk", "Công văn 15")
    assert (asked(office), looked_at(office)) == ([], [])


def test_day_off_that_a_person_sets_is_rolled(office):
    answer(office, PLAN, 4, Answer(Decision.DATED, date(2024, 6, 30), "x"))
    assert (duty(office).due_on, duty(office).act_by) == (date(2024, 6, 30), date(2024, 6, 28))


@pytest.mark.parametrize("given", [ACCEPT, UNDATED], ids=["accepted", "undated"])
def test_task_that_is_left_without_a_date_is_not_asked_again(office, given):
    assert answer(office, PLAN, 4, given).expansion.is_empty
    assert (asked(office), looked_at(office)) == ([], [])
    assert list_obligations(office, Wanted(plan=PLAN), JUNE).undated == ()


def test_reading_with_a_warning_is_asked_and_accepted(office, tmp_path):
    import_plan(office, write_plan(tmp_path, SUNDAY))
    assert [number for number, _ in asked(office)] == [2, 4]
    answer(office, PLAN, 2, ACCEPT)
    assert [number for number, _ in asked(office)] == [4]
    assert "phrase.weekday_mismatch" not in looked_at(office)
    assert duty(office, "12-2024.02").due_on == date(2024, 7, 28)


def test_reading_that_is_marked_undated_withdraws_its_obligation(office, tmp_path):
    import_plan(office, write_plan(tmp_path, SUNDAY))
    assert answer(office, PLAN, 2, UNDATED).expansion.withdrawn == ["12-2024.02"]
    assert duty(office, "12-2024.02").status == "withdrawn"


@pytest.mark.parametrize("given", [SET, ACCEPT, UNDATED], ids=lambda given: given.decision)
def test_answers_survive_the_next_import(office, tmp_path, given):
    answer(office, PLAN, 4, given)
    before = [(found.id, found.due_on, found.status) for found in rows(office, ObligationRow)]
    report = import_plan(office, write_plan(tmp_path, title="Công tác thi đua, khen thưởng năm 2024"))
    assert (report.revision, report.expansion.is_empty, report.undated) == (2, True, ())
    assert [(found.id, found.due_on, found.status) for found in rows(office, ObligationRow)] == before
    assert asked(office) == []


def test_other_words_of_time_bring_the_question_back_and_the_old_ones_the_answer(office, tmp_path):
    answer(office, PLAN, 4, SET)
    import_plan(office, write_plan(tmp_path, changed(4, time="khi được giao kinh phí")))
    assert [number for number, _ in asked(office)] == [4]
    assert duty(office).status == "withdrawn"
    undo(office)
    assert (asked(office), duty(office).status, duty(office).due_on) == ([], "open", JUNE)


def test_words_that_can_be_read_make_the_answer_idle(office, tmp_path):
    answer(office, PLAN, 4, SET)
    import_plan(office, write_plan(tmp_path, changed(4, time="tháng 8")))
    assert (asked(office), duty(office).due_on, duty(office).rule) == ([], date(2024, 8, 31), "P1")


def test_second_answer_takes_the_place_of_the_first(office):
    answer(office, PLAN, 4, SET)
    mark_done(at(office, date(2024, 6, 3)), FOURTH)
    moved = answer(office, PLAN, 4, Answer(Decision.DATED, date(2024, 6, 20), "Công văn 16"))
    assert [move.due_to for move in moved.expansion.moved] == [date(2024, 6, 20)]
    assert len(rows(office, RulingRow)) == 1
    assert duty(office).status == "done"


def test_answering_twice_alike_changes_no_obligation(office):
    answer(office, PLAN, 4, SET)
    assert answer(office, PLAN, 4, SET).expansion.is_empty


@pytest.mark.parametrize(
    ("number", "given", "about", "error", "key"),
    [
        (4, Answer(Decision.DATED, JUNE, "  "), None, UsageError, "review.no_reason"),
        (4, Answer(Decision.DATED, None, "x"), None, UsageError, "review.no_reason"),
        (99, ACCEPT, None, UsageError, "review.unknown_task"),
        (4, ACCEPT, "other words", BusyError, "review.changed_meanwhile"),
    ],
)
def test_answer_that_does_not_fit_changes_nothing(office, number, given, about, error, key):
    before = everything(office)
    with pytest.raises(error) as caught:
        answer(office, PLAN, number, given, about=about)
    assert caught.value.key == key
    assert everything(office) == before


def test_plan_whose_reading_is_not_kept_is_named_until_it_is_read_again(office, tmp_path):
    with office.store.write() as session:
        session.exec(sa.delete(RevisionRow))
    assert (review(office).questions, review(office).unread) == ((), (PLAN,))
    with pytest.raises(NothingError):
        answer(office, PLAN, 4, ACCEPT)
    import_plan(office, write_plan(tmp_path))
    assert (asked(office), review(office).unread) == ([(4, WORDS)], ())


def test_task_without_an_owner_is_told_and_not_asked(office, tmp_path):
    import_plan(office, write_plan(tmp_path, changed(1, lead="-")))
    told = [(question.number, question.is_open) for question in review(office).questions]
    assert told == [(1, False), (4, True)]


def test_defect_in_the_middle_of_an_answer_leaves_everything(office, monkeypatch):
    before = everything(office)
    with monkeypatch.context() as broken:
        broken.setattr(reviewing, "store_kept", None)
        with pytest.raises(TypeError):
            answer(office, PLAN, 4, SET)
    assert everything(office) == before
