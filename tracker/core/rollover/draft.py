"""The next plan before anybody has signed it, as values: what a writer of documents is handed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.core.phrases.around import token_at
from tracker.core.phrases.lexer import normalise, tokenise
from tracker.core.phrases.vocabulary import Term
from tracker.core.plan import Head
from tracker.core.rollover.carrying import Carried, Fate, Turnover, retitled
from tracker.core.rollover.mentions import mentions_in
from tracker.core.rollover.reasons import Reason, Why, reason

_SYMBOL = re.compile(r"^\d+[a-z]?\s*(?:/\s*\d{4}\s*)?(?P<symbol>[/-].+)$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan of a year to be edited, signed and imported by people; nothing of it is in force.

    ``symbol`` is what follows the blank number ("/KH-UBND"), ``source`` the number
    of the plan it comes from; ``dated`` is the year of the blank date, None where
    it would be taken for the year of the plan. ``ordinals`` belong to ``rows``.
    """

    issuer: str
    place: str
    type: str
    title: str
    symbol: str
    source: str
    year: int
    dated: int | None
    rows: tuple[Carried, ...]
    ordinals: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()  # about the title
    is_provisional: bool = False  # the days off of the year are not announced

    @property
    def to_review(self) -> int:
        """How many tasks a person must look at."""
        return sum(row.fate is Fate.REVIEW for row in self.rows)


def draft_of(head: Head, rows: Sequence[Carried], over: Turnover) -> Draft:
    """Put the carried tasks under a head with a blank number and a blank date."""
    title = retitled(head.title, over)
    is_named = _names_year(title.text, over.turn.after)
    unnamed = () if is_named else (reason(Why.NO_YEAR, year=over.turn.after),)
    return Draft(
        issuer=head.issuer,
        place=head.place,
        type=head.type,
        title=title.text,
        symbol=_symbol(head.number),
        source=head.number,
        year=over.turn.after,
        dated=over.turn.moved(head.issued_on.year) if head.issued_on and is_named else None,
        rows=tuple(rows),
        ordinals=_ordinals([row.task.ordinal for row in rows]),
        reasons=(*unnamed, *title.reasons),
        is_provisional=over.calendar.is_provisional(over.turn.after),
    )


def _names_year(title: str, year: int) -> bool:
    """Whether a title says "năm 2025" of its own year; "đến năm 2025", "năm 2025 - 2030" speak of others."""
    tokens = tokenise(normalise(title))
    for mention in mentions_in(tokens):
        before, further, after = (token_at(tokens, mention.at + step) for step in (-1, -2, 1))
        is_period = after.mark == "-" or further.has(Term.UNTIL, Term.FROM, Term.ERA)
        is_own = before.has(Term.YEAR) and not is_period
        if mention.year == year and (is_own or before.has(Term.SCHOOL_YEAR)):
            return True
    return False


def _symbol(number: str) -> str:
    found = _SYMBOL.match(number)
    return found["symbol"] if found else ""


def _ordinals(written: Sequence[str]) -> tuple[str, ...]:
    """Keep the numbers of a table; other marks ("IV.1.a", "đ") say nothing in one, so tasks are counted."""
    numbers = [int(ordinal) if ordinal.isascii() and ordinal.isdigit() else 0 for ordinal in written]
    is_counted = all(old < new for old, new in zip([0, *numbers], numbers, strict=False))
    return tuple(written if is_counted else map(str, range(1, len(written) + 1)))
