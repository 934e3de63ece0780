"""Words of a question stay words: no sign of SQL, of patterns or of forms means anything in them."""

import json

import pytest

from tests.cli.conftest import office, planned, run  # noqa: F401  (fixtures)
from tests.offices import open_office, rows
from tracker.store.tables import ObligationRow

SIGNS = [
    "%",
    "_",
    "!",
    "!%",
    "'",
    '"',
    "' OR '1'='1",
    "'; DROP TABLE plan; --",
    "\\",
    "{0}",
    "{x.__class__}",
    "%s",
    ":id",
]


@pytest.mark.parametrize("words", SIGNS)
def test_search_finds_signs_only_where_they_stand(planned, words):  # noqa: F811
    answer = planned("list", "--search", words, "--json")
    assert answer.code == 0
    found = json.loads(answer.out)
    lines = found.get("obligations", found) if isinstance(found, dict) else found
    assert all(words in line["title"] for line in lines)


@pytest.mark.parametrize("words", SIGNS)
def test_names_of_things_are_not_looked_into(planned, words):  # noqa: F811
    for command in (("show",), ("done",), ("explain",), ("undo",), ("feeds", "revoke"), ("load",)):
        answer = planned(*command, "--", words)
        assert answer.code in {1, 2}, (command, answer.err)


def test_deeds_keep_every_sign(planned, office):  # noqa: F811
    evidence = " ".join(SIGNS)
    assert planned("done", "249-2024.14", "--evidence", evidence).code == 0
    app = open_office(office)
    (row,) = rows(app, ObligationRow, id="249-2024.14")
    app.close()
    assert row.evidence == evidence
    for command in (("show", "249-2024.14"), ("explain", "249-2024.14"), ("status",), ("list",)):
        assert planned(*command).code == 0
