"""One line an event, and no secret in it, whatever goes wrong."""

import logging
import subprocess
import sys

import pytest

from tracker.logs import OneLine, escaped, hide, without_secrets

TOKEN = "q3Xh0_-" * 6 + "A"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"GET /f/{TOKEN}/x.ics", "GET /f/***/x.ics"),
        (f"GET /s/{TOKEN}?lang=en", "GET /s/***?lang=en"),
        (f"GET /o/249-2024.07/{TOKEN}", "GET /o/249-2024.07/***"),
        ("postgresql://an:geheim%20@db/x", "postgresql://an:***@db/x"),
        ("letter 7 @so.vn: sent, code 250", "letter 7 @so.vn: sent, code 250"),
        ("535 5.7.8 no such user an.tt+x@so.vn", "535 5.7.8 no such user ***@so.vn"),
    ],
)
def test_addresses_lose_their_secrets(text, shown):
    assert without_secrets(text) == shown


def test_a_password_that_is_known_is_blanked():
    hide("correct horse", "abc")
    assert without_secrets("535 correct horse abc") == "535 *** abc"


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\x1b[2Jb", "a\x85b", "a\u2028b", "a\u202eb", "a\x00b"])
def test_control_characters_are_escaped(text):
    shown = escaped(text)
    assert shown.isprintable()
    assert len(shown) > len(text)


def test_a_traceback_stays_on_its_line_and_tells_no_secret():
    hide("correct horse")
    try:
        raise ValueError("correct horse\nFORGED")  # noqa: TRY301
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "defect\x1b", (), sys.exc_info())
    line = OneLine("%(message)s").format(record)
    assert "\n" not in line
    assert "correct horse" not in line
    assert "Traceback" in line


THREAD = """
import logging, threading
from pathlib import Path
from tracker.logs import setup_logging, hide
setup_logging(file=Path("service.log"), megabytes=1, files=2)
hide("correct horse")
log = logging.getLogger("tracker.x")
thread = threading.Thread(target=lambda: int("correct horse"))
thread.start()
thread.join()
logging.getLogger("uvicorn.error").error("GET /f/%s", "Q" * 43)
for n in range(12_000):
    log.info("%s %d", "x" * 200, n)
"""


def test_a_file_is_the_owners_alone_and_is_rotated(tmp_path):
    from tests.offices import ROOT

    done = subprocess.run(
        [sys.executable, "-c", THREAD],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    files = sorted(tmp_path.glob("service.log*"))
    assert [path.name for path in files] == ["service.log", "service.log.1", "service.log.2"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    text = "".join(path.read_text() for path in files) + done.stdout + done.stderr
    assert "correct horse" not in text
    assert "Q" * 43 not in text
