"""Header lines that nobody can break out of.

They are encoded and folded here, not by the library's parser of structured
headers: that one decodes encoded words which it finds in a name, line breaks
included (CVE-2024-6923), and takes most of the time of a letter.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from email import message_from_bytes
from email.header import Header
from email.policy import EmailPolicy, compat32
from email.utils import getaddresses
from typing import Any

from tracker.core.address import is_address
from tracker.core.directory import Person
from tracker.core.text import clean
from tracker.errors import LetterError

LONGEST = 150  # characters
LONGEST_LINE = 76  # of an encoded line (RFC 2047, 2)
ADDRESSES = ("From", "To", "Reply-To")
FOLD = "\r\n "
END_OF_HEAD = b"\r\n\r\n"
#: Marks of RFC 5322 and RFC 2047 that a name can do without and that parsers disagree on.
_MARKS_IN_NAMES = re.compile(r'[()<>@,:;\\".\[\]=?]+')


class AsGiven(EmailPolicy):
    """Writes header lines as they were given: encoded and folded already."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Keep the words."""
        return name, value

    def header_fetch_parse(self, name: str, value: Any) -> Any:  # noqa: ARG002  (the library's signature)
        """Return the words."""
        return value

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write one header, parameters of a long one on lines of their own; what is no ASCII is a defect."""
        line = f"{name}: {value}"
        folded = line if len(line) <= LONGEST_LINE or FOLD in line else line.replace("; ", f";{FOLD}")
        return f"{folded}{self.linesep}".encode("ascii")


def safe_header(text: str) -> str:
    """Return text as one header line: NFC, no control characters, no encoded word, 150 characters at most."""
    line = re.sub(r"=(?=\?)", "= ", clean(text))
    return line if len(line) <= LONGEST else f"{_cut(line, LONGEST - 1).rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _cut(line: str, length: int) -> str:
    """Cut before a letter, never between a letter and its marks."""
    while unicodedata.category(line[length]).startswith("M"):
        length -= 1
    return line[:length]


def encoded(line: str, header: str) -> str:
    """Return a safe line as it is written after the name of a header: ASCII, folded."""
    charset = "us-ascii" if line.isascii() else "utf-8"
    return Header(line, charset, LONGEST_LINE, header).encode(linesep="\r\n")


def mailbox(person: Person, header: str) -> str:
    """Return name and address as they are written; what is no address is a LetterError."""
    address = person.address
    if not is_address(address):
        raise LetterError("letter.address", address=clean(address))
    name = clean(_MARKS_IN_NAMES.sub(" ", safe_header(person.name)))
    if not name:
        return address
    written = encoded(name, header)
    start = len(header) + 2 if "\r\n" not in written else 0
    last = written.rpartition("\r\n")[2]
    gap = " " if start + len(last) + len(address) + 3 <= LONGEST_LINE else FOLD
    return f"{written}{gap}<{address}>"


def verify(raw: bytes, intended: Mapping[str, str], of_the_body: Sequence[str], *, message_id: str) -> None:
    """Read the written letter back and compare: every header once, every address alone, no other."""
    head, _, _ = raw.partition(END_OF_HEAD)
    written = message_from_bytes(head + END_OF_HEAD, policy=compat32)
    names = sorted(written.keys()) == sorted([*intended, *of_the_body])
    addresses = all(
        [address for _, address in getaddresses([str(written[name])])] == [_address(intended[name])]
        for name in ADDRESSES
        if name in intended
    )
    if not names or not addresses or written["Message-ID"] != message_id:
        raise LetterError("letter.headers", message_id=clean(message_id))


def _address(mailbox: str) -> str:
    return mailbox.rpartition("<")[2].removesuffix(">")
