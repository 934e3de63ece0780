"""How the service does, for people and for monitoring programs: status --check."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import show_json
from tracker.cli.teaching import Call
from tracker.core.health import HealthState
from tracker.core.text import clean
from tracker.i18n import Translator
from tracker.i18n.health import reason_words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tracker.core.health import Reason, Verdict

COLOURS = {HealthState.WELL: "green", HealthState.DEGRADED: "yellow", HealthState.DOWN: "red"}


def show_verdict(call: Call, *, as_json: bool) -> int:
    """Say how the service does and why; the state is the exit code, as monitoring programs expect."""
    from tracker.services.health import Health

    app = call.app(misses_service=False)
    verdict = Health(app).verdict()
    if as_json:
        show_json(_shape(verdict, app.zone, call.say))
    else:
        _show(verdict, app.zone, call.say)
    return int(verdict.state)


def _show(verdict: "Verdict", zone: "ZoneInfo", say: Translator) -> None:
    click.secho(say(f"health.state.{_name(verdict.state)}"), fg=COLOURS[verdict.state], bold=True)
    for reason in verdict.reasons:
        said, remedy = _told(reason, zone, say)
        click.echo(f"- {said}")
        click.echo(f"  {remedy}")


def _shape(verdict: "Verdict", zone: "ZoneInfo", say: Translator) -> dict[str, Any]:
    return {
        "state": _name(verdict.state),
        "reasons": [_reason_shape(reason, zone, say) for reason in verdict.reasons],
    }


def _reason_shape(reason: "Reason", zone: "ZoneInfo", say: Translator) -> dict[str, Any]:
    said, remedy = _told(reason, zone, say)
    named = {"key": reason.key, "state": _name(reason.state), "message": said, "remedy": remedy}
    return {**named, "facts": dict(reason.facts)}


def _told(reason: "Reason", zone: "ZoneInfo", say: Translator) -> tuple[str, str]:
    said, remedy = reason_words(reason, zone, say)
    return clean(said), clean(remedy)


def _name(state: HealthState) -> str:
    return state.name.lower()
