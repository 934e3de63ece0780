"""Several services on one PostgreSQL database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.offices import open_office, rows
from tracker.clock import Clock
from tracker.errors import BusyError, StoreError
from tracker.services import nodes
from tracker.services.nodes import join, leave
from tracker.store.tables import StateRow

MINUTE = timedelta(minutes=1)


@pytest.fixture
def machine(tmp_path, postgresql_url, monkeypatch):
    """Return a function that opens the office on a machine of its own."""
    opened = []

    def on(name, *, behind=timedelta(0), is_trial=False):
        folder = tmp_path / name
        folder.mkdir()
        app = open_office(folder, database=postgresql_url)
        app.clock = Clock(app.clock.zone, ahead=timedelta(days=-400) if is_trial else timedelta(0))
        if behind:
            app.clock = app.clock.agreed_with(datetime.now(UTC) - behind)
        monkeypatch.setattr(nodes.socket, "gethostname", lambda: name)
        opened.append(app)
        return app

    yield on
    for app in opened:
        app.close()


def living(app):
    return [row.name for row in rows(app, StateRow) if row.name.startswith("service:")]


def test_services_join_beside_each_other_and_leave(machine):
    first = machine("a")
    join(first)
    second = machine("b")
    join(second)
    assert len(living(first)) == 2
    leave(second)
    assert [name.split(":")[1] for name in living(first)] == ["a"]


@pytest.mark.parametrize("is_trial", [True, False])
def test_a_trial_and_a_real_service_do_not_go_together(machine, is_trial):
    join(machine("a", is_trial=not is_trial))
    with pytest.raises(BusyError) as caught:
        join(machine("b", is_trial=is_trial))
    assert caught.value.key == "daemon.trial_beside"
    assert caught.value.exit_code == 75
    assert caught.value.facts["node"].startswith("a:")


def test_a_service_that_was_killed_keeps_nobody_out_for_long(machine):
    dead = machine("a", is_trial=True)
    join(dead)
    with dead.store.write() as session:
        at = dead.clock.real() - 4 * MINUTE
        session.exec(
            StateRow.__table__.update()
            .where(StateRow.name.startswith("service:"))
            .values(value=f"{at.isoformat()} trial")
        )
    join(machine("b"))


def test_the_servers_clock_is_gone_by(machine):
    app = machine("a", behind=50 * timedelta(seconds=1))
    join(app)
    assert abs(app.clock.now() - datetime.now(UTC)) < timedelta(
        seconds=5
    )  # the server stands on this machine
    assert not app.clock.is_set


def test_a_clock_too_far_from_the_servers_is_refused(machine, monkeypatch):
    app = machine("a")
    monkeypatch.setattr(nodes, "server_now", lambda _store: datetime.now(UTC) + 2 * MINUTE)
    with pytest.raises(StoreError) as caught:
        join(app)
    assert (caught.value.key, caught.value.exit_code) == ("store.clock_apart", 13)


def test_a_trial_keeps_its_own_day(machine):
    app = machine("a", is_trial=True)
    before = app.clock
    join(app)
    assert app.clock == replace(before)
