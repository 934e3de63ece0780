"""Who must do it and who helps: the owners of a duty, taken apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import merge

from tracker.core.directory import Directory
from tracker.core.names import LONGEST_NAME
from tracker.core.plan import Party
from tracker.readers.owners.namelists import (
    LONGEST_LIST,
    hide_brackets,
    is_group,
    is_known,
    is_office,
    opens,
    split_names,
    trim,
)
from tracker.readers.words import headings, offices

_BRACKET = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_LONGEST_PARTNER = 80  # letters, in a sentence: a longer one runs on into the duty


@dataclass(frozen=True, slots=True)
class Owners:
    """The parties of one duty, in their written order."""

    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()


class _Role(Enum):
    LEAD = "lead"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words that say a role; ``in_brackets`` it is that of the one name before it."""

    start: int
    end: int
    role: _Role
    in_brackets: bool = False


_Said = tuple[_Role | None, str]


def read_owners(text: str, directory: Directory | None) -> Owners:
    """Part "A chủ trì phối hợp với B và C"; without such words everybody named leads.

    A crowd that is concerned ("các đơn vị liên quan") helps whoever is named before it.
    """
    if len(text) > LONGEST_LIST:
        return Owners((_party(text, directory),))
    said = [
        (role, name)
        for role, names in _roles(_joined(text))
        for name in split_names(names, directory)
        if not headings.DUTY.match(f" {name}")  # "chủ trì, tham mưu UBND": what is to be done, not who
    ]
    is_led = any(role is _Role.LEAD for role, _ in said)
    lead: list[str] = []
    partners: list[str] = []
    for role, name in said:
        helps = is_led if role is None else role is _Role.HELP
        concerned = role is None and bool(lead) and offices.CONCERNED.search(name) and opens(name)
        (partners if helps or concerned else lead).append(name)
    if not lead and _act_together(text):
        lead, partners = partners, []
    return Owners(_parties(lead, directory), _parties(partners, directory))


def _act_together(text: str) -> bool:
    """Whether everybody before it helps and nobody leads: "Phòng Nội vụ và UBND xã cùng phối hợp"."""
    marks = _marks(trim(text))
    return (
        len(marks) == 1
        and marks[0].role is _Role.HELP
        and marks[0].start > 0
        and marks[0].end == len(trim(text))
    )


def owners_in_heading(text: str, directory: Directory | None) -> Owners | None:
    """Read a heading such as "1. Giao Sở Nội vụ" as owners; None if it names anything else."""
    bare = trim(offices.ORDERS.sub("", text))
    if len(bare) > LONGEST_NAME or headings.DUTY.search(bare):
        return None
    return _all_named(read_owners(bare, directory), directory)


def owners_in_sentence(text: str, directory: Directory | None) -> Owners | None:
    """Read the owners with which a duty begins: "Sở Nội vụ tổng hợp ...", "Phòng Nội vụ: ..."."""
    bare = _from_owner(text[:LONGEST_LIST])
    verbs = [verb for pattern in (headings.DUTY, offices.ADVERB) for verb in pattern.finditer(bare)]
    colon = [at for at in (bare.find(":"),) if at > 0]
    first = min([verb.start() for verb in verbs if verb.start()] + colon, default=0)
    if not first:
        return None
    duties = [verb.start() for verb in verbs if verb.start() and not offices.ROLE_VERB.match(verb[0])]
    last = min(duties + colon, default=len(bare))
    whole = _all_named(read_owners(bare[:last], directory), directory) if first < last else None
    return _curbed(whole, directory) if whole else owners_in_heading(bare[:first], directory)


def _from_owner(text: str) -> str:
    """Leave out the order and the time before an owner: "Giao Sở ...", "Định kỳ hằng quý, Sở ..."."""
    bare = offices.ORDERS.sub("", text)
    time = offices.TIME_FIRST.match(bare)
    rest = offices.ORDERS.sub("", bare[time.end() :]) if time else ""
    return rest if is_office(rest) else bare


def _all_named(owners: Owners, directory: Directory | None) -> Owners | None:
    """Return the owners if every lead is an office or somebody known."""
    named = all(_is_named(party.name, directory) for party in owners.lead)
    return owners if owners.lead and named else None


def _is_named(name: str, directory: Directory | None) -> bool:
    officer = offices.OFFICER.match(name)
    of_office = officer is not None and opens(name[officer.end() :].strip())
    return is_office(name) or of_office or offices.PERSON.match(name) is not None or is_known(name, directory)


def _curbed(owners: Owners, directory: Directory | None) -> Owners:
    """Leave out partners that are no names: where a sentence goes on, its end is not told."""
    partners = (party for party in owners.partners if len(party.name) <= _LONGEST_PARTNER)
    return Owners(
        owners.lead, tuple(one for one in partners if opens(one.name) or is_known(one.name, directory))
    )


