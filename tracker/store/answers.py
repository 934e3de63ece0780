"""Answers to questions, read-only, without the weight of an ORM.

    with open_answers(url) as answers:
        answers.counts(as_of)

Everything asked within one ``with`` is answered as of one moment.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracker.core.standing import Status
from tracker.core.text import clean, fold
from tracker.errors import StoreError
from tracker.store.lines import (
    DeliveryLine,
    FeedLine,
    FetchLine,
    HistoryLine,
    LoadLine,
    NameLine,
    NoticeLine,
    ObligationFilter,
    ObligationLine,
    OpenCounts,
    OpenLine,
    PlanLine,
    ProblemLine,
    StandingGroup,
    TaskLine,
)
from tracker.store.location import locate
from tracker.store.reading import Reader, open_reader
from tracker.store.revision import TABLE, refuse_other

if TYPE_CHECKING:
    from tracker.store.pulse import LettersFelt
    from tracker.store.shelf import Shelf

EVERYTHING = ObligationFilter()

_CONDITIONS: Mapping[str, str] = {
    "plan": "plan_id = :plan",
    "unit": "task_id IN (SELECT task_id FROM party WHERE unit = :unit AND role = 'lead')",
    "status": "status = :status",
    "open_on": "(status = 'open' OR status = 'done' AND done_on > :open_on)",
    "deadline_from": "deadline_on >= :deadline_from",
    "deadline_to": "deadline_on <= :deadline_to",
    "act_by_from": "act_by >= :act_by_from",
    "act_by_to": "act_by <= :act_by_to",
    "text": "folded LIKE :text ESCAPE '!'",
}

#: Those that stand alike share a group: these three comparisons decide, see ``core.obligation.standing``.
_COUNTS = """
    SELECT unit, lead, status, MIN(deadline_on), MIN(done_on), COUNT(*)
    FROM standing_view
    GROUP BY unit, lead, status, deadline_on < :as_of, done_on <= :as_of, done_on <= deadline_on
    ORDER BY unit, lead, status
"""
_FEEDS = """
    SELECT {columns} FROM (
        SELECT slug, kind, subject, name, partners, created_at, revoked_at,
            COALESCE(shown, 0) AS events, COALESCE(weight, 0) AS octets
        FROM feed LEFT JOIN (
            SELECT feed, SUM(events) AS shown, SUM(octets) AS weight FROM feed_month GROUP BY feed
        ) AS shows ON shows.feed = feed.slug
    ) AS listed ORDER BY slug
"""
_DONE_SINCE = "SELECT 1 FROM obligation WHERE status = 'done' AND done_on > :day LIMIT 1"
_NAMES = """
    SELECT {columns} FROM (
        SELECT party.name, party.alias,
            COUNT(DISTINCT party.task_id) AS tasks,
            COUNT(CASE WHEN party.role = 'lead' AND obligation.status = 'open' THEN 1 END) AS open_duties
        FROM party
        JOIN task ON task.id = party.task_id AND task.withdrawn_at IS NULL
        LEFT JOIN obligation ON obligation.task_id = task.id
        WHERE NOT party.is_group
        GROUP BY party.name, party.alias
    ) AS names
    ORDER BY name, alias
"""
_PLANS = """
    SELECT {columns} FROM (
        SELECT plan.*,
            (SELECT COUNT(*) FROM task
             WHERE task.plan_id = plan.id AND task.withdrawn_at IS NULL) AS tasks,
            (SELECT COUNT(*) FROM obligation JOIN task ON task.id = obligation.task_id
             WHERE task.plan_id = plan.id AND obligation.status <> 'withdrawn') AS obligations,
            (SELECT MAX(obligation.deadline_on) FROM obligation JOIN task ON task.id = obligation.task_id
             WHERE task.plan_id = plan.id AND obligation.status <> 'withdrawn') AS last_deadline
        FROM plan
        WHERE plan.withdrawn_at IS NULL{wanted}
    ) AS plans
    ORDER BY year DESC, id
"""
#: A plan with a duty to come is left aside as soon as one is found: none of its others is looked at.
_IS_PAST = """ AND NOT EXISTS (
            SELECT 1 FROM task JOIN obligation ON obligation.task_id = task.id
            WHERE task.plan_id = plan.id AND obligation.status <> 'withdrawn'
                AND obligation.deadline_on >= :day
        )"""
_TASKS = """
    SELECT {columns} FROM (
        SELECT task.*, COALESCE(party.name, '') AS lead
        FROM task
        LEFT JOIN party ON party.task_id = task.id AND party.role = 'lead' AND party.position = 1
        WHERE task.withdrawn_at IS NULL AND task.settled IS NOT TRUE AND NOT EXISTS (
            SELECT 1 FROM obligation WHERE obligation.task_id = task.id AND obligation.status <> 'withdrawn'
        )
    ) AS undated
"""
_DEMANDED = "status IN ('open', 'done')"
_STANDING = "plan_id IN (SELECT plan.id FROM plan WHERE plan.withdrawn_at IS NULL)"
_OPEN_DAYS = """
    SELECT {columns} FROM (
        SELECT due_on, act_by, roll,
            CASE WHEN CAST(steps AS TEXT) <> REPLACE(CAST(steps AS TEXT), '"provisional"', '') THEN steps END
                AS steps
        FROM obligation WHERE status = 'open'
    ) AS days
