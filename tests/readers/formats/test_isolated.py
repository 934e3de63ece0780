"""A reader that is led astray ends with a plain reason, and never takes the program with it."""

import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.conftest import ROOT
from tests.readers.formats import unruly
from tracker.errors import DocumentError, Place, Problem, Severity
from tracker.readers.document import Document, Paragraph, Row, Table
from tracker.readers.formats.exchange import from_json, to_json
from tracker.readers.formats.isolated import Limits, read_isolated

QUICK = Limits(memory=600, answer=10, cpu=2, wall=20)
WORDS = st.text(max_size=20)
PLACES = st.builds(
    Place, file=WORDS, sheet=WORDS, page=st.integers(0, 9), row=st.integers(0, 9), line=st.integers(0, 9)
)
ROWS = st.builds(Row, st.lists(WORDS, max_size=3).map(tuple), PLACES, st.frozensets(st.integers(0, 3)))
BLOCKS = st.one_of(
    st.builds(Paragraph, WORDS, PLACES, st.booleans()),
    st.builds(Table, st.lists(ROWS, max_size=3).map(tuple), st.booleans()),
)
PROBLEMS = st.builds(
    Problem, WORDS, st.sampled_from(Severity), PLACES, WORDS, st.dictionaries(WORDS, st.integers())
)
DOCUMENTS = st.builds(Document, WORDS, st.lists(BLOCKS).map(tuple), st.lists(PROBLEMS, max_size=2).map(tuple))


@given(DOCUMENTS)
def test_document_comes_through_json_as_it_was(document):
    assert from_json(to_json(document)) == document


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{}", "[" * 100_000, '{"name": 1, "blocks": [], "problems": []}'),
        '{"name": "a", "blocks": [{"rows": [[["1"], {"row": "2"}, []]], "is_grid": true}], "problems": []}',
    ],
    ids=range(7),
)
def test_garbage_is_no_document(text):
    with pytest.raises(ValueError):  # noqa: PT011 (whatever it says)
        from_json(text)


def test_document_comes_back_from_the_child():
    here = unruly.well("Kế hoạch".encode(), "a.pdf")
    assert read_isolated(unruly.well, "Kế hoạch".encode(), "a.pdf") == here


@pytest.mark.parametrize(
    ("read", "key"),
    [
        (unruly.hungry, "document.too_much_memory"),
        (unruly.endless, "document.too_slow"),
        (unruly.crashing, "document.reader_failed"),
        (unruly.failing, "document.reader_failed"),
        (unruly.babbling, "document.reader_failed"),
        (unruly.flooding, "document.reader_failed"),
    ],
)
def test_what_goes_wrong_in_the_child_is_a_refusal(read, key):
    with pytest.raises(DocumentError) as refused:
        read_isolated(read, b"", "a.pdf", QUICK)
    assert (refused.value.key, refused.value.facts["file"]) == (key, "a.pdf")
    assert refused.value.exit_code == 12


def test_refusal_of_the_reader_keeps_its_facts():
    with pytest.raises(DocumentError) as refused:
        read_isolated(unruly.refusing, b"", "a.pdf", QUICK)
    assert str(refused.value) == "document.too_many_pages(file='a.pdf', limit=7)"


def test_child_that_sleeps_is_ended_with_its_own_children(tmp_path):
    mark = tmp_path / "mark"
    start = time.monotonic()
    with pytest.raises(DocumentError) as refused:
        read_isolated(unruly.idle, str(mark).encode(), "a.pdf", Limits(wall=2))
    assert refused.value.key == "document.too_slow"
    assert time.monotonic() - start < 15
    assert not sleepers(mark)


def test_interrupted_parent_leaves_no_child(tmp_path):
    mark = tmp_path / "mark"
    program = (
        "from tests.readers.formats import unruly; from tracker.readers.formats.isolated import read_isolated;"
        f"read_isolated(unruly.idle, {str(mark).encode()!r}, 'a.pdf')"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.DEVNULL)
    until(lambda: sleepers(mark))
    parent.send_signal(signal.SIGINT)
    parent.wait(20)
    until(lambda: not sleepers(mark))


def sleepers(mark):
    """The processes that would leave a mark, were they not ended."""
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if f"open('{mark}'" in line]


def until(is_so):
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_child_has_no_secrets_and_nothing_heavy(monkeypatch):
    monkeypatch.setenv("TRACKER_MAIL_PASSWORD", "secret")
    (told,) = read_isolated(unruly.telling, b"", "a.pdf").blocks
    assert told.text == "([], set())"


def test_documents_other_than_text_are_read_in_a_child():
    """The readers' libraries are not loaded here, yet the document is."""
    program = (
        "import sys; from pathlib import Path; from tracker.readers import read_document;"
        "print(len(read_document(Path(sys.argv[1])).blocks) > 5, 'pdfplumber' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, "tests/readers/formats/files/ruled.pdf"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["True", "False"]
