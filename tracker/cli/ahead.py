"""What a duty will say: its ladders, its pause, its next notices."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import heading, show_table
from tracker.core.notices import NoticeKind
from tracker.i18n import Translator
from tracker.i18n.dates import short_date

if TYPE_CHECKING:
    from tracker.services.ahead import Ahead, Coming, LadderInForce
    from tracker.services.explaining import Explanation


def rung_text(kind: str, offset: int, say: Translator) -> str:
    """Say what a rung is about; overdue by nothing: it was late already when it became known."""
    if kind == NoticeKind.OVERDUE and offset == 0:
        return say("cli.notice.known_late")
    return say(f"notice.{kind}", count=abs(offset))


def ahead_lines(told: "Explanation", say: Translator) -> Iterator[str]:
    """Yield the pause of a duty and the ladders that its people climb."""
    found = told.detail.obligation
    if found.paused_until:
        yield say("planning.pause", day=found.paused_until, why=found.pause_reason or "-")
    for ladder in told.ahead.ladders:
        yield from _ladder_lines(ladder, say)


def _ladder_lines(ladder: "LadderInForce", say: Translator) -> Iterator[str]:
    level = "partner" if ladder.is_partner else str(ladder.level)
    yield say(f"planning.ladder.{level}", people=", ".join(ladder.people))
    days = {"lead": _days(ladder.lead), "overdue": _days(ladder.overdue)}
    if not ladder.level:
        for part in ("lead",) if ladder.is_partner else ("lead", "overdue"):
            yield say(f"planning.ladder.{part}", days=days[part], whose=_whose(ladder, part, say))
        return
    steps = _days(tuple(after for after, level in ladder.escalation if level == ladder.level))
    yield say("planning.ladder.escalation", days=steps, whose=_whose(ladder, "escalation", say))


def _days(days: tuple[int, ...]) -> str:
    return ", ".join(map(str, days)) or "-"


def _whose(ladder: "LadderInForce", part: str, say: Translator) -> str:
    return say(f"planning.whose.{ladder.whose[part]}")


def show_coming(ahead: "Ahead", say: Translator) -> None:
    """Show the next notices, and what an escalation waits for."""
    heading(say("cli.explain.coming"))
    show_table(
        [say(f"cli.column.{name}") for name in ("slot", "notice", "recipient")],
        [_row(coming, say) for coming in ahead.coming],
    )
    for coming in ahead.coming:
        if coming.waits_for is not None:
            notice = rung_text(coming.rung.kind, coming.rung.offset, say)
            click.echo(say(f"planning.waits_for.{coming.waits_for}", notice=notice))
    if not ahead.coming:
        click.echo(say("cli.explain.silent"))


def _row(coming: "Coming", say: Translator) -> tuple[str, ...]:
    rung = coming.rung
    return (short_date(coming.day, say), rung_text(rung.kind, rung.offset, say), say(f"level.{rung.level}"))


def ahead_shape(ahead: "Ahead") -> dict[str, Any]:
    """Return the ladders and the coming notices for machines."""
    return {
        "ladders": [ladder._asdict() for ladder in ahead.ladders],
        "coming": [
            {
                "day": coming.day,
                "kind": coming.rung.kind,
                "offset": coming.rung.offset,
                "level": coming.rung.level,
                "slot": coming.rung.slot_on,
                "waits_for": coming.waits_for,
            }
            for coming in ahead.coming
        ],
    }
