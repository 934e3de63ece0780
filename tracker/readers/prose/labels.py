"""Labelled lines: what "Thời gian: ...", "Đơn vị chủ trì: ..." say of the duty above them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tracker.readers.numbering import Level
from tracker.readers.owners.namelists import opens
from tracker.readers.prose.outline import Item
from tracker.readers.words import duties as words
from tracker.readers.words import headings
from tracker.readers.words.duties import Label

_EDGES = " .;,-+–"
_OPENS = " (;:,-–"
_LONGEST_VALUE = 2000  # letters


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label with what it says; ``item`` is the line it stands in, ``before`` what qualifies it."""

    kind: Label
    name: str
    value: str
    item: Item
    before: str = ""

    @property
    def words(self) -> str:
        """The label and its value, as the grammar of time reads them."""
        return f"{self.name}: {self.value}" if self.name else self.value


@dataclass(frozen=True, slots=True)
class Group:
    """A line and the labels that speak of it; ``text`` is what it says before its own first label."""

    item: Item
    text: str
    labels: tuple[Labelled, ...] = ()


IsTime = Callable[[Item], bool]
"""Whether a line says a time and nothing else."""


def labels_in(item: Item, is_time: IsTime) -> tuple[str, list[Labelled]]:
    """Part a line into what stands before its first label, and its labels; a bare time is one."""
    if found := words.TIME_AFTER_LABEL.match(item.text):
        value = item.text[found.end() :].strip()
        return "", [Labelled(Label.TIME, found[2].strip(), value, item, found[1].strip())]
    if bare := words.BARE_LABEL.match(item.text):
        return _bare(item, _kind(bare.lastgroup), is_time)
    marks = list(words.LABEL.finditer(item.text))
    if not marks and is_time(item):
        return "", [Labelled(Label.TIME, "", item.text, item)]
    if not marks:
        return item.text, []
    ends = [mark.start() for mark in marks] + [len(item.text)]
    labels = [
        Labelled(_kind(mark.lastgroup), mark[mark.lastgroup or 0], _value(item.text[mark.end() : end]), item)
        for mark, end in zip(marks, ends[1:], strict=True)
    ]
    if len(labels) == 1 and labels[0].kind is Label.CONTENT and not ends[0]:
        return labels[0].value, []
    return item.text[: ends[0]].strip(_OPENS), _with_times_below(item, labels, is_time)


def _bare(item: Item, kind: Label, is_time: IsTime) -> tuple[str, list[Labelled]]:
    """Read a label that stands alone: the lines below it are its value, or it is a plain heading."""
    is_value = is_time if kind is Label.TIME else partial(_is_value, kind)
    if item.mark.level <= Level.SECTION or not all(map(is_value, item.children)):
        return item.text, []
    return "", [Labelled(kind, item.text.strip(" .:"), _joined(item.children), item)]


def _is_value(kind: Label, item: Item) -> bool:
    """Whether a line below a bare label is what the label says: one of the owners by name."""
    names_owner = opens(item.text) and not headings.DUTY.search(item.text) and ":" not in item.text
    return kind in (Label.LEAD, Label.PARTNERS) and names_owner and not item.children


def _with_times_below(item: Item, labels: list[Labelled], is_time: IsTime) -> list[Labelled]:
    """Add the times that stand in lines of their own below the label ("02 đợt: ...")."""
    below = _joined([child for child in item.children if is_time(child)])
    if not below or not labels or labels[-1].kind is not Label.TIME:
        return labels
    return [*labels[:-1], replace(labels[-1], value=f"{labels[-1].value}; {below}".strip("; "))]


def _joined(items: Sequence[Item]) -> str:
    return "; ".join(item.text.strip(_EDGES) for item in items)[:_LONGEST_VALUE]


def _value(text: str) -> str:
    """Return what a label says, without the bracket that closes behind it."""
    value = text.strip(_EDGES)
    return value.removesuffix(")") if value.count(")") > value.count("(") else value


def _kind(name: str | None) -> Label:
    return Label[name or Label.OTHER.name]


def of_kind(labels: Iterable[Labelled], kind: Label) -> Iterator[Labelled]:
    """Yield the labels of one kind that say something."""
    return (label for label in labels if label.kind is kind and label.value)


def grouped(
    items: Sequence[Item], is_time: IsTime, *, names_a_duty: bool
) -> tuple[list[Labelled], list[Group]]:
    """Give the labels among lines that follow one another to the line they speak of.

    The first part of the answer is what speaks of the line above them all: the
    labels that come first, those with letters or numbers of their own, and the
    rest too where that line names a duty and only one time is said.
    """
    parted = [(item, *labels_in(item, is_time)) for item in items]
    times = sum(1 for _, text, labels in parted if not text for _ in of_kind(labels, Label.TIME))
    is_of_above = names_a_duty and times <= 1
    above: list[Labelled] = []
    groups: list[Group] = []
    for item, text, labels in parted:
        if text or not labels:
            groups.append(Group(item, text, tuple(labels)))
            continue
        if is_of_above or not groups or item.mark.label:
            above.extend(labels)
        else:
            groups[-1] = replace(groups[-1], labels=(*groups[-1].labels, *labels))
        groups.extend(Group(below, below.text) for below in item.children if _is_apart(below, labels))
    return above, groups


def _is_apart(item: Item, labels: Sequence[Labelled]) -> bool:
    """Whether a paragraph below a labelled line is no part of what the label says."""
    return item.is_bare and all(item.text.strip(_EDGES) not in label.value for label in labels)
