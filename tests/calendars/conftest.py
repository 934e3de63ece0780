"""Folders of calendars, written for one test."""

from tests.tomls import write

__all__ = ["write"]
