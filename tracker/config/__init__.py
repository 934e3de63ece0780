"""The office's settings: config.toml read into frozen values, every flaw told at once."""

from tracker.config.load import load_config
from tracker.config.model import (
    LANGUAGES,
    Backup,
    ChannelName,
    Config,
    Database,
    Delivery,
    Feeds,
    Mail,
    Office,
    Paths,
    Reminders,
    Service,
    Web,
)
from tracker.config.secret import Secret

__all__ = [
    "LANGUAGES",
    "Backup",
    "ChannelName",
    "Config",
    "Database",
    "Delivery",
    "Feeds",
    "Mail",
    "Office",
    "Paths",
    "Reminders",
    "Secret",
    "Service",
    "Web",
    "load_config",
]
