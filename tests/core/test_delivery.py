"""Who is told, what one letter holds, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.delivery import (
    Digest,
    Item,
    Urgency,
    gather,
    urgency,
)
from tracker.core.directory import Directory, Person, Unit
from tracker.core.notices import NoticeKind, NoticeReason, Rung
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.policy import Level
from tracker.core.staffing import Addressee, Instead, Staffing, addressees
from tracker.core.weekly import Week

LAN, NAM, MINH, HUNG = (Person(name, f"{name}@x.vn") for name in ("lan", "nam", "minh", "hung"))
COORDINATOR = Person("coordinator", "coordinator@x.vn")
DIRECTORY = Directory(
    (
        Unit("a", "Unit A", people=(LAN, NAM), heads=(MINH,)),
        Unit("b", "Unit B", heads=(MINH,)),
        Unit("c", "Unit C"),
    ),
    COORDINATOR,
    (HUNG,),
)
NOW = datetime(2024, 5, 27, 1, tzinfo=UTC)
DAY = date(2024, 5, 27)


def duty(*lead, id="p.01", due_on=date(2024, 5, 31)):  # noqa: A002  (the field's name)
    return Obligation(
        id=id, plan_id="p", task_number=1, label="", title="t", phrase="w", rule="r",
        dates=Dates(Kind.DUE, due_on, due_on), lead=lead, owners=lead,
    )  # fmt: skip


def told(obligation, level):
    return [(who.person, who.unit, who.instead) for who in addressees(obligation, level, Staffing(DIRECTORY))]


def item(obligation, kind=NoticeKind.LEAD, offset=-5, level=0):
    return Item(obligation, Rung(kind, offset, level, DAY), NoticeReason.SLOT, "Unit A")


@pytest.mark.parametrize(
    ("lead", "level", "expected"),
    [
        ("Unit A", Level.OWNER, [(LAN, "Unit A", Instead.NO), (NAM, "Unit A", Instead.NO)]),
        ("unit a", Level.HEAD, [(MINH, "Unit A", Instead.NO)]),
        ("Unit A", Level.LEADERS, [(HUNG, "Unit A", Instead.NO)]),
        ("Unit B", Level.OWNER, [(MINH, "Unit B", Instead.NO)]),
        ("Unit C", Level.OWNER, [(COORDINATOR, "Unit C", Instead.NO_ADDRESS)]),
        ("Unit C", Level.HEAD, [(COORDINATOR, "Unit C", Instead.NO_ADDRESS)]),
        ("Unit X", Level.OWNER, [(COORDINATOR, "Unit X", Instead.UNKNOWN_UNIT)]),
        ("Unit X", Level.LEADERS, [(HUNG, "Unit X", Instead.NO)]),
    ],
)
def test_somebody_is_always_told(lead, level, expected):
    assert told(duty(lead), level) == expected


def test_duty_of_nobody_goes_to_the_coordinator_and_still_climbs():
    assert told(duty(), Level.OWNER) == [(COORDINATOR, "", Instead.GROUP)]
    assert told(duty(), Level.LEADERS) == [(HUNG, "", Instead.NO)]


def test_nobody_is_told_twice_of_one_duty():
    assert told(duty("Unit B", "Unit A"), Level.HEAD) == [(MINH, "Unit B", Instead.NO)]


def test_one_letter_a_person_with_the_gravest_notice_of_a_duty():
    late = duty("Unit B", due_on=date(2024, 5, 20))
    owner = (Addressee(MINH, "Unit B"), item(late, NoticeKind.OVERDUE, 3))
    head = (Addressee(MINH, "Unit B"), item(late, NoticeKind.ESCALATION, 3, Level.HEAD))
    (letter,) = gather(DAY, [head, owner])
    assert [found.rung.kind for found in letter.items] == [NoticeKind.ESCALATION]


def test_overdue_stands_first():
    duties = [
        duty(id="p.04", due_on=date(2024, 6, 28)),
        duty(id="p.03", due_on=date(2024, 5, 31)),
        duty(id="p.02", due_on=DAY),
        duty(id="p.01", due_on=date(2024, 5, 24)),
    ]
    start = item(duties[0], NoticeKind.START, 0)
    news = item(duty(id="p.05", due_on=date(2024, 5, 20)), NoticeKind.CLOSED, 0)
    told = (news, start, *map(item, duties[1:]))
    (letter,) = gather(DAY, [(Addressee(LAN, "Unit A"), found) for found in told])
    assert [urgency(found, DAY) for found in letter.items] == list(Urgency)
    assert [found.obligation.id for found in letter.items] == ["p.01", "p.02", "p.03", "p.04", "p.05"]


def test_news_joins_what_else_is_said_of_a_duty():
    """One line a duty: that of the notice, with the day that was told before."""
    late = duty("Unit A", due_on=date(2024, 5, 20))
    moved = replace(item(late, NoticeKind.MOVED, 0), moved_from=date(2024, 5, 31))
    for told in ([moved, item(late)], [item(late), moved]):
        (letter,) = gather(DAY, [(Addressee(LAN, "Unit A"), one) for one in told])
        assert [(one.rung.kind, one.moved_from) for one in letter.items] == [
            (NoticeKind.LEAD, date(2024, 5, 31))
        ]


def test_news_alone_stands_last():
    moved = item(duty("Unit A", due_on=date(2024, 5, 20)), NoticeKind.MOVED, 0)
    assert urgency(moved, DAY) is Urgency.NEWS


def test_the_week_is_a_part_of_the_letter_of_whoever_has_one():
    week = Week(DAY, (), 1, 0, 0)
    letters = gather(
        DAY, [(Addressee(LAN, "Unit A"), item(duty("Unit A")))], [Digest(LAN, week), Digest(MINH, week)]
    )
    assert {(letter.person, len(letter.items), letter.week) for letter in letters} == {
        (LAN, 1, week),
        (MINH, 0, week),
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from([LAN, NAM, MINH]), st.sampled_from(["p.1", "p.2", "p.3"]), st.integers(0, 2)
        )
    )
)
def test_every_person_has_one_letter_and_every_duty_stands_once_in_it(notices):
    letters = gather(
        DAY, [(Addressee(who, ""), item(duty(id=name), level=level)) for who, name, level in notices]
    )
    assert sorted(letter.person.name for letter in letters) == sorted({who.name for who, *_ in notices})
    for letter in letters:
        names = [found.obligation.id for found in letter.items]
        assert sorted(names) == sorted({name for who, name, _ in notices if who == letter.person})
