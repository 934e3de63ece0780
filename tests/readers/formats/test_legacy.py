"""Old formats: LibreOffice converts them, or the way out is named."""

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.readers.formats.containers import container, word
from tests.readers.formats.test_documents import refusal, texts
from tests.readers.formats.test_word import p, run
from tracker.readers import read_document
from tracker.readers.formats import legacy

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
NEW = word(p(run("KẾ HOẠCH")))


def compound(*streams):
    """Bytes like an old file with some streams; only a converter would look further."""
    return COMPOUND + b"".join(f"{stream}\0".encode("utf-16-le") for stream in streams)


def open_document(kind):
    return container({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


@pytest.fixture
def converter(tmp_path, monkeypatch):
    """Put a script first on the path in the place of LibreOffice; return the folder that it may write to."""
    folder, notes = tmp_path / "bin", tmp_path / "notes"
    folder.mkdir()
    notes.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def install(script):
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\nnotes='{notes}'\n{script}\n")
        program.chmod(0o755)
        return notes

    return install


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (compound("WordDocument"), ".doc"),
        (compound("Workbook"), ".xls"),
        (compound("Book"), ".xls"),
        (b"{\\rtf1 x}", ".rtf"),
        (open_document("text"), ".odt"),
        (open_document("spreadsheet"), ".ods"),
    ],
)
def test_without_a_converter_the_way_out_is_named(write, monkeypatch, data, kind):
    monkeypatch.setenv("PATH", "")
    error = refusal(write(data, "plan.txt"))
    assert (error.key, error.facts["kind"]) == ("document.no_converter", kind)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (compound("EncryptedPackage", "WordDocument"), "document.encrypted"),
        (compound("PowerPoint Document"), "document.old_other"),
        (open_document("presentation"), "document.other_container"),
        (container({"content.xml": "<x/>"}), "document.damaged"),
    ],
    ids=range(4),
)
def test_what_no_converter_helps_is_refused(write, data, key):
    assert refusal(write(data)).key == key


def test_what_is_made_is_read(write, converter):
    made = write(NEW, "made.docx")
    converter(f'for last; do :; done\ncp {made} "${{last%.doc}}.docx"')
    assert texts(read_document(write(compound("WordDocument"), "plan.doc"))) == ["KẾ HOẠCH"]


def test_converter_works_in_a_profile_of_its_own_without_macros(write, converter):
    notes = converter(
        'echo "$@" > "$notes/said"; cat profile/user/*.xcu > "$notes/profile"; echo "$HOME" > "$notes/home"'
    )
    assert refusal(write(b"{\\rtf1 x}")).key == "document.not_converted"
    said = (notes / "said").read_text()
    home = said.split("file://")[1].partition("/profile ")[0]
    assert "--headless" in said
    assert not Path(home).exists()
    assert "DisableMacrosExecution" in (notes / "profile").read_text()
    assert (notes / "home").read_text() == f"{home}\n"


def test_converter_that_never_ends_is_ended_with_all_that_it_started(write, converter, monkeypatch):
    monkeypatch.setattr(legacy, "LONGEST_CONVERSION", 0.5)
    notes = converter('sleep 60 & echo $! > "$notes/child"; wait')
    assert refusal(write(b"{\\rtf1 x}")).key == "document.conversion_slow"
    child = int((notes / "child").read_text())
    assert _ends(child)


def _ends(process):
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
@pytest.mark.parametrize(
    ("name", "data"),
    [("plan.rtf", rb"{\rtf1\ansi K\u7870? HO\u7840?CH\par N\u259?m 2024\par}")],
)
def test_real_converter_reads_a_real_file(write, name, data):
    assert texts(read_document(write(data, name))) == ["KẾ HOẠCH", "Năm 2024"]
