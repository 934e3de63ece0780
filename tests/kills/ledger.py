"""What the mail server saw, in order, and what must be true of it in the end."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic


class Saw(StrEnum):
    """What the server, or the killer, notes."""

    OFFERED = "offered"  # MAIL and RCPT: a letter is about to come
    ACCEPTED = "accepted"  # the letter is with the server, nobody has been told
    REPLIED = "replied"  # 250 has left
    LOST = "lost"  # the line was cut instead of the 250
    REFUSED = "refused"
    CUT = "cut"  # the line was cut before the letter was whole
    SPOKE = "spoke"  # any other command on an open line: what came before is settled
    KILLED = "killed"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger; ``run`` names one life of a daemon, ``line`` one connection."""

    number: int
    at: float
    run: str
    line: int
    saw: Saw
    recipient: str = ""
    message_id: str = ""
    date: str = ""
    digest: str = ""
    words: str = ""

    def __str__(self) -> str:
        letter = f" {self.message_id} {self.date!r} {self.digest[:8]}" if self.message_id else ""
        return f"{self.at:8.3f} {self.run:>6} line {self.line:<4} {self.saw:<8} {self.recipient}{letter} {self.words}"


class Ledger:
    """Everything that happened, written by the threads of all servers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._began = monotonic()
        self.entries: list[Entry] = []

    def note(self, run: str, line: int, saw: Saw, **facts: str) -> None:
        with self._lock:
            at = monotonic() - self._began
            self.entries.append(Entry(len(self.entries), at, run, line, saw, **facts))

    def seen(self, saw: Saw) -> list[Entry]:
        return [entry for entry in self.entries if entry.saw is saw]

    def copies(self) -> dict[str, list[Entry]]:
        """The letters that were accepted, by Message-ID, every copy of them."""
        copies = defaultdict(list)
        for entry in self.seen(Saw.ACCEPTED):
            copies[entry.message_id].append(entry)
        return dict(copies)

    def repeated(self) -> int:
        """How many copies there are too many."""
        return sum(len(found) - 1 for found in self.copies().values())

    def story(self, message_ids: set[str]) -> str:
        """Everything about some letters, and what else happened on their lines."""
        lines = {entry.line for entry in self.entries if entry.message_id in message_ids}
        runs = {entry.run for entry in self.entries if entry.line in lines}
        told = [
            entry
            for entry in self.entries
            if entry.line in lines or (entry.saw is Saw.KILLED and entry.run in runs)
        ]
        return "\n".join(map(str, told))

    def summary(self) -> str:
        """The figures of a run in two lines."""
        seen = Counter(entry.saw for entry in self.entries)
        kills = Counter(entry.words for entry in self.seen(Saw.KILLED))
        return (
            f"letters {len(self.copies())}, copies too many {self.repeated()}, {_figures(seen)}\n"
            f"killed {_figures(kills)}"
        )


def _figures(counts: Counter[str]) -> str:
    return ", ".join(f"{what}: {count}" for what, count in sorted(counts.items()))


def check_repeats(ledger: Ledger) -> None:
    """A letter comes again only where a kill or a lost reply explains it, once for each of them."""
    unexplained = {
        letter
        for letter, copies in ledger.copies().items()
        if not all(is_explained(ledger, copy) for copy in copies[:-1])
    }
    assert not unexplained, f"came twice without a cause:\n{ledger.story(unexplained)}"
    assert ledger.repeated() <= len(ledger.seen(Saw.KILLED)) + len(ledger.seen(Saw.LOST))


def is_explained(ledger: Ledger, accepted: Entry) -> bool:
    """Whether the sender cannot have known for certain that this copy had arrived.

    Either no reply left; or it did, and the sender was killed before it said another word.
    """
    after = [entry.saw for entry in ledger.entries[accepted.number + 1 :] if entry.line == accepted.line]
    killed = {entry.run for entry in ledger.seen(Saw.KILLED)}
    return Saw.REPLIED not in after or (after == [Saw.REPLIED] and accepted.run in killed)


def check_identity(ledger: Ledger) -> None:
    """Every copy of a letter is the same to the octet, and nobody's letter of a day has a second name."""
    changed, renamed = set(), defaultdict(set)
    for letter, copies in ledger.copies().items():
        if len({(copy.date, copy.digest, copy.recipient) for copy in copies}) > 1:
            changed.add(letter)
        for copy in copies:
            renamed[copy.recipient, _day(copy.date)].add(letter)
    assert not changed, f"came again with another text or date:\n{ledger.story(changed)}"
    twice = {letter for letters in renamed.values() if len(letters) > 1 for letter in letters}
    assert not twice, f"two letters to one person on one day:\n{ledger.story(twice)}"


def _day(date: str) -> str:
    """The day of a Date header: "Mon, 02 Mar 2026"."""
    return " ".join(date.split()[:4])


def check_arrived(ledger: Ledger, expected: set[str]) -> None:
    """Nobody is forgotten."""
    arrived = {copies[0].recipient for copies in ledger.copies().values()}
    lost = expected - arrived
    assert not lost, f"{len(lost)} never written to: {sorted(lost)}\n{ledger.summary()}"
