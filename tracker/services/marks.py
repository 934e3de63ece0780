"""Names under which the running service notes its facts."""

LAST_TICK = "last_tick_at"
LADDERS = "ladders"  # a digest of the ladders by which duties were asked
PUBLISHED_ON = "published_on"  # the day that the feeds' range is counted from
BACKUP_AT = "backup_at"  # when the database was copied the last time
INTEGRITY = "integrity"  # "ok", or the first flaw that the nightly look at the database found
DOWN_FROM, DOWN_UNTIL = "down_from_at", "down_until_at"  # when nobody served, the last time
PLANNED_ON = "planned_on"  # the last day that was planned
CLOCK_BACK = "clock_back"  # the day that the clock was set back to, and the one it came from
WEEKLY_TOLD = "weekly_told"  # the weeks that heads and leaders were told of, "2024-W09 2024-W10"
