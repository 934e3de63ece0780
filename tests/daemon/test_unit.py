"""The systemd unit that is shipped: hardened as promised, and true to the settings."""

import shutil
import subprocess
from configparser import ConfigParser

import pytest

from tests.offices import ROOT
from tracker.config.model import Service

UNIT = ROOT / "docs" / "operations" / "tracker.service"
PROMISED = {
    "type": "notify",
    "nonewprivileges": "yes",
    "protectsystem": "strict",
    "readwritepaths": "/var/lib/tracker",
    "privatetmp": "yes",
    "protecthome": "yes",
    "umask": "0077",
    "memorymax": "512M",
    "watchdogsec": "180",
    "restart": "on-failure",
    "restartsec": "5",
    "timeoutstopsec": "60",
    "execreload": "/bin/kill -HUP $MAINPID",
}


def unit():
    parser = ConfigParser(strict=False, interpolation=None)
    parser.read(UNIT, encoding="utf-8")
    return parser["Service"]


@pytest.mark.parametrize(("key", "value"), PROMISED.items())
def test_it_keeps_what_is_promised(key, value):
    assert unit()[key] == value


def test_systemd_waits_longer_than_the_service_takes_and_the_watchdog_than_a_turn():
    assert int(unit()["timeoutstopsec"]) > Service().stop_seconds > Service().final_answer_seconds
    assert int(unit()["watchdogsec"]) > 3 * Service().tick_seconds


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_it(tmp_path):
    program = tmp_path / "tracker"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    text = UNIT.read_text(encoding="utf-8").replace("/opt/tracker/bin/tracker", str(program))
    copy = tmp_path / "tracker.service"
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
