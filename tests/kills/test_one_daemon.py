"""Never lost, never repeated: one daemon on SQLite, a mail server with faults, SIGKILL at any moment."""

from tests.kills.killer import KILLS
from tests.kills.office import Office
from tests.kills.proof import LETTERS_A_KILL, prove


def test_one_daemon_on_sqlite(tmp_path, sqlite_url, seed):
    prove(Office(tmp_path, sqlite_url, KILLS * LETTERS_A_KILL), seed, daemons=1)
