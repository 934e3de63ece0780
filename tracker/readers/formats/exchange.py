"""A document as JSON and back: what a child process hands to its parent."""

import json
from typing import Any

from tracker.errors import Place, Problem, Severity
from tracker.readers.document import Document, Paragraph, Row, Table

_WORDS = frozenset({"file", "sheet", "key"})  # of a place; its other parts are numbers


def to_json(document: Document) -> str:
    """Write a document as JSON."""
    return json.dumps(
        {
            "name": document.name,
            "blocks": [_block(block) for block in document.blocks],
            "problems": [_problem(problem) for problem in document.problems],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Document:
    """Read what ``to_json`` wrote; raise ``ValueError`` for anything else."""
    try:
        stated = json.loads(text)
        return Document(
            _text(stated["name"]),
            tuple(map(_read_block, stated["blocks"])),
            tuple(map(_read_problem, stated["problems"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no document") from error


def _block(block: Paragraph | Table) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text, "place": _place(block.place), "after_gap": block.after_gap}
    rows = [[row.cells, _place(row.place), sorted(row.held)] for row in block.rows]
    return {"rows": rows, "is_grid": block.is_grid}


def _read_block(stated: dict[str, Any]) -> Paragraph | Table:
    if "rows" not in stated:
        return Paragraph(_text(stated["text"]), _read_place(stated["place"]), stated["after_gap"] is True)
    return Table(tuple(_read_row(*row) for row in stated["rows"]), stated["is_grid"] is True)


def _read_row(cells: list[str], place: dict[str, Any], held: list[int]) -> Row:
    return Row(tuple(map(_text, cells)), _read_place(place), frozenset(map(_number, held)))


def _place(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in Place.__slots__ if getattr(place, name)}


def _read_place(stated: dict[str, Any]) -> Place:
    parts: dict[str, Any] = {
        name: _text(part) if name in _WORDS else _number(part) for name, part in stated.items()
    }
    return Place(**parts)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "key": problem.key,
        "severity": problem.severity.value,
        "place": _place(problem.place),
        "words": problem.words,
        "facts": dict(problem.facts),
    }


def _read_problem(stated: dict[str, Any]) -> Problem:
    place, severity = _read_place(stated["place"]), Severity(stated["severity"])
    return Problem(_text(stated["key"]), severity, place, _text(stated["words"]), dict(stated["facts"]))


def _text(stated: object) -> str:
    if isinstance(stated, str):
        return stated
    raise TypeError(stated)


def _number(stated: object) -> int:
    if isinstance(stated, int) and not isinstance(stated, bool):
        return stated
    raise TypeError(stated)
