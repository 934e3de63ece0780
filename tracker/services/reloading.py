"""The settings read again while the service runs."""

import logging

from tracker.app import App
from tracker.errors import ConfigError

log = logging.getLogger("tracker.settings")


def reload(app: App) -> bool:
    """Take up the settings as they are now; bad ones leave the former in use, and every flaw is logged."""
    try:
        found = app.reload_config()
    except ConfigError as error:
        log.error("the settings cannot be used, the former ones stay: %s", error.key)  # noqa: TRY400
        for flaw in error.problems:
            log.error("settings: %s: %s", flaw.place, flaw.key)  # noqa: TRY400
        return False
    log.info("the settings were read again%s", "" if found.is_changed else "; nothing has changed")
    if found.waiting:
        log.warning("these settings take effect with the next start: %s", ", ".join(found.waiting))
    return True
