"""Write docs/phrases.md from the grammar and the table of cases: ``python -m tests.core.phrases.document``."""

import tomllib
from itertools import groupby
from pathlib import Path

from tests.core.phrases import rules

HERE = Path(__file__).parent
TABLE = HERE / "cases.toml"
PAGE = HERE.parents[2] / "docs" / "phrases.md"
OPENING = """\
# Phrases and their dates

Generated from the grammar and `tests/core/phrases/cases.toml` by `python -m tests.core.phrases.document`; a test
keeps it up to date. First the rules and their words, for whoever knows the law and the language; then the cases.
All days are inclusive and stand as the words give them: a day off is rolled later, by the work calendar.
"""
HEADING = "| Words | Year | Read as | Rule | Why |\n|---|---|---|---|---|\n"


def render() -> str:
    """Return the page as it should stand in docs/."""
    cases = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]
    sections = groupby(cases, key=lambda case: case["group"])
    return (
        OPENING
        + rules.render()
        + "".join(f"\n## {group}\n\n{HEADING}{''.join(map(row, found))}" for group, found in sections)
    )


def row(case: dict) -> str:
    """Return one line of a table."""
    meanings = [meaning(reading) for reading in case["readings"]]
    meanings += [f"*not a deadline: {one['reason']}* ({one['words']})" for one in case.get("masked", [])]
    meanings += [f"*told: {key}*" for key in case.get("problems", [])]
    rules = ", ".join(dict.fromkeys(reading["rule"] for reading in case["readings"]))
    cells = (case["phrase"], str(case["year"]), "<br>".join(meanings) or "nothing", rules, case["why"])
    return "| " + " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells) + " |\n"


def meaning(reading: dict) -> str:
    """Say in a few words what a reading gives."""
    kind = ("tentative " if reading.get("tentative") else "") + reading["kind"]
    if "occurrences" in reading:
        first, last = reading["occurrences"][0], reading["occurrences"][-1]
        return f"{kind}, {reading['turns']} × ({first} … {last})"
    days = [f"{reading['start']} –"] if "start" in reading and reading["kind"] == "window" else []
    days += [str(reading[name]) for name in ("due_on", "time") if name in reading]
    ending = ["(open end)"] if reading.get("open_ended") else []
    ending += [f"(stated {reading['stated']})"] if "stated" in reading else []
    return " ".join([kind, *days, *ending])


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
