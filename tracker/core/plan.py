"""What was planned: the document's head, its tasks and who must do them."""

from dataclasses import dataclass, field
from datetime import date

from tracker.core.phrases.reading import Masked, Reading
from tracker.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class Head:
    """The heading facts of a document; empty or None where the document is silent.

    The parts are those of Nghị định 30/2020/NĐ-CP, article 8.
    """

    number: str = ""  # "249/KH-UBND"
    issued_on: date | None = None
    place: str = ""
    type: str = ""  # "Kế hoạch"
    title: str = ""
    issuer: str = ""
    signer: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A name in the owner column; a group ("các cơ quan liên quan") is nobody in particular."""

    name: str
    alias: str = ""  # the name in brackets after it: another name of the same unit
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One line or duty of a plan, as written."""

    ordinal: str
    title: str
    section: str = ""
    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    time_phrase: str | None = None
    readings: tuple[Reading, ...] = ()
    masked: tuple[Masked, ...] = ()
    place: Place = field(default_factory=Place)
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document as read: head, tasks in order, and what a person should look at."""

    head: Head
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...] = ()
