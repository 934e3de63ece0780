"""Folders of settings files, written for one test."""

import pytest


@pytest.fixture
def write(tmp_path):
    """A function that puts files into a folder and returns the folder."""

    def written(**files):
        for name, text in files.items():
            (tmp_path / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return written
