"""The locks pin what pyproject.toml asks for: exact versions, with hashes, from nowhere in particular."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, none_of

PIN = re.compile(
    r"^([\w.-]+)==([\w.+!-]+)(?: ;[^\\]*)?((?: \\\n    --hash=sha256:[0-9a-f]{64})*)$", re.MULTILINE
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
EXTRAS = [asked for extra in PROJECT["project"]["optional-dependencies"].values() for asked in extra]
RUN = [*PROJECT["project"]["dependencies"], *EXTRAS, *GROUPS["build"]]
ASKED = {"run.txt": RUN, "dev.txt": [*RUN, *GROUPS["dev"]]}

both = pytest.mark.parametrize("lock", ASKED)


def text_of(lock):
    return (ROOT / "constraints" / lock).read_text(encoding="utf-8")


def pins(lock):
    """Return name → the pinned versions; a name has several where markers tell them apart."""
    found = {}
    for name, version, _ in PIN.findall(text_of(lock)):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@both
def test_everything_asked_for_is_pinned_within_its_bounds(lock):
    pinned = pins(lock)
    asked = [Requirement(text) for text in ASKED[lock]]
    none_of([wish.name for wish in asked if canonicalize_name(wish.name) not in pinned])
    assert not [
        str(wish)
        for wish in asked
        if not all(map(wish.specifier.contains, pinned[canonicalize_name(wish.name)]))
    ]


@both
def test_every_pin_has_hashes(lock):
    text = text_of(lock)
    none_of([name for name, _, hashes in PIN.findall(text) if not hashes])
    assert len(PIN.findall(text)) == len(re.findall(r"^[^\s#-]", text, re.MULTILINE))


@both
def test_locks_name_no_place_to_load_from(lock):
    assert not re.findall(r"://|--index-url|--extra-index-url|--find-links", text_of(lock))


def test_tests_run_on_the_versions_that_offices_run():
    developed = pins("dev.txt")
    none_of([name for name, versions in pins("run.txt").items() if developed.get(name) != versions])


def test_libraries_of_node_are_locked_likewise():
    folder = ROOT / "tests" / "interop"
    wishes = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    none_of([name for name, version in wishes.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)])
    loaded = {name: facts for name, facts in packages.items() if name}
    none_of([name for name, facts in loaded.items() if "integrity" not in facts or "resolved" in facts])
    assert {f"node_modules/{name}" for name in wishes} <= loaded.keys()
