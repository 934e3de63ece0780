"""Deciding what a document left unsure: review."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.asking import ask, choose
from tracker.cli.boundary import problem_words
from tracker.cli.days import days_of, rolled
from tracker.cli.differences import counts, difference_shape
from tracker.cli.shapes import problem_shapes, reading_shape, within
from tracker.cli.show import heading, show_json
from tracker.cli.teaching import DAY, FIRST_YEAR, LAST_YEAR, Call, command, json_option
from tracker.core.ruling import Decision
from tracker.errors import BusyError, UsageError
from tracker.i18n import Translator
from tracker.i18n.places import place_text

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.reviewing import Answer, AnswerReport, Question, ReviewReport

LEFT_OPEN = 1  # exit code: something still waits for an answer
SKIP, QUIT = "skip", "quit"

#: What may be typed, by the first letter of the words in either language.
CHOICES: dict[str, str] = {
    "a": Decision.ACCEPTED, "c": Decision.ACCEPTED,
    "d": Decision.DATED, "n": Decision.DATED,
    "u": Decision.UNDATED, "k": Decision.UNDATED,
    "s": SKIP, "b": SKIP, "": SKIP,
    "q": QUIT, "t": QUIT,
}  # fmt: skip
WRITTEN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@command("review")
@click.argument("plan", metavar="PLAN", default="")
@click.option("--task", "number", type=click.IntRange(1), metavar="N", help="cli.option.task")
@click.option("--accept", is_flag=True, help="cli.option.accept")
@click.option("--date", "due_on", type=DAY, metavar="YYYY-MM-DD", help="cli.option.date")
@click.option("--undated", is_flag=True, help="cli.option.undated")
@click.option("--reason", default="", metavar="TEXT", help="cli.option.reason")
@json_option
@click.pass_obj
def review(
    call: Call,
    plan: str,
    number: int | None,
    accept: bool,
    due_on: date | None,
    undated: bool,
    reason: str,
    as_json: bool,
) -> int:
    """See the catalogue entry ``cli.review``."""
    from tracker.services.reviewing import review as list_questions

    app = call.app()
    given = (
        [Decision.ACCEPTED] * accept + [Decision.DATED] * (due_on is not None) + [Decision.UNDATED] * undated
    )
    if given or number is not None or reason:
        return _answer_one(app, call.say, plan, number, given, due_on, reason, as_json=as_json)
    report = list_questions(app, plan)
    if as_json:
        show_json(_report_shape(report, app, call.say))
        return LEFT_OPEN if report.open else 0
    try:
        return _walk(app, report, call.say)
    finally:  # answers are stored one by one, and count even where the person leaves by Ctrl-C
        bring_feeds_up(app, call.say)


def _answer_one(
    app: "App",
    say: Translator,
    plan: str,
    number: int | None,
    given: Sequence[Decision],
    due_on: date | None,
    reason: str,
    *,
    as_json: bool,
) -> int:
    from tracker.services.reviewing import Answer, answer

    if not plan or number is None or len(given) != 1:
        raise UsageError("review.one_answer")
    report = answer(app, plan, number, Answer(given[0], due_on, reason))
    if as_json:
        show_json(_answer_shape(report, app))
    else:
        _show_answer(report, app, say)
    bring_feeds_up(app, say)
    return 0


def _walk(app: "App", report: "ReviewReport", say: Translator) -> int:
    """Ask one question after the other; each answer is stored before the next is asked."""
    for name in report.unread:
        click.echo(say("cli.review.unread", id=name), err=True)
    left = len(report.open)
    for place, question in enumerate(report.questions, start=1):
        _show_question(question, app, say, f"{place}/{len(report.questions)}")
        if not question.is_open:
            continue
        answered = _ask(app, question, say)
        if answered is None:
            break
        left -= answered
    heading(say("cli.review.left", count=left) if left else say("cli.review.well"))
    return LEFT_OPEN if left else 0


def _ask(app: "App", question: "Question", say: Translator) -> bool | None:
    """Ask and store; False if the question is left for later, None if the person wants to stop."""
    from tracker.services.reviewing import answer

    chosen = choose(say("cli.review.question"), CHOICES, say)
    if chosen in {None, QUIT}:
        return None
    given = None if chosen == SKIP else _detailed(Decision(str(chosen)), say)
    if given is None:
        return False
    try:
        report = answer(app, question.plan_id, question.number, given, about=question.words)
    except BusyError as error:
        click.echo(say(f"error.{error.key}", **error.facts), err=True)
        return False
    _show_answer(report, app, say)
    return True


def _detailed(decision: Decision, say: Translator) -> "Answer | None":
    """Ask for the day and the reason; None if they are not given."""
    from tracker.services.reviewing import Answer

    if decision is Decision.ACCEPTED:
        return Answer(decision)
    if decision is Decision.UNDATED:
        return Answer(decision, None, ask(say("cli.review.why_undated")) or "")
    due_on = _day(ask(say("cli.review.day")) or "")
    reason = ask(say("cli.review.why")) if due_on else None
    if due_on is None or not reason:
        click.echo(say("cli.review.not_stored"), err=True)
        return None
    return Answer(decision, due_on, reason)


def _day(text: str) -> date | None:
    """Read a day as people write it, 15/6/2024 or 2024-06-15."""
    written = WRITTEN_DAY.fullmatch(text)
    with suppress(ValueError):
        day = date(*map(int, reversed(written.groups()))) if written else date.fromisoformat(text)
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None


def _show_question(question: "Question", app: "App", say: Translator, place: str) -> None:
    task = question.task
    heading(
        say("cli.review.task", place=place, plan=question.plan_id, number=question.number, title=task.title)
    )
    lead = "; ".join(party.name for party in task.lead)
    facts = {"lead": lead, "phrase": question.words, "source": place_text(task.place, say)}
    for name, value in facts.items():
        if value:
            click.echo(f"  {say(f'cli.show.{name}', value=value)}")
    for reading in task.readings:
        for turn in days_of(reading, app.calendar, question.rolls):
            click.echo(f"  {say('cli.review.reading', days=turn.both(say), words=reading.phrase)}")
    for problem in question.doubts:
        click.echo(f"  ? {problem_words(problem, say)[0]}")


def _show_answer(report: "AnswerReport", app: "App", say: Translator) -> None:
    facts = {"id": report.plan_id, "number": report.number, "title": report.title}
    days = rolled(report.due_on, app.calendar, report.roll).both(say) if report.due_on else "-"
    click.echo(say(f"cli.review.{report.decision}", days=days, **facts))
    click.echo(say("cli.undo.counts", changes=counts([report.expansion], say)))


def _report_shape(report: "ReviewReport", app: "App", say: Translator) -> dict[str, Any]:
    questions = [_question_shape(question, app, say) for question in report.questions]
    return {"questions": questions, "unread": report.unread}


def _question_shape(question: "Question", app: "App", say: Translator) -> dict[str, Any]:
    task = question.task
    return {
        "plan": question.plan_id,
        "task": question.number,
        "ordinal": task.ordinal,
        "title": task.title,
        "lead": [party.name for party in task.lead],
        "words": question.words,
        "where": str(task.place),
        "readings": [reading_shape(reading, app.calendar, question.rolls, say) for reading in task.readings],
        "problems": problem_shapes(within(question.doubts), say),
        "open": question.is_open,
    }


def _answer_shape(report: "AnswerReport", app: "App") -> dict[str, Any]:
    days = rolled(report.due_on, app.calendar, report.roll) if report.due_on else None
    return {
        "plan": report.plan_id,
        "task": report.number,
        "title": report.title,
        "decision": report.decision,
        "due_on": report.due_on,
        "act_by": days and days.act_by,
        "provisional": bool(days and days.provisional.act_by),
        **difference_shape(report.expansion, ()),
    }
