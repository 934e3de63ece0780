"""The proof: daemons of one office are killed again and again, and in the end everybody has one letter.

``TRACKER_KILLS=300`` makes a run longer, ``TRACKER_SEED=7`` repeats one.
"""

import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from random import Random

from tests.kills.killer import KILLS, Daemon, live_and_die
from tests.kills.ledger import Ledger, Saw, check_arrived, check_identity, check_repeats
from tests.kills.office import Office
from tests.kills.server import Faults, MailServer

LETTERS_A_KILL = 5
TO_DRAIN = 120  # seconds
UNWANTED = 2  # letters that the server refuses for what they are; three in a row would be its own trouble
FINAL = {"sent", "superseded", "cancelled", "failed"}


def prove(office: Office, seed: int, *, daemons: int) -> None:
    """Kill the daemons of an office again and again, let the last ones finish, and read the ledger."""
    ledger, chance = Ledger(), Random(seed)
    nobody = set(chance.sample(office.recipients, max(1, office.people // 20)))
    unwanted = set(chance.sample(sorted(set(office.recipients) - nobody), UNWANTED))
    faults = Faults(seed, nobody, unwanted)
    office.prepare()
    with ExitStack() as open_until_the_end:
        servers = [open_until_the_end.enter_context(MailServer(ledger, faults)) for _ in range(daemons)]
        living = [
            Daemon(f"d{number}", office.settings_for(f"d{number}", server.port), server, ledger)
            for number, server in enumerate(servers, 1)
        ]
        for daemon in living:
            open_until_the_end.callback(daemon.bury)
        kill_again_and_again(office, living, chance)
        faults.calm = True
        drain(office, living)
    print(ledger.summary())
    check_identity(ledger)
    check_repeats(ledger)
    check_arrived(ledger, set(office.recipients) - nobody - unwanted)
    check_rows(office, ledger, nobody | unwanted)
    for daemon in living:
        assert "Traceback" not in daemon.said.read_text(encoding="utf-8", errors="replace")


def kill_again_and_again(office: Office, living: list[Daemon], chance: Random) -> None:
    """In every round each daemon lives once; a round ends when all are dead."""
    with ThreadPoolExecutor(len(living)) as threads:
        for _ in range(math.ceil(KILLS / len(living))):
            seeds = [Random(chance.random()) for _ in living]
            list(threads.map(live_and_die, living, seeds))
            office.check_integrity()
            office.let_time_pass()


def drain(office: Office, living: list[Daemon]) -> None:
    """Let the daemons send what is left, then stop them as a service manager would."""
    for daemon in living:
        daemon.start()
    until = time.monotonic() + TO_DRAIN
    while is_at_work(office) and time.monotonic() < until:
        time.sleep(0.5)
    for daemon in living:
        daemon.stop()
    office.check_integrity()


def is_at_work(office: Office) -> bool:
    letters = office.letters()
    if len(letters) < office.people or any(letter.state in {"ready", "sending"} for letter in letters):
        return True
    return bool(owed(office))


def owed(office: Office) -> list[str]:
    """The notices that are not final and wait for nothing; who had a letter today gets the rest tomorrow."""
    today = max(letter.slot_on for letter in office.letters())
    served = {letter.recipient for letter in office.letters() if letter.slot_on == today}
    return [
        f"{notice.state} {notice.reason} {notice.obligation_id} for {notice.recipient}"
        for notice in office.notices()
        if notice.state not in FINAL
        and not (notice.state == "planned" and (notice.recipient in served or notice.slot_on > today))
    ]


def check_rows(office: Office, ledger: Ledger, refused: set[str]) -> None:
    """What the database says is what the server saw."""
    letters = office.letters()
    assert office.duties() == office.people
    assert {letter.state for letter in letters} <= {"sent", "failed"}
    sent = {letter.message_id for letter in letters if letter.state == "sent"}
    assert sent == set(ledger.copies()), ledger.story(sent ^ set(ledger.copies()))
    failed = {letter.recipient: letter.last_code for letter in letters if letter.state == "failed"}
    assert failed.keys() == refused
    assert set(failed.values()) <= {550, 554}
    assert owed(office) == []
    assert len(ledger.seen(Saw.KILLED)) >= KILLS
