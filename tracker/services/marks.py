"""Names under which the running service notes its facts."""

from datetime import datetime

EDITION = "event_edition"  # what the stored calendar entries were made with
ASKING = "asking"  # whether every open duty is being asked again, some at a time
LADDERS = "ladders"  # a digest of the ladders by which duties were asked
LINKED = "units"  # with a plan's id: by which names of units its owners were found
PLANNED_ON = "planned_on"  # the last day that was planned
CLOCK_BACK = "clock_back"  # the day that the clock was set back to, and the one it came from
LAST_TICK = "last_tick_at"  # by the office's own clock
TRIAL_TICK = "trial_tick_at"  # by a clock that was set to another day
FIRST_START = "first_start_at"  # of a service on this database, by the office's own clock
PUBLISHED_ON = "published_on"  # the day that the feeds' range is counted from
DOWN_FROM, DOWN_UNTIL = "down_from_at", "down_until_at"  # when nobody served, the last time
DOUBTFUL_UNTIL = "clock_doubtful_until"
CALENDAR_FLAW = "calendar_flaw"  # empty, "unreadable", or "unapplied: " and the plans
HOUSEKEPT_ON = "housekept_on"  # the day of the last housekeeping that went well
BACKUP_AT = "backup_at"  # of the last copy that was made and checked
INTEGRITY = "integrity"  # what the last look at the database found: "ok", or what is wrong


def tick_mark(*, is_trial: bool) -> str:
    """Return the name of the last tick: a trial leaves no trace in what the real service notes."""
    return TRIAL_TICK if is_trial else LAST_TICK


def instant(noted: str | None) -> datetime | None:
    """Read an instant that was noted; None where there is none."""
    return datetime.fromisoformat(noted) if noted else None
