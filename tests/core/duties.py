"""One duty of a plan, for tests of who is told of it and when."""

from datetime import date

from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind


def duty(*lead, id="p.01", due_on=date(2024, 5, 31), helping=()):  # noqa: A002  (the field's name)
    return Obligation(
        id=id, plan_id="p", task_number=1, label="", title="t", phrase="w", rule="r",
        dates=Dates(Kind.DUE, due_on, due_on), lead=lead, owners=lead, partners=tuple(helping),
    )  # fmt: skip
