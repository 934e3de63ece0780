"""Old and other office formats (.doc, .xls, .rtf, .odt, .ods): LibreOffice turns them into new ones."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tracker.errors import DocumentError
from tracker.readers import census

LONGEST_CONVERSION = 120  # seconds
_PROGRAMS = ("soffice", "libreoffice")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office 97 to 2003 and of locked files
_RICH_TEXT = b"{\\rtf"
_KIND = b"mimetypeapplication/vnd.oasis.opendocument."  # first part of an OpenDocument file
_KIND_AT = slice(30, 30 + len(_KIND) + 20)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: The stream that tells what a compound file holds; the names stand in its directory.
_STREAMS = {
    "WordDocument".encode("utf-16-le"): "doc",
    "Workbook".encode("utf-16-le"): "xls",
    "B\0o\0o\0k\0\0\0".encode("ascii"): "xls",
}


class _Conversion(NamedTuple):
    """What a format becomes, and by which filter of LibreOffice."""

    suffix: str
    program: str


_NEW = {
    "doc": _Conversion("docx", "docx:MS Word 2007 XML"),
    "rtf": _Conversion("docx", "docx:MS Word 2007 XML"),
    "odt": _Conversion("docx", "docx:MS Word 2007 XML"),
    "xls": _Conversion("xlsx", "xlsx:Calc MS Excel 2007 XML"),
    "ods": _Conversion("xlsx", "xlsx:Calc MS Excel 2007 XML"),
}


def recognises(data: bytes) -> bool:
    """Whether bytes are of a format that must be converted first."""
    return data.startswith((_COMPOUND, _RICH_TEXT)) or census.kind(data) == "opendocument"


def converted(data: bytes, name: str) -> bytes:
    """Return the document as .docx or .xlsx; raise ``DocumentError`` with the way out where that fails.

    LibreOffice works without a window, without macros, in a profile of its own
    that is thrown away, and for ``LONGEST_CONVERSION`` seconds at most.
    """
    kind = _kind(data, name)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentError("document.no_converter", file=name, kind=f".{kind}")
    with TemporaryDirectory(prefix="tracker-") as folder:
        return _convert(data, name, kind, program, Path(folder))
