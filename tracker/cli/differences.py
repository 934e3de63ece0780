"""What a document does to a plan, as people read it and as programs do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from tracker.i18n import Translator
from tracker.i18n.dates import marked, short_date

if TYPE_CHECKING:
    from tracker.services.expanding import Expansion, Move
    from tracker.services.merging import TaskChange

WIDEST = 90  # letters of a text that is only to be recognised
WORDS_BEFORE = 3  # of those that stayed, before the first that did not
COUNTED = ("added", "moved", "reworded", "withdrawn")


def counts(expansions: "Iterable[Expansion]", say: Translator) -> str:
    """Count what happens to the obligations of plans."""
    found = dict.fromkeys(COUNTED, 0)
    for expansion in expansions:
        for name in COUNTED:
            found[name] += len(getattr(expansion, name))
    text = ", ".join(say(f"cli.import.{name}", count=count) for name, count in found.items() if count)
    return text or say("cli.import.unchanged")


def difference_lines(
    expansion: "Expansion",
    changes: "Sequence[TaskChange]",
    titles: Mapping[str, str],
    say: Translator,
) -> Iterator[str]:
    """Yield a line for every task that is new, gone or reads otherwise, and every date that moves or goes."""
    for change in changes:
        yield say(f"cli.change.{change.kind}", number=change.number, title=_cut(change.title))
        yield from _parts(change, say)
    for move in expansion.moved:
        yield _move_line(move, _cut(titles.get(move.obligation_id, "")), say)
    gone = {change.title for change in changes if change.kind == "vanished"}
    for name in expansion.withdrawn:
        if titles.get(name) not in gone:
            yield say("cli.change.withdrawn", id=name, title=_cut(titles.get(name, "")))


def _parts(change: "TaskChange", say: Translator) -> Iterator[str]:
    """Yield the parts of a task that read otherwise; words of time within the title are said once."""
    for name, parts in change.before.items():
        before, after = "; ".join(parts), "; ".join(change.after[name])
        if name == "title" and "time" in change.after:
            times = (change.before["time"][0], change.after["time"][0])
            if before.replace(times[0], times[1]) == after:
                continue
        was, is_now = _where_they_differ(before, after)
        yield say("cli.change.part", part=say(f"cli.part.{name}"), before=was or "-", after=is_now or "-")


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Leave out the words that two texts begin with, and cut the rest to what fits a line."""
    old, new = before.split(), after.split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    skipped = max(0, same - WORDS_BEFORE)
    start = "… " if skipped else ""
    return _cut(start + " ".join(old[skipped:])), _cut(start + " ".join(new[skipped:]))


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1].rstrip()}…"


def _move_line(move: "Move", title: str, say: Translator) -> str:
    """Say both days of an obligation that moves, the new one marked where it may move again."""
    before, after, may_move = move.before, move.after, move.provisional
    due_on = day_change(before.due_on, after.due_on, say)
    due_on = marked(due_on, say, is_provisional=may_move.due_on)
    act_by = day_change(before.act_by, after.act_by, say)
    act_by = marked(act_by, say, is_provisional=may_move.act_by)
    return say("cli.change.move", id=move.obligation_id, title=title, due_on=due_on, act_by=act_by)


def day_change(before: date, after: date, say: Translator) -> str:
    """Say from which day to which; once where it stayed."""
    return short_date(after, say) if before == after else say("cli.change.day", before=before, after=after)


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
