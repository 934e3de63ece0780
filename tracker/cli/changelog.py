"""How a date came to be another one: what the history says of an obligation."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.differences import day_change
from tracker.cli.show import heading
from tracker.i18n import Translator
from tracker.i18n.dates import short_date

if TYPE_CHECKING:
    from tracker.services.reporting import Detail

Facts = Mapping[str, Any]
TOLD = frozenset({"moved", "withdrawn", "restored"})  # what people did to it themselves, they know


def show_history(detail: "Detail", say: Translator) -> None:
    """Print when an obligation moved, went away or came back, why, and by whose hand; else nothing."""
    told = [line for line in detail.obligation.history if line.action in TOLD]
    if told:
        heading(say("cli.history.title"))
    for line in told:
        facts = {
            "day": short_date(line.at.date(), say),
            "actor": line.actor,
            "reason": _reason(line.after, say),
        }
        if line.action == "moved":
            sentence = _moved(line.before, line.after, facts, say)
        else:
            sentence = say(f"cli.history.{line.action}", **facts)
        click.echo(f"  - {sentence}")


def _moved(before: Facts, after: Facts, told: Facts, say: Translator) -> str:
    days = {name: day_change(before[name], after[name], say) for name in ("due_on", "act_by")}
    return say("cli.history.moved", **days, **told)


def _reason(after: Facts, say: Translator) -> str:
    reason = after["reason"]
    facts = dict(reason["facts"])
    if "entries" in facts:
        facts["entries"] = "; ".join(difference_text(entry, say) for entry in facts["entries"])
    if "policy" in facts:
        facts["policy"] = say(f"roll.{facts['policy']}")
    return say(f"reason.{reason['key']}", **facts)


def difference_text(found: Facts, say: Translator) -> str:
    """Say what a day of the calendar has become, and by which notice."""
    kind = say(f"word.day.{found['now']}") if found["now"] else say("calendar.becomes.ordinary")
    day = short_date(found["on"], say)
    return say("calendar.difference", day=day, kind=kind, basis=found["basis"] or "-")
