"""The working calendar as people keep it: a folder of TOML files in layers, of which the later wins.

``vn.toml`` holds the law as rules, ``vn-<year>.toml`` what was announced for a
year, ``office.toml`` the office's own days; docs/calendar.md names every key.
"""

from tracker.calendars.load import CalendarFile, Loaded, load, load_calendar

__all__ = ["CalendarFile", "Loaded", "load", "load_calendar"]
