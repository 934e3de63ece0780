"""Who must do a row and who helps: its cells, the heading above it, its own sentence."""

from collections.abc import Callable, Iterator

from tracker.core.directory import Directory
from tracker.core.plan import Party
from tracker.readers.owners.namelists import is_office
from tracker.readers.owners.parties import Owners, owners_in_heading, owners_in_sentence
from tracker.readers.tables.groups import one_line
from tracker.readers.tables.ordinals import mark_of
from tracker.readers.tables.planrow import PlanRow
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column

OwnerReader = Callable[[str], Owners]


def owners_of(row: PlanRow, read: OwnerReader, directory: Directory | None) -> Owners:
    """Return the owners of a row, its cells taken apart by ``read``; an empty cell may go on from above."""
    owners = read(_names(_said(row, Column.LEAD)))
    if row.columns.holds_both_owners and not owners.partners:
        owners = Owners(owners.lead[:1], owners.lead[1:])
    helpers = read(_names(_said(row, Column.PARTNERS)))
    partners = (*owners.partners, *helpers.lead, *helpers.partners)
    if owners.lead:
        return Owners(owners.lead, _others(partners, owners.lead))
    named = _named_around(row, directory)
    return Owners(named.lead, _others((*named.partners, *partners), named.lead))


def _others(partners: tuple[Party, ...], lead: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(party for party in dict.fromkeys(partners) if party not in lead)


def _said(row: PlanRow, column: Column) -> str:
    lent = row.inherited.get(column)
    said = row[column] or (lent.text if lent else "")
    return "" if words.UNDECIDED.match(said) else said


def _named_around(row: PlanRow, directory: Directory | None) -> Owners:
    """Find the owners in the headings above, or in the sentence of a table without a column for them."""
    headings = (mark_of(group.title)[1] for group in reversed(row.context.groups) if not group.period)
    found = (owners_in_heading(heading.strip(" :."), directory) for heading in headings)
    own = None if row.has(Column.LEAD) else owners_in_sentence(one_line(row[Column.TASK]), directory)
    return own or next(filter(None, found), Owners())


def _names(cell: str) -> str:
    """Join the lines of a cell: a line that names another office or role begins a new name."""
    return "".join(_joined(cell.split("\n")))


def _joined(lines: list[str]) -> Iterator[str]:
    above = ""
    for line in lines:
        bare = words.ITEM.sub("", line)
        is_new = bare != line or is_office(bare) or words.LABELLED.match(bare)
        is_open = above.endswith((",", ";", ":")) or words.ENDS_IN_AND.search(above)
        if above:
            yield "; " if is_new and not is_open else " "
        yield bare
        above = bare
