"""Tables as Word and Excel give them: merged cells are known."""

from tracker.errors import Place
from tracker.readers.document import Document, Paragraph, Row, Table
from tracker.readers.tasks import read_plan

ABOVE = "^"


def grid(*rows):
    """Make a table of rows; a cell "^" is merged with the one above it."""
    made, above = [], ()
    for number, row in enumerate(rows, 1):
        cells = tuple(above[at] if cell == ABOVE else cell for at, cell in enumerate(row))
        held = frozenset(at for at, cell in enumerate(row) if cell == ABOVE)
        made.append(Row(cells, Place(table=1, row=number), held))
        above = cells
    return Table(tuple(made), is_grid=True)


def paragraph(text, line=1):
    return Paragraph(text, Place(line=line))


def plan_of(calendar, *blocks, **facts):
    """Read blocks as a plan of 2024."""
    return read_plan(
        Document("plan", blocks), **{"directory": None, "calendar": calendar, "year": 2024, **facts}
    )


def days(task):
    """The first and the last day of each reading, as text."""
    return [f"{reading.start or ''}..{reading.due_on or ''}" for reading in task.readings]


def names(parties):
    return [party.name for party in parties]


def told(read, prefix="task."):
    """The keys of the problems of tasks."""
    return [problem.key for problem in read.problems if problem.key.startswith(prefix)]
