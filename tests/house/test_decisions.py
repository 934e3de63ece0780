"""Decision records are short, numbered and complete."""

import re

from tests.house.tree import ROOT, for_each

RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LONGEST = 50
PARTS = re.compile(
    r"## Context\n.+^## Decision\n.+^## Consequences?\n.+^## What would change our mind\n.+",
    re.DOTALL | re.MULTILINE,
)


def test_records_are_numbered_without_gaps():
    assert [path.name[:4] for path in RECORDS] == [f"{number:04d}" for number in range(1, len(RECORDS) + 1)]


@for_each(RECORDS)
def test_record_is_short_and_has_its_parts(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert text.startswith("# ")
    assert PARTS.search(text)
