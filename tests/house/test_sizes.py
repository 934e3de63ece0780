"""Files and functions that fit on a screen, and names that say something."""

import ast
import re
from statistics import median

from tests.house.tree import PACKAGE, ROOT, definitions, for_each, name, none_of, parsed, sources

LONGEST_FILE = 350
LONGEST_FUNCTION = 50
USUAL_FUNCTION = 10

#: Tables of data are as long as what they list.
TABLES = {
    "tracker/readers/words/columns.py",
    "tracker/readers/words/rows.py",
}
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|misc|impl)$|(Manager|Helper|Utils?|Impl)$")

OURS = [path for folder in ("tracker", "tests", "benchmarks") for path in sources(ROOT / folder)]


def lines_of(node):
    """Lines from the name to the end, decorators not counted."""
    return node.end_lineno - node.lineno + 1


def functions_of(path):
    return [node for node in definitions(parsed(path)) if not isinstance(node, ast.ClassDef)]


@for_each([path for path in OURS if name(path) not in TABLES])
def test_files_and_functions_are_short(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE
    none_of([node.name for node in functions_of(path) if lines_of(node) > LONGEST_FUNCTION])


def test_most_functions_are_under_ten_lines():
    assert median(lines_of(node) for path in sources() for node in functions_of(path)) < USUAL_FUNCTION


@for_each(sources())
def test_names_say_something(path):
    names = [path.stem, path.parent.name, *(node.name for node in definitions(parsed(path)))]
    none_of([found for found in names if SAYS_NOTHING.search(found)])


def test_every_package_has_a_door():
    folders = {path.parent for path in sources()} - {PACKAGE / "store" / "migrations" / "versions"}
    none_of([name(folder) for folder in folders if not (folder / "__init__.py").exists()])
