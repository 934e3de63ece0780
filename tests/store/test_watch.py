"""A look that is asked for every turn reads an index, however much is stored."""

from datetime import date

import pytest

from tracker.store.engine import open_store
from tracker.store.schema import prepare
from tracker.store.watch import HAS_LETTERS, OWES


@pytest.mark.parametrize(
    ("look", "facts"),
    [
        (HAS_LETTERS, {"now": "2024-05-27 07:30:00.000000"}),
        (OWES, {"today": date(2024, 5, 27).isoformat(), "day": date(2024, 5, 27).isoformat()}),
    ],
)
def test_a_look_reads_indexes_only(sqlite_url, look, facts):
    store = open_store(sqlite_url)
    prepare(store)
    with store.engine.connect() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {look}", facts)]
    store.dispose()
    assert any("USING" in detail for detail in plan)
    assert not [detail for detail in plan if detail.startswith("SCAN") and detail != "SCAN CONSTANT ROW"]
