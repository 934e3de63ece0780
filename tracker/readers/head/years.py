"""The year of a document's dates that have none: what tells it, and how surely."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.phrases.reading import Genre
from tracker.errors import Problem, Severity
from tracker.readers.words import headings

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a head says of years; ``partial`` is the year of a date whose day is left blank."""

    title: str
    genre: Genre
    issued_on: date | None
    partial: int | None
    preamble: tuple[str, ...]

    @property
    def named(self) -> set[int]:
        """The years that the title names."""
        return {int(year) for year in headings.TITLE_YEAR.findall(self.title)}

    @property
    def cited(self) -> set[int]:
        """The years of the cited papers, which are older than this one."""
        return {int(year) for line in self.preamble for year in headings.CITED_DATE.findall(line)}


def plan_year(evidence: Evidence) -> tuple[int | None, list[Problem]]:
    """Tell the year and what is doubtful about it; never guessed in silence.

    The title goes first, then the date of issue: a plan issued in December is
    for the next year unless it says otherwise. Of a school year it is the first.
    """
    problems = list(_contradictions(evidence))
    year, is_weak = _certain(evidence), False
    if year is None and not evidence.named and not headings.SCHOOL_YEAR.search(evidence.title):
        year, is_weak = _likely(evidence), True
    if year is None:
        is_silent = not evidence.named and evidence.issued_on is None
        key = "document.no_year" if is_silent else "document.year_unclear"
        return None, [*problems, Problem(key, words=evidence.title)]
    if is_weak:
        problems.append(Problem("document.year_inferred", Severity.NOTICE, facts={"year": year}))
    return year, problems


def school_year(title: str) -> bool:
    """Whether a document is for a school year: its months 1 to 7 lie in the year after."""
    return any(_first_of_school_year(title))


def _first_of_school_year(title: str) -> set[int]:
    spans = headings.SCHOOL_YEAR.findall(title)
    return {int(first) for first, last in spans if first and int(last) == int(first) + 1}


def _certain(evidence: Evidence) -> int | None:
    """Return the year on which the title and the date of issue agree; None if they leave a choice."""
    issued = evidence.issued_on
    if headings.SCHOOL_YEAR.search(evidence.title):
        possible = _first_of_school_year(evidence.title)
        return _only({year for year in possible if issued is None or issued.year in (year, year + 1)})
    if issued and evidence.genre is Genre.DISPATCH:
        return issued.year
    if evidence.named:
        near = {issued.year, issued.year + 1} if issued else evidence.named
        return _only(evidence.named & near)
    if evidence.genre is Genre.SCHEDULE and (dated := _years(headings.FULL_DATE.findall(evidence.title))):
        return max(dated)
    return issued.year if issued and issued.month != _DECEMBER else None


def _likely(evidence: Evidence) -> int | None:
    """Return the year that weaker signs speak for: the plan above, a date in part, a day in the title."""
    above = {
        year for line in evidence.preamble for year in _years(headings.TITLE_YEAR.findall(_undated(line)))
    }
    if issued := evidence.issued_on:
        later = issued.year + (evidence.genre is Genre.PLAN)
        return max(above & {issued.year, issued.year + 1}, default=later)
    if evidence.partial and not list(_contradictions(evidence)):
        return evidence.partial
    return max(_years(headings.FULL_DATE.findall(evidence.title)) or above, default=None)


def _contradictions(evidence: Evidence) -> Iterable[Problem]:
    """Find a printed year that lies before that of a cited paper."""
    printed = evidence.issued_on.year if evidence.issued_on else evidence.partial
    if printed and evidence.cited and max(evidence.cited) > printed:
        facts = {"printed": printed, "cited": max(evidence.cited)}
        yield Problem("document.year_contradicted", words=str(printed), facts=facts)


def _undated(line: str) -> str:
    """Leave out the whole dates of a line: their years are those of papers."""
    return headings.FULL_DATE.sub("", line)


def _years(found: Iterable[str]) -> set[int]:
    return set(map(int, found))


def _only(possible: set[int]) -> int | None:
    return next(iter(possible)) if len(possible) == 1 else None
