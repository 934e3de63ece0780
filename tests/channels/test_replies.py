"""The table of SMTP replies: one case a row."""

import pytest

from tracker.channels.replies import Phase, classify, enhanced_code, tidy
from tracker.errors import FailureReason

LOST = 0

TABLE = [
    (Phase.CONNECT, LOST, "", FailureReason.SERVER),
    (Phase.CONNECT, 554, "", FailureReason.SERVER),
    (Phase.LOGIN, 421, "4.7.0", FailureReason.SERVER),
    (Phase.LOGIN, 454, "4.7.0", FailureReason.SERVER),
    (Phase.LOGIN, 535, "5.7.8", FailureReason.LOGIN),
    (Phase.LOGIN, 534, "5.7.9", FailureReason.LOGIN),
    (Phase.LOGIN, 538, "5.7.11", FailureReason.LOGIN),
    (Phase.LOGIN, 504, "5.5.4", FailureReason.LOGIN),
    (Phase.MAIL, 530, "5.7.0", FailureReason.LOGIN),
    (Phase.MAIL, 421, "", FailureReason.SERVER),
    (Phase.MAIL, 451, "4.3.0", FailureReason.SERVER),
    (Phase.MAIL, 550, "5.7.1", FailureReason.SERVER),
    (Phase.MAIL, 552, "", FailureReason.MESSAGE),
    (Phase.MAIL, 554, "5.3.4", FailureReason.MESSAGE),
    (Phase.RCPT, LOST, "", FailureReason.SERVER),
    (Phase.RCPT, 421, "4.3.2", FailureReason.SERVER),
    (Phase.RCPT, 450, "4.2.0", FailureReason.TEMPORARY),
    (Phase.RCPT, 451, "", FailureReason.TEMPORARY),
    (Phase.RCPT, 452, "4.2.2", FailureReason.TEMPORARY),
    (Phase.RCPT, 550, "", FailureReason.RECIPIENT),
    (Phase.RCPT, 553, "", FailureReason.RECIPIENT),
    (Phase.RCPT, 550, "5.1.1", FailureReason.RECIPIENT),
    (Phase.RCPT, 554, "5.1.10", FailureReason.RECIPIENT),
    (Phase.RCPT, 550, "5.2.1", FailureReason.RECIPIENT),
    (Phase.RCPT, 550, "5.7.1", FailureReason.MESSAGE),
    (Phase.RCPT, 554, "", FailureReason.MESSAGE),
    (Phase.DATA, 554, "5.5.1", FailureReason.MESSAGE),
    (Phase.FINAL, 421, "", FailureReason.SERVER),
    (Phase.FINAL, 452, "4.3.1", FailureReason.TEMPORARY),
    (Phase.FINAL, 550, "5.1.1", FailureReason.MESSAGE),
    (Phase.FINAL, 552, "5.3.4", FailureReason.MESSAGE),
    (Phase.FINAL, LOST, "", FailureReason.SERVER),
    (Phase.RCPT, 250, "", FailureReason.SERVER),
]


@pytest.mark.parametrize(("phase", "code", "enhanced", "reason"), TABLE)
def test_reply_is_classified(phase, code, enhanced, reason):
    assert classify(phase, code, enhanced) is reason


def test_enhanced_code_stands_at_the_head_of_a_reply():
    assert enhanced_code("5.1.1 no such user") == "5.1.1"
    assert enhanced_code("4.7.0") == "4.7.0"
    assert enhanced_code("no 5.1.1 here") == ""
    assert enhanced_code("5.1.1x") == ""


def test_reply_becomes_one_short_clean_line():
    assert tidy(b"no\r\nsuch \x1b[31muser\xff") == "no such [31muser\N{REPLACEMENT CHARACTER}"
    assert len(tidy("x" * 5000)) == 200
