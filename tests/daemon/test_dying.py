"""A thread of the real service dies: the process ends, and systemd starts it again; one that is gone is missed."""

import json
import signal
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from tests.daemon.conftest import ask, service
from tests.offices import ROOT, open_office, rows, write_config
from tracker.i18n import translator
from tracker.i18n.dates import moment
from tracker.services.marks import LAST_TICK
from tracker.store.state import get_state, set_state
from tracker.store.tables import DeliveryRow

TRIAL = ("--today", "2024-05-27")
DEFECT = 70
SOON = 5  # seconds

#: The program, with a signal by which a thread of it is ended as a defect would end it.
MORTAL = """
import ctypes, signal, threading
def strike(*_):
    (victim,) = [thread for thread in threading.enumerate() if thread.name == {name!r}]
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(victim.ident), ctypes.py_object(SystemExit))
signal.signal(signal.SIGUSR1, strike)
from tracker.cli import program
program()
"""


def mortal(name):
    return ("-c", MORTAL.format(name=name))


@pytest.mark.parametrize(("name", "said"), [("web", "web"), ("APScheduler", "scheduler")])
def test_a_service_whose_thread_died_ends_with_all_that_it_knows(tmp_path, free_port, name, said):
    config = write_config(tmp_path, port=str(free_port), tick_seconds="1")
    with service(config, *TRIAL, program=mortal(name)) as running:
        running.wait_for("Letters: 3 new, 3 sent")
        code, seconds = running.stop(signal.SIGUSR1)
        running.wait_for(f"a thread has died: {said}")
    assert code == DEFECT
    assert seconds < SOON
    with closing(open_office(tmp_path)) as app:
        assert {letter.state for letter in rows(app, DeliveryRow)} == {"sent"}


def test_a_feed_server_alone_whose_thread_died_ends_too(tmp_path, free_port):
    config = write_config(tmp_path, port=str(free_port))
    assert ask(config, "check", "--migrate").returncode in {0, 1}
    with service(config, command="serve", program=mortal("web")) as running:
        running.wait_for("Serving calendars")
        code, seconds = running.stop(signal.SIGUSR1)
        running.wait_for("a thread has died: web")
    assert code == DEFECT
    assert seconds < SOON


HELD = """
import time
from tracker.cli.signals import ending_within, heard
with heard() as asked, ending_within(asked, 0.2):
    asked.stopping.set()  # as the supervisor does
    time.sleep(30)
"""


def test_what_holds_its_end_up_does_not_make_a_death_look_like_a_wish():
    """systemd starts again what failed, and leaves alone what ended as asked."""
    ended = subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, check=False, timeout=10)
    assert ended.returncode == DEFECT


def test_a_command_says_that_a_service_is_gone_since_when_and_nothing_else(tmp_path, free_port):
    config = write_config(tmp_path, port=str(free_port), tick_seconds="1")
    with service(config) as running:
        running.wait_for("Letters: 0 new, 0 sent")
        running.process.kill()
        running.process.wait(5)
    assert ask(config, "list", "--plan", "249-2024").stderr == "", "it may be starting again"
    since = let_pass(tmp_path, timedelta(minutes=6))
    asked = ask(config, "status", "--json")
    assert json.loads(asked.stdout)
    assert asked.stderr == (
        f"The reminder service has not run since {since}, and no letter has left since."
        " See: tracker status --check\n"
    )
    checked = ask(config, "status", "--check")
    assert (checked.returncode, checked.stderr) == (2, "")


def let_pass(folder, step):
    """Make the last tick of a dead service so much older; return when that was."""
    with closing(open_office(folder)) as app, app.store.write() as session:
        at = datetime.fromisoformat(get_state(session, LAST_TICK)) - step
        set_state(session, LAST_TICK, at.isoformat())
    return moment(at, app.zone, translator("en"))
