"""Words that never stand in the tree: machines' paths, registries' hosts."""

import re

from tests.house.tree import name, none_of, texts

#: Written in pieces, so that this file does not hold them itself.
HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("proxy", "golang"))
]
PATHS = ["/" + folder + "/" for folder in ("work", "root", "home", "Users")]
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *(rf"(?<![\w.]){path}" for path in PATHS)]))


def test_no_machine_and_no_registry_is_named():
    none_of([f"{name(path)}: {found}" for path, text in texts() for found in FORBIDDEN.findall(text)])


def test_forbidden_words_are_seen_by_this_test():
    assert FORBIDDEN.search("see " + PATHS[0] + "shared")
    assert FORBIDDEN.search("https://files." + HOSTS[1])
    assert not FORBIDDEN.search("tracker" + PATHS[0])
