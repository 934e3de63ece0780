"""Letters that come back."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import at, rows
from tracker.errors import DocumentError
from tracker.services.bounces import LARGEST, take_bounce
from tracker.services.delivering import deliver
from tracker.services.reminding import remind
from tracker.store.tables import AddressTroubleRow, DeliveryRow, NoticeRow

MONDAY = date(2024, 5, 27)

REPORT = """\
From: MAILER-DAEMON@mx.example.vn
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.vn

{original}Final-Recipient: rfc822; {final}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: {kind}

Message-ID: {name}
Subject: x

--b--
"""


@pytest.fixture
def sent(planned):
    """An office whose letters of a day have left."""
    remind(at(planned, MONDAY))
    deliver(planned)
    return planned


def report(
    name="<none@x.vn>",
    final="gone@x.vn",
    *,
    action="failed",
    status="5.1.1",
    kind="message/rfc822",
    original="",
):
    line = f"Original-Recipient: rfc822;{original}\n" if original else ""
    text = REPORT.format(original=line, final=final, action=action, status=status, kind=kind, name=name)
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_letter_is_found_by_its_name_and_its_notices_are_passed_on(sent, kind):
    letter = rows(sent, DeliveryRow)[0]
    (found,) = take_bounce(sent, report(letter.message_id, kind=kind)).found
    said = rows(sent, NoticeRow, delivery_id=letter.id)
    assert (found.letter, found.recipient, found.permanent) == (letter.id, letter.recipient, True)
    assert found.passed_on == len(rows(sent, NoticeRow, state="planned")) >= len(said) > 0
    assert [trouble.address for trouble in rows(sent, AddressTroubleRow)] == [letter.recipient]
    assert rows(sent, DeliveryRow)[0].state == "sent"


def test_same_notification_twice_changes_nothing_more(sent):
    letter = rows(sent, DeliveryRow)[0]
    take_bounce(sent, report(letter.message_id))
    before = rows(sent, NoticeRow)
    assert take_bounce(sent, report(letter.message_id)).found[0].passed_on == 0
    assert rows(sent, NoticeRow) == before


def test_letter_is_found_by_the_address_that_we_wrote_to(sent):
    letter = rows(sent, DeliveryRow)[0]
    by_original = report(original=letter.recipient.upper(), final="forwarded@elsewhere.vn")
    assert take_bounce(sent, by_original).found[0].letter == letter.id
    assert take_bounce(sent, report(final=letter.recipient)).found[0].letter == letter.id


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.4.7"), ("delayed", "5.1.1")]
)
def test_what_may_still_arrive_is_no_trouble(sent, action, status):
    letter = rows(sent, DeliveryRow)[0]
    (found,) = take_bounce(sent, report(letter.message_id, action=action, status=status)).found
    assert not found.permanent
    assert not rows(sent, AddressTroubleRow)


def test_notification_about_somebody_elses_letter_changes_nothing(sent):
    taken = take_bounce(sent, report())
    assert (taken.found, taken.unknown) == ((), 1)
    assert not rows(sent, AddressTroubleRow)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: out of office\r\n\r\nI am away.\r\n",
        b"\xff\xfe\x00" * 100,
        report(action="delivered"),
        report(status="nonsense"),
        b"Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n",
        b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(5000)
        ),
        b"Content-Type: message/rfc822\r\n\r\n" * 5000,
        b"x" * (LARGEST + 1),
    ],
)
def test_what_is_no_notification_is_refused(sent, raw):
    with pytest.raises(DocumentError):
        take_bounce(sent, raw)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 700), st.binary(max_size=60))
def test_whatever_stands_in_it_nothing_breaks(sent, place, noise):
    whole = report("<none@x.vn>")
    try:
        assert not take_bounce(sent, whole[:place] + noise + whole[place:]).found
    except DocumentError:
        assert not rows(sent, AddressTroubleRow)
