"""The office's settings: config.toml read into frozen values, every flaw told at once."""

from tracker.config.load import load_config
from tracker.config.model import (
    LANGUAGES,
    ChannelName,
    Config,
    Database,
    Delivery,
    Feeds,
    Mail,
    Office,
    Paths,
    Reminders,
    Web,
)
from tracker.config.secret import Secret

__all__ = [
    "LANGUAGES",
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
    "Web",
    "load_config",
]
