"""The same with four daemons at once on PostgreSQL, which share plan, outbox and brakes."""

from tests.kills.killer import KILLS
from tests.kills.office import Office
from tests.kills.proof import LETTERS_A_KILL, prove


def test_four_daemons_on_postgresql(tmp_path, postgresql_url, seed):
    prove(Office(tmp_path, postgresql_url, KILLS * LETTERS_A_KILL), seed, daemons=4)
