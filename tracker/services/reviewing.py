"""What a person should decide about a plan, and the answers, which hold as long as the words do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.app import App
from tracker.core.expansion import is_dated
from tracker.core.plan import PlanDocument, Task
from tracker.core.rolling import Rolls
from tracker.core.ruling import Decision, doubts_of, is_about_time, words_of_time
from tracker.core.text import clean
from tracker.core.workcalendar import Roll
from tracker.errors import BusyError, NothingError, Problem, UsageError
from tracker.services.deeds import Action, Deed, Why, note
from tracker.services.expanding import Expansion, Moment
from tracker.services.grounds import grounds_of, refuse_outdated
from tracker.services.naming import unknown_plan
from tracker.services.revising import identities_of, moment_of, store_kept
from tracker.services.rolling import rolls_by_task
from tracker.store.documents import document_from
from tracker.store.engine import Session, hold
from tracker.store.imports import revision_of
from tracker.store.plans import standing_plans
from tracker.store.rulings import Rulings, rulings_of, set_ruling
from tracker.store.tables import PlanRow, RevisionRow, RulingRow

LONGEST_REASON = 500  # letters


@dataclass(frozen=True, slots=True)
class Question:
    """One task that a person should look at; ``number`` is its number in the plan, ``words`` those of time.

    ``is_open`` is false for what is only told: an answer about the time would not settle it.
    """

    plan_id: str
    number: int
    task: Task
    words: str
    doubts: tuple[Problem, ...]
    is_open: bool
    rolls: Rolls  # the policies that bear on the task


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """The questions in the order of the documents, and the plans whose reading is not kept."""

    questions: tuple[Question, ...]
    unread: tuple[str, ...]

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that wait for an answer."""
        return tuple(question for question in self.questions if question.is_open)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answers; a day needs a reason."""

    decision: Decision
    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """What an answer did."""

    plan_id: str
    number: int
    title: str
    decision: Decision
    due_on: date | None
    roll: Roll
    expansion: Expansion


def review(app: App, plan_id: str = "") -> ReviewReport:
    """List what is unsure in one plan, or in all that stand."""
    with app.store.read() as session:
        plans = _asked(session, plan_id)
        kept = {plan.id: revision_of(session, plan.id, plan.revision) for plan in plans}
        questions = [
            question
            for plan in plans
            if (row := kept[plan.id]) is not None
            for question in _questions(row, rolls_by_task(session, app, plan), rulings_of(session, plan.id))
        ]
    return ReviewReport(tuple(questions), tuple(name for name, row in kept.items() if row is None))


def _asked(session: Session, plan_id: str) -> list[PlanRow]:
    plans = standing_plans(session)
    if plan_id and plan_id not in {plan.id for plan in plans}:
        raise unknown_plan(plan_id, [plan.id for plan in plans])
    return [plan for plan in plans if plan_id in {"", plan.id}]


def _questions(row: RevisionRow, rolls: Mapping[int, Rolls], rulings: Rulings) -> Iterator[Question]:
    for question in _tasks(row, rolls):
        is_answered = (question.number, question.words) in rulings
        told = tuple(doubt for doubt in question.doubts if not (is_answered and is_about_time(doubt)))
        is_open = not is_answered and _is_unsure(question)
        if told or is_open:
            yield replace(question, doubts=told, is_open=is_open)


def _tasks(row: RevisionRow, rolls: Mapping[int, Rolls]) -> Iterator[Question]:
    """Yield every task of a reading as a question, whether or not anything is unsure about it."""
    document = document_from(row.document)
    everything = zip(document.tasks, identities_of(row), _doubts(document), strict=True)
    for task, identity, doubts in everything:
        words = words_of_time(task, doubts)
        number = identity.number
        yield Question(row.plan_id, number, task, words, doubts, is_open=True, rolls=rolls[number])


def _doubts(document: PlanDocument) -> list[tuple[Problem, ...]]:
    return doubts_of(document.tasks, document.problems)


def _is_unsure(question: Question) -> bool:
    """Whether the time of a task needs an answer: something is wrong with it, or its words gave no date."""
    if any(map(is_about_time, question.doubts)):
        return True
    return bool(question.words) and not is_dated(question.task)


def answer(app: App, plan_id: str, number: int, given: Answer, *, about: str | None = None) -> AnswerReport:
    """Store a person's answer about the time of a task, and bring the plan up to it in the same transaction.

    ``about`` are the words that the person saw; BusyError if the task has other
    words by now. A day needs a reason; the task need not have been unsure.
    """
    given = _checked(given)
    with app.store.write() as session:
        hold(session, "planning")
        (plan,) = _asked(session, plan_id)
        refuse_outdated(session, plan, grounds_of(app))
        row = revision_of(session, plan_id, plan.revision)
        if row is None:
            raise NothingError("review.not_kept", id=plan_id)
        question = _find(row, rolls_by_task(session, app, plan), number)
        if about is not None and about != question.words:
            raise BusyError("review.changed_meanwhile", number=number)
        expansion = _settle(session, app, plan, row, question, given)
    return AnswerReport(
        plan_id=plan_id,
        number=number,
        title=question.task.title,
        decision=given.decision,
        due_on=given.due_on,
        roll=question.rolls.rule().policy,
        expansion=expansion,
    )


def _checked(given: Answer) -> Answer:
    reason = clean(given.reason)[:LONGEST_REASON]
    if given.decision is not Decision.DATED:
        return Answer(given.decision, None, reason)
    if given.due_on is None or not reason:
        raise UsageError("review.no_reason")
    return Answer(given.decision, given.due_on, reason)


def _find(row: RevisionRow, rolls: Mapping[int, Rolls], number: int) -> Question:
    found = {question.number: question for question in _tasks(row, rolls)}
    if number not in found:
        raise UsageError("review.unknown_task", number=number, id=row.plan_id, last=max(found, default=0))
    return found[number]


def _settle(
    session: Session, app: App, plan: PlanRow, row: RevisionRow, question: Question, given: Answer
) -> Expansion:
    moment = moment_of(app, plan.issued_on)
    set_ruling(session, _ruling_row(question, given, moment))
    facts = {"task": question.number, "decision": given.decision.value, "due_on": given.due_on}
    note(session, plan.id, "ruled", moment, after={**facts, "words": question.words, "reason": given.reason})
    deed = Deed(Action.REVIEW, Why.RULED, {"actor": moment.actor, "reason": given.reason or "-"})
    return store_kept(session, app, plan, row, deed).expansion


def _ruling_row(question: Question, given: Answer, moment: Moment) -> RulingRow:
    return RulingRow(
        plan_id=question.plan_id,
        task_number=question.number,
        words=question.words,
        decision=given.decision.value,
        due_on=given.due_on,
        reason=given.reason,
        actor=moment.actor,
        decided_on=moment.today,
        at=moment.now,
    )