"""
_DELIVERIES = """
    SELECT {columns} FROM (
        SELECT delivery.*,
            (SELECT COUNT(*) FROM notice WHERE notice.delivery_id = delivery.id) AS notices
        FROM delivery
    ) AS letters
"""


class Answers:
    """The questions; use it as a context manager."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; nothing can be asked afterwards."""
        self._reader.connection.close()

    def renew(self) -> None:
        """Let go of the moment; what is asked next is answered as of then."""
        self._reader.renew()

    def counts(self, as_of: date) -> list[StandingGroup]:
        """Group all obligations so that those of one group stand alike at the end of ``as_of``."""
        return self._reader.read(StandingGroup, _COUNTS, as_of=as_of)

    def counts_open(self, as_of: date) -> OpenCounts:
        """Count what is open at the end of ``as_of``; each number is read from an index."""
        from tracker.store.pulse import counts_open  # noqa: PLC0415  (a status question does without)

        return counts_open(self._reader, as_of)

    def obligations(self, wanted: ObligationFilter = EVERYTHING) -> list[ObligationLine]:
        """List obligations by act_by, then id."""
        facts = {name: value for name, value in self._simpler(wanted)._asdict().items() if value is not None}
        if "text" in facts:
            facts["text"] = _anywhere(facts["text"])
        given = [condition for name, condition in _CONDITIONS.items() if name in facts]
        where = _where(*given)
        if "limit" in facts:  # sort the two columns that order, not the forty that are shown
            where = f" WHERE id IN (SELECT id FROM obligation_view{where} ORDER BY act_by, id LIMIT :limit)"  # noqa: S608  (constants)
        sql = f"SELECT {{columns}} FROM obligation_view{where} ORDER BY act_by, id"  # noqa: S608
        return self._reader.read(ObligationLine, sql, **facts)

    def load(self, plan: str | None = None, unit: str | None = None) -> list[LoadLine]:
        """List what the standing plans demand, done or not, by act_by; of one plan, of one lead's code."""
        given = {"plan": plan, "unit": unit}
        facts = {name: fact for name, fact in given.items() if fact is not None}
        where = _where(_STANDING, _DEMANDED, *(_CONDITIONS[name] for name in facts))
        sql = f"SELECT {{columns}} FROM obligation_view{where} ORDER BY act_by, id"  # noqa: S608  (constants)
        return self._reader.read(LoadLine, sql, **facts)

    def _simpler(self, wanted: ObligationFilter) -> ObligationFilter:
        """Ask for what is open now where nothing was done since the day asked for: one index answers that."""
        if wanted.open_on is None or self._reader.rows(_DONE_SINCE, day=wanted.open_on):
            return wanted
        return wanted._replace(open_on=None, status=Status.OPEN)

    def obligation(self, obligation_id: str) -> ObligationLine | None:
        """Tell everything about one obligation."""
        sql = "SELECT {columns} FROM obligation_view WHERE id = :id"
        for found in self._reader.read(ObligationLine, sql, id=obligation_id):
            notices, history = self.notices(found.id), self.history(found.id)
            return found._replace(notices=tuple(notices), history=tuple(history))
        return None

    def open_days(self) -> list[OpenLine]:
        """List the days of every open obligation."""
        return self._reader.read(OpenLine, _OPEN_DAYS)

    def obligation_ids(self) -> list[str]:
        """List the id of every obligation."""
        return [row[0] for row in self._reader.rows("SELECT id FROM obligation ORDER BY id")]

    def plans(self) -> list[PlanLine]:
        """List the plans that stand, the newest year first."""
        return self._reader.read(PlanLine, _PLANS.replace("{wanted}", ""))

    def past_plans(self, day: date) -> list[PlanLine]:
        """List the plans that stand whose last deadline lies before a day, the newest year first."""
        found = self._reader.read(PlanLine, _PLANS.replace("{wanted}", _IS_PAST), day=day)
        return [plan for plan in found if plan.last_deadline]

    def names(self) -> list[NameLine]:
        """List the names in the owner columns of all plans, groups left out, with what each has to do."""
        return self._reader.read(NameLine, _NAMES)

    def problems(self, plan_id: str | None = None) -> list[ProblemLine]:
        """List the flaws found in the plans as last read, in the order of the documents."""
        where = _where("plan_id = :plan") if plan_id else ""
        sql = f"SELECT {{columns}} FROM problem{where} ORDER BY plan_id, id"  # noqa: S608  (constants)
        return self._reader.read(ProblemLine, sql, plan=plan_id)

    def undated(self, plan_id: str | None = None) -> list[TaskLine]:
        """List the tasks without an obligation that nobody has settled, in the order of the documents."""
        where = _where("plan_id = :plan") if plan_id else ""
        return self._reader.read(TaskLine, f"{_TASKS}{where} ORDER BY plan_id, position", plan=plan_id)

    def notices(self, obligation_id: str) -> list[NoticeLine]:
        """List what was said or withheld about an obligation, by slot."""
        sql = "SELECT {columns} FROM notice WHERE obligation_id = :id ORDER BY slot_on, level, id"
        return self._reader.read(NoticeLine, sql, id=obligation_id)

    def history(self, subject: str) -> list[HistoryLine]:
        """List what was done to an obligation or a plan, the oldest deed first."""
        sql = "SELECT {columns} FROM history WHERE subject = :subject ORDER BY id"
        return self._reader.read(HistoryLine, sql, subject=subject)

    def deliveries(self, state: str | None = None, limit: int = 100) -> list[DeliveryLine]:
        """List letters, the newest first."""
        where = _where("state = :state") if state else ""
        sql = f"{_DELIVERIES}{where} ORDER BY id DESC LIMIT :limit"
        return self._reader.read(DeliveryLine, sql, state=state, limit=limit)

    def delivery(self, delivery_id: int) -> DeliveryLine | None:
        """Show one letter with its bytes and what it says."""
        said = "SELECT {columns} FROM notice WHERE delivery_id = :id ORDER BY id"
        for found in self._reader.read(DeliveryLine, f"{_DELIVERIES} WHERE id = :id", id=delivery_id):
            text = self._reader.rows("SELECT raw FROM delivery_bytes WHERE delivery_id = :id", id=delivery_id)
            raw = bytes(text[0][0]) if text else b""  # not kept for ever
            return found._replace(raw=raw, items=tuple(self._reader.read(NoticeLine, said, id=delivery_id)))
        return None

    def delivery_counts(self) -> dict[str, int]:
        """Count the letters by state."""
        return dict(self._reader.rows("SELECT state, COUNT(*) FROM delivery GROUP BY state ORDER BY state"))

    def unwritten(self) -> int:
        """Count the notices whose letter could not be written."""
        sql = "SELECT COUNT(*) FROM notice WHERE state = 'failed' AND delivery_id IS NULL"
        return int(self._reader.rows(sql)[0][0])

    def feeds(self) -> list[FeedLine]:
        """List the published calendars by slug, revoked ones too."""
        return self._reader.read(FeedLine, _FEEDS)

    def fetches(self) -> list[FetchLine]:
        """List who fetched which feed, the latest first."""
        sql = "SELECT {columns} FROM feed_fetch ORDER BY last_at DESC, feed, client"
        return self._reader.read(FetchLine, sql)

    @property
    def shelf(self) -> "Shelf":
        """The published calendars."""
        from tracker.store.shelf import Shelf  # noqa: PLC0415  (a status question does without)

        return Shelf(self._reader)

    def state(self, name: str) -> str | None:
        """Return a fact of the running service, None if it was never noted."""
        found = self._reader.rows("SELECT value FROM state WHERE name = :name", name=name)
        return found[0][0] if found else None

    def facts(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return these facts of the running service, those that were noted, by name."""
        return {name: value for name in names if (value := self.state(name)) is not None}

    def states(self, like: str = "%") -> Mapping[str, str]:
        """Return the facts of the running service whose names are like this (SQL), by name."""
        from tracker.store.pulse import states  # noqa: PLC0415  (a status question does without)

        return states(self._reader, like)

    def noted_of_plans(self, mark: str) -> list[str]:
        """List every value that a fact has for a plan, each once: many plans share one."""
        sql = "SELECT DISTINCT value FROM state WHERE name LIKE :like"
        return [value for (value,) in self._reader.rows(sql, like=f"{mark}.%")]

    def plans_noted(self, mark: str, value: str) -> list[str]:
        """List the plans that stand of which a fact has this value, by id."""
        from tracker.store.pulse import plans_noted  # noqa: PLC0415  (a status question does without)

        return plans_noted(self._reader, mark, value)

    def letters_felt(self) -> "LettersFelt":
        """Return since when letters wait, how many failed unseen, and how many addresses are dead."""
        from tracker.store.pulse import letters_felt  # noqa: PLC0415  (a status question does without)

        return letters_felt(self._reader)

    def schema_revision(self) -> str | None:
        """Return the revision of the schema, None where there is none."""
        if not self._reader.has_table(TABLE):
            return None
        found = self._reader.rows(f"SELECT version_num FROM {TABLE}")  # noqa: S608  (a constant)
        return found[0][0] if found else None


def open_answers(url: str) -> Answers:
    """Open the database for questions; StoreError if it is missing, empty or of another schema."""
    reader = open_reader(locate(url))
    answers = Answers(reader)
    try:
        _require_schema(answers.schema_revision(), reader.place)
    except BaseException:
        reader.connection.close()
        raise
    return answers


def _require_schema(found: str | None, place: str) -> None:
    if found is None:
        raise StoreError("store.missing", place=place)
    refuse_other(found, place)


def _where(*conditions: str) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _anywhere(text: str) -> str:
    """Return the LIKE pattern of a text as ``folded`` columns hold it."""
    folded = fold(clean(text))
    for sign in "!%_":
        folded = folded.replace(sign, f"!{sign}")
    return f"%{folded}%"
