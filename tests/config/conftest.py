"""A small office and a way to change it."""

import pytest

from tracker.config import load_config
from tracker.errors import ConfigError

SMALL = """
[office]
name = "UBND phường Tân An"
domain = "tanan.example.vn"
coordinator = { name = "Nguyễn Thị Lan", address = "lan@tanan.example.vn" }

[mail]
sender = { address = "nhacviec@tanan.example.vn" }
"""


@pytest.fixture
def write(tmp_path):
    """A function that writes config.toml: the small office with some words replaced and lines added."""

    def written(added="", **replaced):
        text = SMALL
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "config.toml"
        path.write_text(text + added, encoding="utf-8")
        return path

    return written


@pytest.fixture
def flaws(write):
    """A function that loads a broken office and returns its problems as {path: key}."""

    def found(added="", environ=None, **replaced):
        with pytest.raises(ConfigError) as caught:
            load_config(write(added, **replaced), environ=environ or {})
        assert (caught.value.key, caught.value.exit_code) == ("config.invalid", 10)
        return {problem.place.key: problem.key for problem in caught.value.problems}

    return found