def _joined(text: str) -> str:
    """Join lines that go on with those before them; bullets go, and a line that begins a name stays one."""
    lines = [offices.BULLET.sub("", line).strip() for line in text.split("\n")]
    joined = lines[0]
    for line in filter(None, lines[1:]):
        goes_on = offices.GOES_ON.search(joined) or not (line[:1].isupper() or opens(line) or _marks(line))
        joined = f"{joined} {line}" if goes_on else f"{joined}\n{line}"
    return offices.ROLE_IN_BRACKETS.sub(_opened, offices.ORDERS.sub("", joined))


def _roles(text: str) -> Iterator[_Said]:
    """Yield the parts of a text that hold names, each with the role that its words say, None without any.

    A role follows its names ("A chủ trì"), or stands before them where a colon or
    "với" says so, or where nothing else stands before it ("Chủ trì: A. Phối hợp: B").
    """
    begin, leading = 0, None
    for mark in _marks(text):
        before, after = text[begin : mark.start], text[mark.end :]
        if mark.in_brackets:
            yield from _of_last_name(before, mark.role, leading)
            leading = None
        elif _stands_before(mark, text[mark.start : mark.end], before, after):
            yield leading, before
            leading = mark.role
        else:
            yield from _of_last_clause(before, mark.role, leading)
            leading = None
        begin = mark.end + (_deed(after) if leading is None else 0)
    yield leading, text[begin:]


def _marks(text: str) -> list[_Mark]:
    """Find the words that say roles; brackets that only name something are not looked into."""
    brackets = (
        _Mark(*found.span(), _role_in(found[1]), in_brackets=True)
        for found in offices.ROLE_IN_BRACKETS.finditer(text)
    )
    hidden = hide_brackets(text)
    leads = (_Mark(*found.span(), _Role.LEAD) for found in offices.LEADS.finditer(hidden))
    helps = (_Mark(*found.span(), _Role.HELP) for found in offices.HELPS.finditer(hidden))
    return list(merge(brackets, merge(leads, helps, key=_start), key=_start))


def _start(mark: _Mark) -> int:
    return mark.start


def _role_in(words: str) -> _Role:
    leads = offices.LEADS_IN_BRACKETS.match(words) or offices.LEADS.search(words)
    return _Role.LEAD if leads else _Role.HELP


def _opened(bracket: re.Match[str]) -> str:
    """Take the signs away from a bracket that says with whom: "(phối hợp với Sở Y tế)"."""
    if offices.SHORT_ROLE.match(bracket[1]):
        return bracket[0]
    others = offices.HELPS.sub("", offices.LEADS.sub("", bracket[1]))
    return f" {bracket[1]};" if trim(others) else bracket[0]


def _stands_before(mark: _Mark, words: str, before: str, after: str) -> bool:
    if offices.NAMES_FOLLOW.search(words) or not trim(before):
        return True
    return (
        mark.role is _Role.HELP
        and after[:1].isspace()
        and (after.strip()[:1].isupper() or opens(after.strip()))
    )


def _of_last_name(text: str, role: _Role, leading: _Role | None) -> Iterator[_Said]:
    """Give a role in brackets to the name before it, and the open one to those before that."""
    *others, last = list(split_names(text, None)) or [""]
    yield from ((leading, name) for name in others)
    yield role, last


def _of_last_clause(text: str, role: _Role, leading: _Role | None) -> Iterator[_Said]:
    """Give a role to the names before it, back to where the names of an open role end."""
    ends = list(offices.CLAUSE_ENDS.finditer(hide_brackets(text))) if leading else []
    if ends:
        yield leading, text[: ends[-1].start()]
        yield role, text[ends[-1].end() :]
    else:
        yield leading or role, text


def _deed(after: str) -> int:
    """Return the length of what is to be done, where it follows a role: "chủ trì xây dựng kế hoạch"."""
    if not headings.DUTY.match(after) or not after[:1].isspace():
        return 0
    end = offices.CLAUSE_ENDS.search(after)
    return end.start() if end else len(after)


def _parties(names: Sequence[str], directory: Directory | None) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(_party(name, directory) for name in names))


def _party(name: str, directory: Directory | None) -> Party:
    if opens(name) and not is_known(name, directory):
        name = offices.DEED_LAST.sub("", name) or name
    found = _BRACKET.match(name)
    if found and (opens(found[2]) or found[2].isupper() or is_known(found[2], directory)):
        return Party(found[1][:LONGEST_NAME], found[2], is_group(found[1], directory))
    return Party(name[:LONGEST_NAME], is_group=is_group(name, directory))
