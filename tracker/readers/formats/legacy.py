"""Old and other office formats (.doc, .xls, .rtf, .odt, .ods): LibreOffice turns them into new ones."""

import os
import shutil
import signal
import subprocess
import zlib
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

from tracker.errors import DocumentError
from tracker.readers.formats import census

LONGEST_CONVERSION = 120  # seconds
_PROGRAMS = ("soffice", "libreoffice")
_QUIETLY = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office 97 to 2003 and of locked files
_RICH_TEXT = b"{\\rtf"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_KINDS = {"text": "odt", "spreadsheet": "ods"}
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: The stream that tells what a compound file holds; the names stand in its directory.
_STREAMS = {
    "WordDocument".encode("utf-16-le"): "doc",
    "Workbook".encode("utf-16-le"): "xls",
    "Book\0".encode("utf-16-le"): "xls",
}


_WORD = "docx:MS Word 2007 XML"
_EXCEL = "xlsx:Calc MS Excel 2007 XML"
_FILTERS = {"doc": _WORD, "rtf": _WORD, "odt": _WORD, "xls": _EXCEL, "ods": _EXCEL}
#: A profile in which no macro runs and nothing is fetched from elsewhere.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501


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
        made = _made(data, kind, program, Path(folder))
    if made is None:
        raise DocumentError("document.conversion_slow", file=name, limit=LONGEST_CONVERSION)
    if not made:
        raise DocumentError("document.not_converted", file=name, kind=f".{kind}")
    return made


def _kind(data: bytes, name: str) -> str:
    """Tell the format by its content; raise for what is locked, and for what is no text and no sheet."""
    if data.startswith(_RICH_TEXT):
        return "rtf"
    if not data.startswith(_COMPOUND):
        return _open_kind(data, name)
    if _LOCKED in data:
        raise DocumentError("document.encrypted", file=name)
    found = next((kind for stream, kind in _STREAMS.items() if stream in data), "")
    if not found:
        raise DocumentError("document.old_other", file=name)
    return found


def _open_kind(data: bytes, name: str) -> str:
    """Tell a text from a sheet by what an OpenDocument file says of itself."""
    with census.opened(data, name) as container:
        try:
            stated = container.read("mimetype").decode("ascii", errors="replace").strip()
        except (KeyError, BadZipFile, zlib.error, EOFError):
            raise DocumentError("document.damaged", file=name) from None
    found = _OPEN_KINDS.get(stated.removeprefix(_OPEN_DOCUMENT))
    if found is None:
        raise DocumentError("document.other_container", file=name)
    return found


def _made(data: bytes, kind: str, program: str, folder: Path) -> bytes | None:
    """Return what LibreOffice makes of a document; nothing if it makes nothing, None if it takes too long."""
    source, profile = folder / f"plan.{kind}", folder / "profile"
    target = source.with_suffix(f".{_FILTERS[kind].partition(':')[0]}")
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, encoding="utf-8")
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", *_QUIETLY, _FILTERS[kind]]
    is_ended = _run([*command, "--outdir", str(folder), str(source)], folder)
    if not is_ended:
        return None
    return target.read_bytes() if target.is_file() else b""


def _run(command: list[str], folder: Path) -> bool:
    """Run a program in a session of its own; end all of it and return False when it takes too long."""
    running = subprocess.Popen(  # noqa: S603  (found on the path, handed a file of ours)
        command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(LONGEST_CONVERSION)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(running)
    return True


def _end(running: "subprocess.Popen[bytes]") -> None:
    """End what is left of a program and of those that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()
