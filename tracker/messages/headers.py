"""Header lines that nobody can break out of."""

import re
import unicodedata
from collections.abc import Mapping
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import compat32
from email.utils import getaddresses

from tracker.core.address import is_address
from tracker.core.text import clean
from tracker.errors import LetterError

LONGEST = 150  # characters
ADDRESSES = ("From", "To", "Reply-To")
#: Headers that the body brings with it.
OF_THE_BODY = ("MIME-Version", "Content-Type")
#: Marks of RFC 5322 and RFC 2047 that a name can do without and that parsers disagree on.
_MARKS_IN_NAMES = re.compile(r'[()<>@,:;\\".\[\]=?]+')


def safe_header(text: str) -> str:
    """Return text as one header line: NFC, no control characters, no encoded word, 150 characters at most.

    "=?" is broken up because the standard library decodes it, line breaks
    included, when it writes the header (CVE-2024-6923).
    """
    line = re.sub(r"=(?=\?)", "= ", clean(text))
    return line if len(line) <= LONGEST else f"{_cut(line, LONGEST - 1).rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _cut(line: str, length: int) -> str:
    """Cut before a letter, never between a letter and its marks."""
    while unicodedata.category(line[length]).startswith("M"):
        length -= 1
    return line[:length]


def mailbox(name: str, address: str) -> Address:
    """Return name and address for a header; what is no address is a LetterError."""
    if not is_address(address):
        raise LetterError("letter.address", address=clean(address))
    return Address(display_name=clean(_MARKS_IN_NAMES.sub(" ", safe_header(name))), addr_spec=address)


def verify(raw: bytes, intended: Mapping[str, object], *, message_id: str) -> None:
    """Read the written letter back and compare: every header once, every address alone, no other."""
    written = message_from_bytes(raw, policy=compat32)
    names = sorted(written.keys()) == sorted([*intended, *OF_THE_BODY])
    addresses = all(
        [address for _, address in getaddresses([str(written[name])])] == [_address(intended[name])]
        for name in ADDRESSES
        if name in intended
    )
    if not names or not addresses or written["Message-ID"] != message_id:
        raise LetterError("letter.headers", message_id=clean(message_id))


def _address(intended: object) -> str:
    return intended.addr_spec if isinstance(intended, Address) else str(intended)
