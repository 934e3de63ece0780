"""A sender in its own process: ``python -m tests.store.claimer ADDRESS NAME [die]``.

Claims letters one by one until none is left, settles them as sent and prints
their ids; with ``die`` it is killed right after its first claim.
"""

import os
import signal
import sys

from tests.store import samples
from tracker.core.delivery import DeliveryState
from tracker.core.outcome import Attempt
from tracker.errors import BusyError
from tracker.store.engine import open_store
from tracker.store.outbox import claim, settle


def main(address, name, *how):
    """Send everything."""
    store = open_store(address)
    while taken := patiently(store, claim, name, samples.NOW, samples.LEASE):
        if how:
            os.kill(os.getpid(), signal.SIGKILL)
        assert patiently(store, settle, taken[0], Attempt(DeliveryState.SENT), samples.NOW)
        print(taken[0].id)


def patiently(store, step, *given):
    """Take a step in a transaction; try again while somebody else writes."""
    while True:
        try:
            with store.write() as session:
                return step(session, *given)
        except BusyError:
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
