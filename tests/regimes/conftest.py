"""Folders of regimes, written for one test."""

from tests.tomls import write

__all__ = ["regime", "write"]

HEAD = """
id = "{id}"
name = "{names}"
names = ["{names}"]
basis = "{names}, Điều 1"
"""
QUARTER = """
[[report]]
period = "quarter"
data_from = { day = 15, month = -3 }
data_to = { day = 14, month = 0 }
due = { day = 25, month = 0 }
data_basis = "Điều 12"
due_basis = "Điều 13"
"""


def regime(code="base", text="Nghị định 09/2019/NĐ-CP", head="", body=QUARTER, **changes):
    """The text of a file; ``changes`` replace "key = value" lines by key, None leaves them out."""
    written = HEAD.format(id=code, names=text) + head + body
    lines = (line for line in written.splitlines() if changes.get(_key(line), "") is not None)
    return "\n".join(
        f"{_key(line)} = {changes[_key(line)]}" if _key(line) in changes else line for line in lines
    )


def _key(line):
    return line.partition("=")[0].strip()
