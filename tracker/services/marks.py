"""Names under which the running service notes its facts."""

LAST_TICK = "last_tick_at"
LADDERS = "ladders"  # a digest of the ladders by which duties were asked
PUBLISHED_ON = "published_on"  # the day that the feeds' range is counted from
BACKUP_AT = "backup_at"  # when the database was copied the last time
INTEGRITY = "integrity"  # "ok", or the first flaw that the nightly look at the database found
