"""Leave and refused addresses."""

from datetime import date, timedelta

from tests.store.samples import NOW, TODAY
from tracker.core.staffing import Leave
from tracker.store.people import (
    DEAD_AFTER,
    add_leave,
    clear_trouble,
    dead_addresses,
    end_leave,
    leave_rows,
    leaves_from,
    leaves_on,
    note_trouble,
    troubles,
)
from tracker.store.tables import LeaveRow

LAN = "lan@x.vn"
ONE_DAY = timedelta(days=1)


def leave(first_on, last_on, address=LAN):
    return LeaveRow(
        address=address, first_on=first_on, last_on=last_on, stand_in="", reason="", actor="clerk", at=NOW
    )


def test_a_leave_counts_on_its_days_until_it_is_taken_back(store):
    first, last = TODAY + ONE_DAY, TODAY + 3 * ONE_DAY
    with store.write() as session:
        add_leave(session, leave(first, last))
    with store.read() as session:
        days = [day for day in (TODAY, first, last, last + ONE_DAY) if leaves_on(session, day)]
        assert days == [first, last]
        assert leaves_from(session, TODAY) == (Leave(LAN, first, last),)
    with store.write() as session:
        end_leave(session, leave_rows(session, TODAY), NOW)
    with store.read() as session:
        assert leaves_from(session, TODAY) == ()


def test_an_address_is_dead_after_different_days_and_works_again_at_once(store):
    def refused(on):
        with store.write() as session:
            note_trouble(session, LAN, on, 550, "no such user", NOW)
            note_trouble(session, LAN, on, 551, "gone", NOW)
            return dead_addresses(session)

    days = [date(2024, 5, day) for day in range(1, DEAD_AFTER + 1)]
    assert [refused(day) for day in days] == [frozenset()] * (DEAD_AFTER - 1) + [frozenset({LAN})]
    with store.write() as session:
        note_trouble(session, "nam@x.vn", days[0], 550, "", NOW)
        assert [(row.refused_on, row.code) for row in troubles(session)][:DEAD_AFTER] == [
            (day, 551) for day in days
        ]
        assert clear_trouble(session, LAN) == DEAD_AFTER
    with store.read() as session:
        assert dead_addresses(session) == frozenset()
        assert [row.address for row in troubles(session)] == ["nam@x.vn"]
