"""The ledger itself: what it lets pass, and what it does not."""

import pytest

from tests.kills.ledger import Ledger, Saw, check_arrived, check_identity, check_repeats

LETTER = {
    "recipient": "lan@example.vn",
    "message_id": "<1@x>",
    "date": "Mon, 02 Mar 2026 08:00:00 +0700",
    "digest": "a",
}
SENT = [("r1", 1, Saw.ACCEPTED), ("r1", 1, Saw.REPLIED)]
AGAIN = [("r2", 2, Saw.ACCEPTED), ("r2", 2, Saw.REPLIED)]
KILLED = ("r1", 0, Saw.KILLED)


def ledger_of(*entries, **changes):
    """A ledger of one letter; ``changes`` are those of its last copy."""
    ledger = Ledger()
    last = max(number for number, entry in enumerate(entries) if entry[2] is Saw.ACCEPTED)
    for number, (run, line, saw) in enumerate(entries):
        facts = LETTER | (changes if number == last else {})
        ledger.note(run, line, saw, **(facts if saw is Saw.ACCEPTED else {}))
    return ledger


@pytest.mark.parametrize(
    "entries",
    [
        SENT,
        [("r1", 1, Saw.ACCEPTED), ("r1", 1, Saw.LOST), ("r1", 2, Saw.ACCEPTED), ("r1", 2, Saw.REPLIED)],
        [("r1", 1, Saw.ACCEPTED), KILLED, *AGAIN],
        [*SENT, KILLED, *AGAIN],
    ],
    ids=["once", "reply lost", "killed before the reply", "killed right after the reply"],
)
def test_copy_with_a_cause_passes(entries):
    ledger = ledger_of(*entries)
    check_repeats(ledger)
    check_identity(ledger)
    check_arrived(ledger, {"lan@example.vn"})


@pytest.mark.parametrize(
    "entries",
    [
        [*SENT, *AGAIN],
        [*SENT, ("r1", 1, Saw.OFFERED), KILLED, *AGAIN],
        [*SENT, ("r1", 1, Saw.SPOKE), KILLED, *AGAIN],
        [*SENT, ("r9", 0, Saw.KILLED), *AGAIN],
        [*SENT, KILLED, *AGAIN, ("r3", 3, Saw.ACCEPTED), ("r3", 3, Saw.REPLIED)],
    ],
    ids=[
        "nothing happened",
        "next letter begun",
        "settled before",
        "another was killed",
        "one cause, two copies",
    ],
)
def test_copy_without_a_cause_is_told(entries):
    with pytest.raises(AssertionError, match="without a cause"):
        check_repeats(ledger_of(*entries))


@pytest.mark.parametrize("change", [{"date": "Mon, 02 Mar 2026 08:00:01 +0700"}, {"digest": "b"}])
def test_copy_that_differs_is_told(change):
    with pytest.raises(AssertionError, match="another text or date"):
        check_identity(ledger_of(*SENT, KILLED, *AGAIN, **change))


def test_second_name_for_the_letter_of_a_day_is_told():
    with pytest.raises(AssertionError, match="two letters"):
        check_identity(ledger_of(*SENT, KILLED, *AGAIN, message_id="<2@x>"))


def test_forgotten_person_is_told():
    with pytest.raises(AssertionError, match="1 never written to"):
        check_arrived(ledger_of(*SENT), {"lan@example.vn", "nam@example.vn"})
