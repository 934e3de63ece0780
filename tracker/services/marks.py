"""Names under which the running service notes its facts."""

LAST_TICK = "last_tick_at"
PUBLISHED_ON = "published_on"  # the day that the feeds' range is counted from
