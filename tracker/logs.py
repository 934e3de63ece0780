"""One line an event, for the system's journal: no titles, no addresses of people, no tokens."""

import logging
import sys
from typing import Any

from tracker.core.text import clean, harmless

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class OneLine(logging.Formatter):
    """Keeps every record on one line; control characters of foreign text do not get through."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's own name)
        """Clean the message before it is set into the line."""
        record.message = clean(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        """Clean what an error quotes; only a traceback has more lines than one."""
        return harmless(super().formatException(ei))


def setup_logging(level: int = logging.INFO) -> None:
    """Write the program's log to stderr; libraries speak only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("tracker").setLevel(level)
