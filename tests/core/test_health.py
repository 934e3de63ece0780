"""The rules of health, row by row."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.core.health import HealthState, Pulse, judge, unreachable

NOW = datetime(2024, 5, 27, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WELL = {"now": NOW, "last_tick_at": NOW - MINUTE, "is_backed_up": True, "backup_at": NOW - DAY}
DEGRADED, DOWN = HealthState.DEGRADED, HealthState.DOWN

ROWS = [
    ({"last_tick_at": None}, "never_ticked", DOWN),
    ({"last_tick_at": NOW - 5 * MINUTE}, None, HealthState.WELL),
    ({"last_tick_at": NOW - 6 * MINUTE}, "stale", DOWN),
    ({"last_tick_at": NOW + 6 * MINUTE}, "stale", DOWN),
    ({"is_writable": False}, "read_only", DOWN),
    ({"integrity": ""}, None, HealthState.WELL),
    ({"integrity": "row 7 missing from index"}, "damaged", DOWN),
    ({"is_login_refused": True}, "login", DOWN),
    ({"breaker_opened_at": NOW - 10 * MINUTE}, None, HealthState.WELL),
    ({"breaker_opened_at": NOW - 11 * MINUTE}, "mail_server", DEGRADED),
    ({"breaker_opened_at": NOW - 24 * HOUR}, "mail_server", DEGRADED),
    ({"breaker_opened_at": NOW - 25 * HOUR}, "mail_server", DOWN),
    ({"waiting_since": NOW - HOUR}, None, HealthState.WELL),
    ({"waiting_since": NOW - 61 * MINUTE}, "letters_late", DEGRADED),
    ({"failed_unseen": 1}, "letters_failed", DEGRADED),
    ({"dead_addresses": 2}, "dead_addresses", DEGRADED),
    ({"doubtful_until": NOW + MINUTE}, "clock_doubtful", DEGRADED),
    ({"backup_at": NOW - 2 * DAY}, None, HealthState.WELL),
    ({"backup_at": NOW - 2 * DAY - MINUTE}, "backup_old", DEGRADED),
    ({"backup_at": None, "since": NOW - DAY}, None, HealthState.WELL),
    ({"backup_at": None, "since": NOW - 3 * DAY}, "backup_none", DEGRADED),
    ({"backup_at": None, "since": NOW - 3 * DAY, "is_backed_up": False}, None, HealthState.WELL),
    ({"free_bytes": 500_000_000}, None, HealthState.WELL),
    ({"free_bytes": 499_999_999}, "disk", DEGRADED),
    ({"is_calendar_readable": False}, "calendar_unreadable", DEGRADED),
    ({"unapplied": ("249-2024",)}, "calendar_unapplied", DEGRADED),
]


@pytest.mark.parametrize(("facts", "key", "state"), ROWS)
def test_each_rule(facts, key, state):
    verdict = judge(Pulse(**{**WELL, **facts}))
    assert (verdict.state, [reason.key for reason in verdict.reasons]) == (state, [key] if key else [])


def test_the_worst_counts_and_comes_first():
    verdict = judge(Pulse(**{**WELL, "failed_unseen": 1, "is_login_refused": True}))
    assert [reason.key for reason in verdict.reasons] == ["login", "letters_failed"]
    assert verdict.state is DOWN


def test_a_database_that_cannot_be_asked_is_no_service():
    assert unreachable("store.busy", {"place": "x"}).state is DOWN
