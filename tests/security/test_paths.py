"""Files are written where a person says, whole, and under names that data cannot choose."""

from pathlib import Path

import pytest

from tests.cli.conftest import office, planned, run  # noqa: F401  (fixtures)
from tests.offices import PLAN, open_office, outbox
from tests.store import samples
from tracker.errors import UsageError
from tracker.feeds.folder import file_name
from tracker.services.delivering import deliver
from tracker.store.outbox import enqueue

ESCAPES = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "a/b",
    "a\\b",
    "a\x00b",
    "",
    "-rf",
    "con:",
    "a" * 300,
]


@pytest.mark.parametrize("name", ESCAPES)
def test_slug_of_a_feed_cannot_leave_its_folder(name):
    if name == "-rf":
        pytest.skip("a harmless name of a file")
    with pytest.raises(UsageError):
        file_name(name)


@pytest.mark.parametrize("name", ESCAPES)
def test_name_of_a_feed_cannot_choose_a_file(planned, office, name):  # noqa: F811
    planned("feeds", "create", "office", "--name", name.replace("\x00", ""))
    found = {path.relative_to(office).parts[0] for path in office.rglob("*")}
    assert found <= {"config.toml", "var"}


@pytest.mark.parametrize(
    "address", ["../../../x@b.vn", "/etc/x@b.vn", "a/../b@b.vn", "a\x00b@b.vn", "a\nb@b.vn"]
)
def test_address_of_a_person_cannot_choose_where_a_letter_goes(tmp_path, address):
    app = open_office(tmp_path)
    with app.store.write() as session:
        enqueue(session, samples.delivery(1, recipient=address), samples.RAW)
    deliver(app)
    inside = set(app.config.delivery.outbox.rglob("*"))
    assert {path.resolve() for path in outbox(app)} <= {path.resolve() for path in inside}
    assert not list(tmp_path.parent.glob("*.eml"))
    assert {path.name for path in tmp_path.iterdir()} <= {"config.toml", "var"}
    app.close()


@pytest.mark.parametrize("id_", ["../x", "a b", "-x", "x/y", "x\ny", "a" * 65, "."])
def test_id_of_a_plan_is_a_name(run, office, id_):  # noqa: F811
    answer = run("import", PLAN, "--yes", "--id", id_)
    assert answer.code in {2, 12}
    assert not Path("var/tracker.sqlite3").exists() or run("status", "--json").code in {0, 13}


@pytest.mark.parametrize(
    "command", [("backup", "taken"), ("rollover", "249-2024", "--year", "2025", "-o", "taken.docx")]
)
def test_file_that_is_there_is_not_written_over(planned, command):  # noqa: F811
    path = Path(command[-1])
    path.write_text("mine")
    assert planned(*command).code == 2
    assert path.read_text() == "mine"


def test_link_at_the_place_of_a_copy_is_replaced_not_followed(planned, tmp_path):  # noqa: F811
    victim = tmp_path / "victim"
    victim.write_text("mine")
    Path("copy.db").symlink_to(victim)
    assert planned("backup", "copy.db", "--yes").code == 0
    assert victim.read_text() == "mine"


def test_file_may_begin_with_a_dash(planned):  # noqa: F811
    assert planned("backup", "--", "-copy.db").code == 0
    assert Path("-copy.db").is_file()
