"""Questions about one duty: show, explain."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.ahead import ahead_lines, ahead_shape, rung_text, show_coming
from tracker.cli.answers import as_of_option, line_shape
from tracker.cli.changelog import show_history
from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import Call, command, json_option
from tracker.errors import Place
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date
from tracker.i18n.places import place_text
from tracker.i18n.reasons import reason_sentences, reservations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.core.workcalendar import Day
    from tracker.services.explaining import Explanation, NoticeLine
    from tracker.services.reporting import Detail


@command("show")
@click.argument("obligation_id", metavar="ID")
@as_of_option
@json_option
@click.pass_obj
def show(call: Call, obligation_id: str, as_of: date | None, as_json: bool) -> None:
    """See the catalogue entry ``cli.show``."""
    from tracker.services.reporting import show as show_one

    app = call.app()
    detail = show_one(app, obligation_id, as_of or app.today())
    if as_json:
        show_json(_detail_shape(detail))
    else:
        _show_detail(detail, call.say)


def _show_detail(detail: "Detail", say: Translator) -> None:
    from tracker.services.explaining import reasons

    found = detail.obligation
    click.secho(f"{found.id}  {found.title}", bold=True)
    facts = {
        "plan": ", ".join(filter(None, (found.plan_number, found.section, _item(found.ordinal, say)))),
        "amended": _amendment(detail, say),
        "lead": "; ".join(found.leads),
        "partners": "; ".join(found.partners),
        "phrase": found.phrase,
        "start": found.start_on and long_date(found.start_on, say),
        "due_on": marked(long_date(found.due_on, say), say, is_provisional=detail.provisional.due_on),
        "act_by": marked(long_date(found.act_by, say), say, is_provisional=detail.provisional.act_by),
        "standing": say(f"standing.{detail.standing}"),
        "done_on": found.done_on and long_date(found.done_on, say),
        "evidence": found.evidence,
        "source": _place(found.place, say),
    }
    for name, value in facts.items():
        if value:
            click.echo(say(f"cli.show.{name}", value=value))
    for reservation in reservations(reasons(detail), say):
        click.echo(reservation)
    show_history(detail, say)


def _amendment(detail: "Detail", say: Translator) -> str:
    found = detail.obligation
    day = short_date(found.amended_on, say) if found.amended_on else ""
    return ", ".join(filter(None, (found.amended_by or "", day)))


def _item(ordinal: str, say: Translator) -> str:
    return say("place.key", value=ordinal) if ordinal else ""


def _place(written: str, say: Translator) -> str:
    return place_text(Place.parse(written), say)


def _detail_shape(detail: "Detail") -> dict[str, Any]:
    from tracker.services.reporting import Line

    found = detail.obligation
    line = line_shape(Line(found, detail.standing, detail.days_left, detail.provisional))
    more = {"plan_number": found.plan_number, "rule": found.rule, "due_version": found.due_version}
    where = {"source": {"where": found.place, "words": found.words}, "provisional": detail.is_provisional}
    return {**line, **more, **where, "history": found.history}


@command("explain")
@click.argument("obligation_id", metavar="ID")
@as_of_option
@json_option
@click.pass_obj
def explain(call: Call, obligation_id: str, as_of: date | None, as_json: bool) -> None:
    """See the catalogue entry ``cli.explain``."""
    from tracker.services.explaining import explain as explain_one

    app = call.app()
    told = explain_one(app, obligation_id, as_of or app.today())
    if as_json:
        show_json(_explanation_shape(told, call.say))
    else:
        _show_explanation(told, call.say)


def _show_explanation(told: "Explanation", say: Translator) -> None:
    found = told.detail.obligation
    click.secho(f"{found.id}  {found.title}", bold=True)
    heading(say("why.title"))
    for sentence in reason_sentences(told.reasons, say):
        click.echo(sentence.text)
        for item in sentence.details:
            click.echo(f"  - {item}")
    show_history(told.detail, say)
    _show_notices(told, say)
    for line in ahead_lines(told, say):
        click.echo(line)
    show_coming(told.ahead, say)


def _show_notices(told: "Explanation", say: Translator) -> None:
    heading(say("cli.explain.notices"))
    if not told.said:
        click.echo(say("cli.explain.unsaid"))
    show_table(
        [say(f"cli.column.{name}") for name in ("slot", "notice", "recipient", "state", "reason")],
        [
            (
                short_date(notice.slot_on, say),
                rung_text(notice.kind, notice.offset_days, say),
                _told(notice, say),
                say(f"notice.state.{notice.state}"),
                say(f"notice.reason.{notice.reason}"),
            )
            for notice in told.said
        ],
    )


def _told(notice: "NoticeLine", say: Translator) -> str:
    """Name who was told, and in brackets for which unit and why in another's place.

    No column of its own: on a narrow screen one more leaves no room for words.
    """
    instead = say(f"notice.instead.{notice.instead}") if notice.instead else ""
    more = "; ".join(filter(None, [notice.unit, instead]))
    return f"{notice.recipient} ({more})" if more else notice.recipient or "-"


def _day_shapes(days: "Iterable[Day]") -> list[dict[str, Any]]:
    return [{"day": day.on, "kind": day.kind, "basis": day.basis} for day in days]


def _explanation_shape(told: "Explanation", say: Translator) -> dict[str, Any]:
    found, why = told.detail.obligation, told.reasons
    return {
        "id": found.id,
        "words": found.phrase,
        "where": found.place,
        "rule": why.rule,
        "rule_text": say(f"rule.{why.rule}"),
        "rule_source": say(f"rule.{why.rule}.source"),
        "steps": [say(f"step.{step.key}", **step.facts) for step in why.steps],
        "due_on": found.due_on,
        "act_by": found.act_by,
        "provisional": told.detail.is_provisional,
        "roll": {"policy": found.roll, "whose": found.rolled_by, "basis": found.roll_basis},
        "counted": _day_shapes(told.detail.counted),
        "calendar": _day_shapes(told.detail.touched),
        "data": {"from": found.data_from, "to": found.data_to},
        "history": found.history,
        "notices": told.said,
        "pause": {"until": found.paused_until, "reason": found.pause_reason},
        **ahead_shape(told.ahead),
    }
