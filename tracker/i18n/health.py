"""Why the service is not well, and what to do about it, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.core.health import Reason
from tracker.i18n import Translator
from tracker.i18n.dates import moment


def reason_words(reason: Reason, zone: ZoneInfo, say: Translator) -> tuple[str, str]:
    """Say what is wrong, and the remedy; a database that cannot be asked says it as errors do."""
    facts = {
        name: moment(fact, zone, say) if isinstance(fact, datetime) else fact
        for name, fact in reason.facts.items()
    }
    if reason.key == "database":
        said, remedy = f"error.{facts['error']}", f"error.{facts['error']}.remedy"
    else:
        said, remedy = f"health.{reason.key}", f"health.{reason.key}.remedy"
    return say(said, **facts), say(remedy, **facts) if say.has(remedy) else ""
