"""Figures for Prometheus: for programs on this machine, and nobody else."""

import re
from zoneinfo import ZoneInfo

import pytest

from tests.web.conftest import NOW
from tracker.core.health import HealthState, Reason, Verdict
from tracker.web.app import create_web
from tracker.web.metrics import sample

SAMPLE = re.compile(
    r'[a-z_]+(\{[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"(,[a-z_]+="(?:[^"\\\n]|\\[\\"n])*")*\})? [-+.e0-9]+'
)


@pytest.fixture
def web(shelf):
    return create_web(shelf, shelf, shelf, shelf, zone=ZoneInfo("Asia/Ho_Chi_Minh"), has_metrics=True)


def test_figures_are_told_to_this_machine(ask, shelf):
    shelf.change(verdict=Verdict(HealthState.DOWN, (Reason("mail_server", HealthState.DOWN, {"at": NOW}),)))
    answer = ask("/metrics")
    lines = answer.body.decode().splitlines()
    assert answer.getheader("Content-Type").startswith("text/plain; version=0.0.4")
    assert all(line.startswith(("# HELP ", "# TYPE ")) or SAMPLE.fullmatch(line) for line in lines)
    said = {line for line in lines if not line.startswith("#")}
    assert said >= {
        "tracker_health 2",
        "tracker_last_tick_age_seconds 30",
        "tracker_mail_server_down 1",
        "tracker_obligations_open 35",
        "tracker_obligations_overdue 2",
        'tracker_letters{state="ready"} 4',
        'tracker_letters{state="sent"} 20',
        'tracker_health_reason{reason="mail_server",state="down"} 1',
    }


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_whoever_comes_through_a_proxy_finds_no_such_page(ask, header):
    assert ask("/metrics", headers={header: "127.0.0.1"}).status == 404


def test_another_machine_finds_no_such_page(web):
    from starlette.testclient import TestClient

    client = TestClient(web, client=("192.0.2.7", 5000))
    assert client.get("/metrics").status_code == 404
    assert client.get("/healthz").status_code == 200


def test_without_the_setting_there_is_no_such_page(call, serve, shelf):
    plain = create_web(shelf, shelf, shelf, shelf, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    from tests.web.conftest import serving

    with serving(plain) as server:
        assert call(server, "/metrics").status == 404


@pytest.mark.parametrize("text", ['a"b', "a\\b", "a\nb 1\nforged 2", '"} 3'])
def test_a_label_ends_where_it_ends(text):
    line = sample("tracker_letters", 1, {"state": text})
    assert SAMPLE.fullmatch(line.removesuffix("\n"))
    assert line.count("\n") == 1
