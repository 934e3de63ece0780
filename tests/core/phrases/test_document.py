"""docs/phrases.md says what the table of cases says."""

import runpy
from pathlib import Path


def test_page_is_up_to_date():
    document = runpy.run_path(str(Path(__file__).with_name("document.py")))
    assert document["PAGE"].read_text(encoding="utf-8") == document["render"]()
