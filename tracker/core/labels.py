"""Which of several dates in one task is which, when the task is read again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, count

from tracker.core.expansion import Draft

LONGEST_COUNT = 3  # digits; a longer label is a period


def keep_labels(drafts: Sequence[Draft], live: Mapping[str, date], gone: Mapping[str, date]) -> list[Draft]:
    """Let a date keep its label when dates beside it come or go.

    ``live`` and ``gone`` give the day of every label that the task has or had.
    A day that was there keeps its label. If as many dates are left as before,
    the others are the moved ones, in their order; if not, they are new and get
    labels that nobody ever had. Dates of a task that had none left are those
    that it lost. Turns of a period are labelled by it and stay.
    """
    counted = [draft for draft in drafts if _is_count(draft.label)]
    known = {label: day for label, day in {**gone, **live}.items() if _is_count(label)}
    kept = _same_days(counted, known)
    left = [label for label in (live or gone) if _is_count(label) and label not in kept.values()]
    is_move = not live or len(counted) - len(kept) == len(left)
    new = _unused({*known, *kept.values()})
    labels = chain(left, new) if is_move else new
    return [
        replace(draft, label=kept.get(index) or (next(labels) if index not in kept else ""))
        if _is_count(draft.label)
        else draft
        for index, draft in _numbered(drafts)
    ]


def _numbered(drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft]]:
    """Number the counted drafts from 0; the others have -1."""
    numbers = count()
    return ((next(numbers) if _is_count(draft.label) else -1, draft) for draft in drafts)


def _same_days(counted: Sequence[Draft], known: Mapping[str, date]) -> dict[int, str]:
    """Pair counted drafts, by their number, with the labels of the same day."""
    free = dict(known)
    found: dict[int, str] = {}
    for index, draft in enumerate(counted):
        label = next((label for label, day in free.items() if day == draft.dates.due_on), None)
        if label is not None:
            found[index] = label
            del free[label]
    return found


def _is_count(label: str) -> bool:
    return label == "" or (label.isdigit() and len(label) <= LONGEST_COUNT)


def _unused(labels: set[str]) -> Iterator[str]:
    """Yield labels that nobody has: none for the first, then 2, 3, ..."""
    return (label for label in ("" if n == 1 else str(n) for n in count(1)) if label not in labels)
