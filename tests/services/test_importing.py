"""A document becomes a plan; a corrected document corrects it."""

import os
import signal
import subprocess
import sys
from datetime import date

import pytest

from tests.offices import PLAN, ROOT, at, corrected, everything, line_of, row, rows
from tracker.errors import DocumentError, UsageError
from tracker.services import importing
from tracker.services.importing import import_plan
from tracker.services.reading import Given
from tracker.services.reminding import remind
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow, PlanRow, ProblemRow, TaskRow


def duty(app, number):
    return row(app, ObligationRow, id=f"249-2024.{number:02d}")


def test_plan_gives_an_obligation_for_every_task(any_office):
    ids = [found.id for found in rows(any_office, ObligationRow)]
    assert ids == [f"249-2024.{number:02d}" for number in range(1, 36)]
    plan = row(any_office, PlanRow)
    assert (plan.id, plan.number, plan.year, plan.revision) == ("249-2024", "249/KH-UBND", 2024, 1)
    assert rows(any_office, ProblemRow) == []


@pytest.mark.parametrize(
    ("number", "start_on", "due_on", "act_by"),
    [
        (1, date(2024, 1, 1), date(2024, 1, 31), date(2024, 1, 31)),
        (7, date(2024, 2, 21), date(2024, 2, 29), date(2024, 2, 29)),
        (15, date(2024, 6, 1), date(2024, 6, 30), date(2024, 6, 28)),
        (23, date(2024, 8, 1), date(2024, 8, 31), date(2024, 8, 30)),
        (28, date(2024, 1, 1), date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_words_become_dates(planned, number, start_on, due_on, act_by):
    found = duty(planned, number)
    assert (found.start_on, found.due_on, found.act_by) == (start_on, due_on, act_by)
    assert found.deadline_on == due_on


def test_reading_twice_changes_nothing_at_all(any_office):
    before = everything(any_office)
    report = import_plan(at(any_office, date(2024, 3, 1)), PLAN)
    assert report.expansion.is_empty
    assert (report.revision, len(report.expansion.kept)) == (1, 35)
    assert everything(any_office) == before


def test_problems_that_stay_keep_their_rows(any_office, tmp_path):
    vague = corrected(tmp_path, ("(tháng 6)", "(khi có điều kiện)"))
    import_plan(any_office, vague)
    before = everything(any_office)
    assert before["problem"]
    import_plan(any_office, vague)
    assert everything(any_office) == before


def test_moved_task_keeps_its_identity(any_office, tmp_path):
    at(any_office, date(2024, 5, 27))
    moved = corrected(tmp_path, (line_of(12), line_of(12).replace("tháng 5", "tháng 7")))
    report = import_plan(any_office, moved)
    assert [(move.obligation_id, move.due_to) for move in report.expansion.moved] == [
        ("249-2024.12", date(2024, 7, 31))
    ]
    found = duty(any_office, 12)
    assert (found.due_version, found.act_by) == (2, date(2024, 7, 31))
    assert found.next_on == found.watched_on == date(2024, 5, 27)
    assert (report.revision, len(report.expansion.kept)) == (2, 34)


def test_moved_task_withholds_what_waits(any_office, tmp_path):
    remind(at(any_office, date(2024, 5, 27)))
    import_plan(any_office, corrected(tmp_path, (line_of(12), line_of(12).replace("tháng 5", "tháng 7"))))
    said = [notice for notice in rows(any_office, NoticeRow, obligation_id="249-2024.12") if notice.recipient]
    assert {(notice.state, notice.reason) for notice in said} == {("cancelled", "moved")}
    others = rows(any_office, NoticeRow, obligation_id="249-2024.13")
    assert "attached" in {notice.state for notice in others}


def test_withdrawn_task_withholds_what_waits(any_office, tmp_path):
    remind(at(any_office, date(2024, 5, 27)))
    report = import_plan(any_office, corrected(tmp_path, (line_of(14), "")))
    assert report.expansion.withdrawn == ["249-2024.14"]
    assert (duty(any_office, 14).status, duty(any_office, 14).next_on) == ("withdrawn", None)
    assert row(any_office, TaskRow, number=14).withdrawn_at is not None
    said = [notice for notice in rows(any_office, NoticeRow, obligation_id="249-2024.14") if notice.recipient]
    assert {(notice.state, notice.reason) for notice in said} == {("cancelled", "withdrawn")}


def test_letter_with_nothing_left_to_say_is_withheld(any_office, tmp_path):
    remind(at(any_office, date(2024, 5, 27)))
    import_plan(any_office, corrected(tmp_path, (line_of(14), "")))
    letter = row(
        any_office, DeliveryRow, recipient="van.hn@tuyengiao.cantho.example.vn", slot_on=date(2024, 5, 27)
    )
    assert letter.state == "cancelled"


def test_corrected_title_is_a_rewording(any_office, tmp_path):
    report = import_plan(
        any_office, corrected(tmp_path, ("Triển khai và thêu ché các", "Triển khai thực hiện các"))
    )
    assert report.expansion.reworded == ["249-2024.04"]
    assert (duty(any_office, 4).due_version, duty(any_office, 4).next_on) == (1, date(2023, 12, 22))
    assert duty(any_office, 4).changed_at > duty(any_office, 4).created_at


def test_other_words_for_the_same_dates_are_a_rewording(planned, tmp_path):
    report = import_plan(
        planned, corrected(tmp_path, (line_of(8), line_of(8).replace("tháng 3", "trong tháng 3")))
    )
    assert (report.expansion.reworded, report.expansion.moved) == (["249-2024.08"], [])
    assert "trong" in duty(planned, 8).phrase
    assert duty(planned, 8).due_version == 1


def test_new_row_in_the_middle_takes_a_new_number(any_office, tmp_path):
    new = "5\tRà soát danh sách khen thưởng đột xuất (tháng 10)\tSở Tài chính\n"
    report = import_plan(any_office, corrected(tmp_path, (line_of(5), new + line_of(5))))
    assert report.expansion.added == ["249-2024.36"]
    assert (len(report.expansion.kept), report.expansion.moved) == (35, [])
    assert row(any_office, TaskRow, number=36).position == 5


def test_row_put_back_is_the_same_obligation(any_office, tmp_path):
    import_plan(any_office, corrected(tmp_path, (line_of(9), "")))
    report = import_plan(any_office, PLAN)
    assert report.expansion.added == ["249-2024.09"]
    assert (duty(any_office, 9).status, duty(any_office, 9).due_version) == ("open", 1)
    assert row(any_office, TaskRow, number=9).withdrawn_at is None


def test_duty_done_before_it_was_dropped_comes_back_done(planned, tmp_path):
    from tracker.services.tracking import mark_done

    mark_done(at(planned, date(2024, 3, 4)), "249-2024.09")
    import_plan(planned, corrected(tmp_path, (line_of(9), "")))
    import_plan(planned, PLAN)
    assert (duty(planned, 9).status, duty(planned, 9).done_on) == ("done", date(2024, 3, 4))
    assert duty(planned, 9).next_on is None


def test_other_owner_is_a_rewording_and_gets_the_letters(any_office, tmp_path):
    changed = line_of(14).replace("Ban Tuyên giáo Thành ủy chủ trì", "Sở Tài chính chủ trì")
    report = import_plan(any_office, corrected(tmp_path, (line_of(14), changed)))
    assert report.expansion.reworded == ["249-2024.14"]
    remind(at(any_office, date(2024, 5, 27)))
    told = {notice.recipient for notice in rows(any_office, NoticeRow, obligation_id="249-2024.14")}
    assert "chi.dk@taichinh.cantho.example.vn" in told


def test_dry_run_stores_nothing(any_office, tmp_path):
    before = everything(any_office)
    report = import_plan(any_office, corrected(tmp_path, (line_of(9), "")), dry_run=True)
    assert (report.expansion.withdrawn, report.dry_run) == (["249-2024.09"], True)
    assert everything(any_office) == before


def test_name_of_a_plan_is_not_given_to_another(planned, tmp_path):
    other = corrected(tmp_path, ("249/KH-UBND", "250/KH-UBND"))
    before = everything(planned)
    with pytest.raises(UsageError) as caught:
        import_plan(planned, other, plan_id="249-2024")
    assert caught.value.key == "import.id_taken"
    assert everything(planned) == before
    assert import_plan(planned, other).plan_id == "250-2024"


@pytest.mark.parametrize("plan_id", ["../x", "a b", "", "x" * 65, "é", "a\n"])
def test_only_plain_names_are_taken(office, plan_id):
    if not plan_id:
        assert import_plan(office, PLAN, plan_id=plan_id).plan_id == "249-2024"
        return
    with pytest.raises(UsageError):
        import_plan(office, PLAN, plan_id=plan_id)


def test_plan_of_the_past_is_kept_and_silent(any_office, tmp_path):
    at(any_office, date(2024, 6, 3))
    old = corrected(tmp_path, ("249/KH-UBND", "7/KH-UBND"), ("2024", "2022"), ("2023", "2021"))
    report = import_plan(any_office, old)
    assert (report.plan_id, report.is_past) == ("7-2022", True)
    remind(any_office)
    assert not [notice for notice in rows(any_office, NoticeRow) if notice.obligation_id.startswith("7-")]


def test_plan_that_grew_old_goes_on_reminding_after_a_correction(planned, tmp_path):
    at(planned, date(2025, 1, 15))
    typo = corrected(tmp_path, ("Triển khai và thêu ché các", "Triển khai thực hiện các"))
    assert not import_plan(planned, typo).is_past
    assert remind(planned).letters > 0


BAD = {
    "missing": None,
    "empty": b"",
    "blank": b" \n\t\n",
    "binary": bytes(range(256)) * 20,
    "latin-1": "Kế hoạch năm 2024".encode("utf-16-le") + "Cần Thơ é".encode("cp1258", "replace"),
    "no table": "Số: 249/KH-UBND\nKẾ HOẠCH\nnăm 2024\n".encode(),
    "no year": "Số: 249/KH-UBND\n\nTT\tNội dung\tĐơn vị thực hiện\n1\tHọp (tháng 5)\tSở Y tế\n".encode(),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_bad_document_is_refused_and_changes_nothing(planned, tmp_path, content):
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    before = everything(planned)
    with pytest.raises(DocumentError) as caught:
        import_plan(planned, path)
    assert caught.value.exit_code == 12
    assert everything(planned) == before


def test_folder_is_no_document(planned, tmp_path):
    with pytest.raises(DocumentError):
        import_plan(planned, tmp_path)


def test_person_may_name_what_the_document_does_not(office, tmp_path):
    silent = corrected(tmp_path, ("Số: 249/KH-UBND", "Số:        /KH-UBND"))
    with pytest.raises(DocumentError) as caught:
        import_plan(office, silent)
    assert caught.value.key == "document.no_number"
    assert import_plan(office, silent, Given(number="249/KH-UBND")).plan_id == "249-2024"


def test_defect_in_the_middle_leaves_nothing(any_office, tmp_path, monkeypatch):
    before = everything(any_office)
    with monkeypatch.context() as broken:
        broken.setattr(importing, "_report", None)
        with pytest.raises(TypeError):
            import_plan(any_office, corrected(tmp_path, (line_of(9), "")))
    assert everything(any_office) == before


DIES = """
import os, signal, sys
from pathlib import Path
from tests.offices import open_office, PLAN
from tracker.services import importing
importing._report = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
importing.import_plan(open_office(Path(sys.argv[1])), PLAN)
"""


def test_killed_import_leaves_nothing(office, tmp_path):
    killed = subprocess.run(
        [sys.executable, "-c", DIES, str(tmp_path)], cwd=ROOT, env=dict(os.environ), check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert {name: found for name, found in everything(office).items() if found} == {}
    assert import_plan(office, PLAN).tasks == 35
