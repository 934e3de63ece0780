"""What a mail address looks like once it may stand in a header or an SMTP command."""

import re

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, 3.2.3
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


def is_address(text: str) -> bool:
    """Whether this is one plain ASCII address: no quotes, blanks, comments or lists."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
