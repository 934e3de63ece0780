"""What the proofs stand on."""

import os
import secrets

import pytest

pytest.register_assert_rewrite("tests.kills.proof", "tests.kills.ledger", "tests.kills.office")


@pytest.fixture
def seed():
    """What every choice of a run is derived from; it is shown where a run fails."""
    chosen = int(os.environ.get("TRACKER_SEED", "0")) or secrets.randbelow(10**6)
    print(f"TRACKER_SEED={chosen}")
    return chosen
