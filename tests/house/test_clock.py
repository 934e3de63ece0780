"""Only the clock reads the clock."""

import ast
import re

from tests.house.tree import PACKAGE, for_each, none_of, parsed, sources

READS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today)$"
    r"|^time\.(time|time_ns|monotonic|monotonic_ns|perf_counter|localtime|gmtime|ctime|asctime)$"
    r"|(^|\.)(formatdate|make_msgid|uuid1|uuid6|uuid7)$"
)


def readings(path):
    """Yield every mention of a clock in a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, (ast.Attribute, ast.Name)) and READS.search(ast.unparse(node)):
            yield f"line {node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"line {node.lineno}: {alias.name}" for alias in node.names if alias.name != "sleep")


@for_each([path for path in sources() if path != PACKAGE / "clock.py"])
def test_time_is_an_argument(path):
    none_of(list(readings(path)))


def test_the_clock_is_seen_by_this_test():
    assert list(readings(PACKAGE / "clock.py"))
