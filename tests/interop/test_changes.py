"""What subscribers see from poll to poll: the changed entry looks newer, no other entry changes a byte."""

import re
from datetime import date, timedelta

import pytest

from tests.interop.parsers import agreed, needs_node
from tests.offices import at, corrected, line_of, open_office
from tracker.core.selection import FeedKind
from tracker.services.feeds import create, revoke, rotate, wanted
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look, Revoked
from tracker.services.tracking import mark_done, reopen
from tracker.store.tables import ObligationRow

pytestmark = needs_node

DAY = date(2024, 5, 6)  # no deadline passes in the weeks that follow
CHANGED = "249-2024.20@tdkt.cantho.example.vn"
LOOKS = [Look("vi"), Look("en"), Look("vi", spans=True), Look("vi", alarms=True)]
BLOCK = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
UID = re.compile(rb"\r\nUID:([^\r]+)")

each_look = pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look[:3])))


@pytest.fixture
def office(tmp_path):
    """The office with its plan, in the year of the plan."""
    app = at(open_office(tmp_path), DAY)
    import_plan(app, corrected(tmp_path))
    yield app
    app.close()


@pytest.fixture
def subscribed(office, tmp_path):
    return Subscriber(office, tmp_path)


class Subscriber:
    """Has the address of the office's feed."""

    def __init__(self, app, folder):
        (self.feed,) = create(app, [wanted(app, FeedKind.OFFICE)])
        publish(app)
        self._app, self._file = app, folder / "feed.ics"

    def answer(self, look=LOOKS[0]):
        """Ask as after a restart of the program: nothing is kept."""
        return ServedFeeds(self._app).feed(self.feed.address.split("/f/")[1].split("/")[0], look)

    def poll(self, look=LOOKS[0]):
        """Return the answer, its entries as every library reads them, and their bytes; both by UID."""
        answer = self.answer(look)
        self._file.write_bytes(answer.data)
        (entries,) = agreed([self._file])
        blocks = {UID.search(block)[1].decode(): block for block in BLOCK.findall(answer.data)}
        assert blocks.keys() == {entry.uid for entry in entries}
        return answer, {entry.uid: entry for entry in entries}, blocks


def move(app, folder):
    words = line_of(20)
    import_plan(app, corrected(folder, (words, words.replace("tháng 7", "tháng 9"))))


def waive(app, folder):
    with app.store.write() as session:
        found = session.get(ObligationRow, "249-2024.20")
        found.status, found.changed_at = "waived", app.clock.now()


def done(app, folder):
    mark_done(app, "249-2024.20")


def open_again(app, folder):
    reopen(app, "249-2024.20")


def withdraw(app, folder):
    import_plan(app, corrected(folder, (line_of(20), "")))


def bring_back(app, folder):
    import_plan(app, corrected(folder, name="again.txt"))


#: What happens, a day after the other, and what is read of the entry afterwards: its last day, its status.
COURSES = {
    "moved, done, reopened": [
        (move, "2024-09-30", "CONFIRMED"),
        (done, "2024-09-30", "CONFIRMED"),
        (open_again, "2024-09-30", "CONFIRMED"),
    ],
    "withdrawn, brought back": [
        (withdraw, "2024-07-31", "CANCELLED"),
        (bring_back, "2024-07-31", "CONFIRMED"),
    ],
    "called off": [(waive, "2024-07-31", "CANCELLED")],
}


@each_look
@pytest.mark.parametrize("course", COURSES)
def test_each_change_makes_one_entry_newer_and_leaves_the_others(office, subscribed, tmp_path, course, look):
    before = subscribed.poll(look)
    for number, (change, day, status) in enumerate(COURSES[course], start=1):
        change(at(office, DAY + timedelta(days=number)), tmp_path)
        publish(office)
        after = subscribed.poll(look)
        check(before, after)
        entry = after[1][CHANGED]
        assert (entry.end, entry.status) == (str(date.fromisoformat(day) + timedelta(days=1)), status)
        before = after


def check(before, after):
    (old_answer, old, old_blocks), (new_answer, new, new_blocks) = before, after
    assert {uid for uid in old_blocks if old_blocks[uid] != new_blocks[uid]} == {CHANGED}
    assert old.keys() == new.keys()
    assert new[CHANGED].sequence == old[CHANGED].sequence + 1
    assert new[CHANGED].stamp > old[CHANGED].stamp
    assert new[CHANGED].summary != old[CHANGED].summary or new[CHANGED].start != old[CHANGED].start
    assert new_answer.etag != old_answer.etag
    assert new_answer.last_modified > old_answer.last_modified


@pytest.mark.parametrize(("change", "days"), [(withdraw, 30), (waive, 30), (done, 14)])
def test_entry_stays_marked_for_some_days_and_leaves(office, subscribed, tmp_path, change, days):
    change(office, tmp_path)
    publish(at(office, DAY + timedelta(days=days), hour=23))
    marked, entries, _ = subscribed.poll()
    assert entries[CHANGED].summary.startswith("[")
    publish(at(office, DAY + timedelta(days=days + 1)))
    gone, left, _ = subscribed.poll()
    assert CHANGED not in left
    assert gone.etag != marked.etag
    assert gone.last_modified > marked.last_modified


@each_look
def test_nothing_changed_nothing_looks_newer(office, subscribed, look):
    before = subscribed.answer(look)
    for day in range(1, 9):
        publish(at(office, DAY + timedelta(days=day)))
        assert subscribed.answer(look) == before


def test_looks_share_no_etag(subscribed):
    assert len({subscribed.answer(look).etag for look in LOOKS}) == len(LOOKS)


def test_former_address_and_revoked_feed_say_so(office, subscribed):
    before = subscribed.answer()
    rotated = rotate(office, subscribed.feed.slug)
    assert subscribed.answer() == Revoked(rotated.slug)
    subscribed.feed = rotated
    assert subscribed.answer().data == before.data
    revoke(office, rotated.slug)
    assert subscribed.answer() == Revoked(rotated.slug)
