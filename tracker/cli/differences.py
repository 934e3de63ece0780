"""What a document does to a plan, as people read it and as programs do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.i18n import Translator
from tracker.i18n.dates import short_date

if TYPE_CHECKING:
    from tracker.services.expanding import Expansion, Move
    from tracker.services.merging import TaskChange

COUNTED = ("added", "moved", "reworded", "withdrawn")


def counts(expansion: "Expansion", say: Translator) -> str:
    """Count what happens to the obligations of a plan."""
    found = [(name, getattr(expansion, name)) for name in COUNTED]
    text = ", ".join(say(f"cli.import.{name}", count=len(ids)) for name, ids in found if ids)
    return text or say("cli.import.unchanged")


def difference_lines(
    expansion: "Expansion",
    changes: "Sequence[TaskChange]",
    titles: Mapping[str, str],
    say: Translator,
) -> Iterator[str]:
    """Yield a line for every task that is new, gone or reads otherwise, and for every date that moves."""
    for change in changes:
        yield say(f"cli.change.{change.kind}", number=change.number, title=change.title)
        for name, before in change.before.items():
            was, is_now = _words(before), _words(change.after[name])
            yield say("cli.change.part", part=say(f"cli.part.{name}"), before=was, after=is_now)
    for move in expansion.moved:
        yield move_line(move, titles.get(move.obligation_id, ""), say)
    for name in expansion.withdrawn:
        yield say("cli.change.withdrawn", id=name, title=titles.get(name, ""))


def _words(parts: Sequence[str]) -> str:
    return "; ".join(filter(None, parts)) or "-"


def move_line(move: "Move", title: str, say: Translator) -> str:
    """Say from which day to which an obligation moves; where only the working day does, say that one."""
    days = (move.before.due_on, move.after.due_on)
    name = "move" if days[0] != days[1] else "move_act_by"
    before, after = days if name == "move" else (move.before.act_by, move.after.act_by)
    shown = {"before": short_date(before, say), "after": short_date(after, say)}
    return say(f"cli.change.{name}", id=move.obligation_id, title=title, **shown)


def difference_shape(expansion: "Expansion", changes: "Sequence[TaskChange]") -> dict[str, Any]:
    """Return a difference as JSON knows it."""
    return {
        "added": expansion.added,
        "restored": expansion.restored,
        "moved": [
            {
                "id": move.obligation_id,
                "from": move.due_from,
                "to": move.due_to,
                "act_by_from": move.before.act_by,
                "act_by_to": move.after.act_by,
            }
            for move in expansion.moved
        ],
        "reworded": expansion.reworded,
        "withdrawn": expansion.withdrawn,
        "kept": len(expansion.kept),
        "changes": [
            {
                "task": change.number,
                "kind": change.kind,
                "ordinal": change.ordinal,
                "title": change.title,
                "before": change.before,
                "after": change.after,
            }
            for change in changes
        ],
    }
