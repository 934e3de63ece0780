"""What an SMTP server's reply means for a letter."""

import re
from enum import StrEnum

from tracker.core.text import clean
from tracker.errors import FailureReason


class Phase(StrEnum):
    """How far handing over had come; only a failure in ``FINAL`` can be ambiguous."""

    CHECK = "check"  # our own look at the letter, and at the time that is left
    CONNECT = "connect"
    LOGIN = "login"  # greeting, STARTTLS, AUTH
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"  # the server is asked to take the text
    TEXT = "text"  # the text is under way, its end is not
    FINAL = "final"  # the final dot was sent, or a file is being written


LONGEST_TEXT = 200
SERVICE_CLOSING = 421
TOO_LARGE = 552
TOO_LARGE_ENHANCED = frozenset({"5.2.3", "5.3.4"})
NEEDS_A_HUMAN = frozenset({530, 534, 535, 538})  # RFC 4954, 6
NO_SUCH_MAILBOX = frozenset({550, 551, 553})  # RFC 5321, 4.2.2
REFUSALS = range(550, 555)
TEMPORARY = range(400, 500)
PERMANENT = range(500, 600)
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")


def classify(phase: Phase, code: int, enhanced: str = "") -> FailureReason:
    """Tell whose fault a refusal is; a ``code`` of 0 is a lost connection.

    ``enhanced`` is the status code of RFC 3463 ("5.1.1"), empty where the server gave none.
    """
    if code == SERVICE_CLOSING or code not in {*TEMPORARY, *PERMANENT}:
        return FailureReason.SERVER
    if code in NEEDS_A_HUMAN:
        return FailureReason.LOGIN
    if phase in {Phase.CONNECT, Phase.LOGIN, Phase.MAIL}:
        return _before_the_letter(phase, code, enhanced)
    if code in TEMPORARY:
        return FailureReason.TEMPORARY
    return FailureReason.RECIPIENT if _no_such_mailbox(phase, code, enhanced) else FailureReason.MESSAGE


def is_too_large(code: int, enhanced: str) -> bool:
    """Whether a server refused a letter for its size (RFC 1870, 6; RFC 3463, 3.3 and 3.4)."""
    return enhanced in TOO_LARGE_ENHANCED or (code == TOO_LARGE and not enhanced)


def is_amid(phase: str, code: int) -> bool:
    """Whether the line was cut amid one letter: it may be that letter that the server cannot bear."""
    return not code and phase in {Phase.RCPT, Phase.DATA, Phase.TEXT}


def _before_the_letter(phase: Phase, code: int, enhanced: str) -> FailureReason:
    if phase is Phase.LOGIN and code in PERMANENT:
        return FailureReason.LOGIN
    if phase is Phase.MAIL and is_too_large(code, enhanced):
        return FailureReason.MESSAGE
    return FailureReason.SERVER


def _no_such_mailbox(phase: Phase, code: int, enhanced: str) -> bool:
    if phase is not Phase.RCPT:
        return False
    if not enhanced:
        return code in NO_SUCH_MAILBOX
    return code in REFUSALS and (enhanced.startswith("5.1.") or enhanced == "5.2.1")


def enhanced_code(text: str) -> str:
    """Return the status code of RFC 3463 at the head of a reply, or nothing."""
    found = _ENHANCED.match(text)
    return found[1] if found else ""


def tidy(reply: bytes | str) -> str:
    """Return a server's words as one short clean line."""
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return clean(words)[:LONGEST_TEXT]
