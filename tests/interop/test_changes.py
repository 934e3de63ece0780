"""What subscribers see from poll to poll: the changed entry looks newer, no other entry changes a byte."""

import re
from datetime import date, timedelta

import pytest

from tests.interop.parsers import agreed, needs_node
from tests.offices import at, corrected, line_of, open_office, row
from tracker.core.selection import FeedKind
from tracker.services.feeds import create, revoke, wanted
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look, Revoked
from tracker.services.tracking import mark_done, reopen
from tracker.store.tables import ObligationRow

pytestmark = needs_node

MAY = date(2024, 5, 27)
PLAN_SIZE = 35
LOOKS = [Look("vi"), Look("en"), Look("vi", spans=True), Look("vi", alarms=True)]
BLOCK = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)


class Subscriber:
    """Polls a feed in one look, and reads it with every library."""

    def __init__(self, app, folder, look):
        (self.feed,) = create(app, [wanted(app, FeedKind.OFFICE)])
        self._app, self._folder, self._look = app, folder, look
        self._source = ServedFeeds(app)
        self.polls = 0

    def poll(self):
        """Return the answer, and the entries by the task's number: what was read, and the bytes."""
        self.polls += 1
        answer = self._source.feed(self.feed.address.split("/f/")[1].split("/")[0], self._look)
        file = self._folder / f"{self.polls}.ics"
        file.write_bytes(answer.data)
        (entries,) = agreed([file])
        blocks = {number_of(block): block for block in BLOCK.findall(answer.data)}
        return answer, {int(entry.uid[9:11]): (entry, blocks[int(entry.uid[9:11])]) for entry in entries}


def number_of(block):
    return int(re.search(rb"UID:249-2024\.(\d\d)@", block)[1])


@pytest.fixture
def office(tmp_path):
    """The office with its plan, in the year of the plan."""
    app = at(open_office(tmp_path), MAY)
    import_plan(app, corrected(tmp_path))
    yield app
    app.store.dispose()


def waive(app):
    """Call a duty off."""
    with app.store.write() as session:
        found = session.get(ObligationRow, "249-2024.20")
        found.status, found.changed_at = "waived", app.clock.now()


def move(app):
    words = line_of(20)
    import_plan(app, corrected(app.config.root, (words, words.replace("tháng 7", "tháng 9"))))


def withdraw(app):
    import_plan(app, corrected(app.config.root, (line_of(20), "")))


#: In this order, each on a day of its own: what happens, and the status that is read afterwards.
STEPS = (
    (move, "CONFIRMED"),
    (lambda app: mark_done(app, "249-2024.20"), "CONFIRMED"),
    (lambda app: reopen(app, "249-2024.20"), "CONFIRMED"),
    (waive, "CANCELLED"),
)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look[:3])))
def test_each_change_makes_one_entry_newer_and_leaves_the_others(office, tmp_path, look):
    subscriber = Subscriber(office, tmp_path, look)
    former_answer, former = subscriber.poll()
    assert len(former) == PLAN_SIZE
    for number, (change, status) in enumerate(STEPS, start=1):
        change(at(office, MAY + timedelta(days=number)))
        publish(office)
        answer, entries = subscriber.poll()
        check_step(former, entries, status)
        assert answer.etag != former_answer.etag
        assert answer.last_modified > former_answer.last_modified
        former_answer, former = answer, entries


def check_step(former, entries, status):
    assert {number for number in former if former[number][1] != entries[number][1]} == {20}
    (before, _), (after, _) = former[20], entries[20]
    assert after.uid == before.uid
    assert after.sequence == before.sequence + 1
    assert after.stamp > before.stamp
    assert after.status == status
