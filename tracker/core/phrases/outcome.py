"""Readings that several rules end in: no day, and a stretch of days."""

from datetime import date

from tracker.core.phrases.reading import Bound, Kind, Precision, Reading
from tracker.core.phrases.scene import Scene


def undated(rule: str, scene: Scene) -> Reading:
    """Return the reading of words that give no day."""
    scene.step("undated")
    return Reading(scene.words, Kind.UNDATED, rule)


def window(rule: str, first: date, last: date, precision: Precision, scene: Scene) -> Reading:
    """Return the reading of a stretch of days, both included."""
    scene.step("window", first=first, last=last)
    return Reading(
        scene.words,
        Kind.WINDOW,
        rule,
        start=first,
        due_on=last,
        bound=Bound.WITHIN,
        precision=precision,
    )
