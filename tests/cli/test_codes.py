"""Exit codes are a contract; each comes with what happened and what to do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offices import PLAN, ROOT, write_config

FULL = Path("/dev/full")
PROGRAM = (sys.executable, "-c", "from tracker.cli import program; program()")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "249-2024.99"), 2, "249-2024.29"),
        (("show", "15"), 2, "249-2024.15"),
        (("done", "249-2024.9"), 2, "249-2024.09"),
        (("done", "249-2024.12", "--on", "2099-01-01"), 2, "2099"),
        (("list", "--unit", "so noi"), 2, "so-noi-vu"),
        (("list", "--plan", "249-2025"), 2, "249-2024"),
        (("simulate", "249-2025"), 2, "249-2024"),
        (("outbox", "show", "77"), 2, "tracker outbox"),
        (("status", "--as-of", "31/5/2024"), 2, "2024-05-31"),
        (("status", "--as-of", "2024-02-30"), 2, "2024-02-30"),
        (("status", "--as-of", "9999-12-31"), 2, "1900 to 2200"),
        (("import", "nowhere.txt"), 12, "nowhere.txt"),
        (("import", "."), 12, "."),
        (("import", PLAN, "--id", "../x"), 2, "../x"),
        (("--config", "nowhere.toml", "status"), 10, "nowhere.toml"),
        (("nonsense",), 2, "nonsense"),
        (("show",), 2, "ID"),
    ],
    ids=lambda part: " ".join(map(str, part)) if isinstance(part, tuple) else "",
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_the_way_on(planned, arguments, code, words):
    answer = planned("--lang", "en", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 500, b"only words\n", b"1\t\xff\xfe\xfa\n"])
def test_a_document_that_cannot_be_read_leaves_the_database_alone(planned, office, content):
    (office / "bad.txt").write_bytes(content)
    before = planned("list", "--json").out
    answer = planned("import", "bad.txt")
    assert (answer.code, answer.out) == (12, "")
    assert planned("list", "--json").out == before


@pytest.mark.parametrize("question", [("status",), ("list",), ("show", "x"), ("outbox",)])
def test_without_a_database_the_first_step_is_named_and_nothing_is_made(run, office, question):
    answer = run(*question)
    assert answer.code == 13
    assert "tracker import" in answer.err
    assert not (office / "var").exists()


def test_all_flaws_of_the_settings_are_told_at_once(run, office):
    (office / "config.toml").write_text(
        "[office]\nname = 3\nbogus = 1\n[web]\nport = 99999999\n", encoding="utf-8"
    )
    answer = run("--lang", "en", "status")
    assert answer.code == 10
    assert all(f"key {name}" in answer.err for name in ("office.name", "office.bogus", "web.port"))


def test_a_lease_that_ends_amid_the_talk_is_refused_with_the_minutes_that_do(run, office):
    write_config(office, lease_minutes="1")
    answer = run("--lang", "en", "run")
    assert (answer.code, answer.out) == (10, "")
    assert "delivery.lease_minutes" in answer.err
    minutes = re.search(r"Write (\d+) or more for lease_minutes", answer.err)[1]
    write_config(office, lease_minutes=minutes)
    assert run("check", "--migrate").code == 0


def test_check_tells_what_needs_attention_on_stdout(planned, office):
    assert planned("check").code == 0
    settings = (office / "config.toml").read_text(encoding="utf-8").replace("Ban Tuyên giáo", "Ban Khác")
    (office / "config.toml").write_text(settings, encoding="utf-8")
    answer = planned("check")
    assert answer.code == 1
    assert "Ban Tuyên giáo Thành ủy" in answer.out


def test_a_check_without_a_database_says_what_to_do(run):
    answer = run("--lang", "en", "check")
    assert answer.code == 1
    assert "tracker import" in answer.out


def test_a_file_in_the_place_of_the_data_folder_is_named(run, office):
    (office / "var").write_text("x")
    answer = run("--lang", "en", "run")
    assert answer.code == 13
    assert str(office / "var") in answer.err


def test_a_closed_pipe_ends_quietly(planned):
    command = " ".join(f"'{part}'" for part in PROGRAM)
    finished = subprocess.run(
        ["bash", "-c", f"{command} list --json | head -1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "{\n", "")


@pytest.mark.parametrize("arguments", [("feeds",), ("list",), ("status",), ("--help",), ("feeds", "--help")])
def test_a_reader_that_closes_at_once_is_no_error(planned, arguments):
    ours, theirs = os.pipe()
    os.close(ours)
    finished = subprocess.run(
        [*PROGRAM, *arguments], stdout=theirs, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(theirs)
    assert (finished.returncode, finished.stderr) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_the_answer_is_said(planned):
    with FULL.open("w") as full:
        finished = subprocess.run(
            [*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert finished.returncode == 13
    assert "Traceback" not in finished.stderr
    assert "Exception ignored" not in finished.stderr


def test_a_closed_output_is_no_defect(planned):
    finished = subprocess.run(
        ["bash", "-c", " ".join(f"'{part}'" for part in PROGRAM) + " status >&-"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (finished.returncode, finished.stderr) == (0, "")
