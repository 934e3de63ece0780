"""Who must do it and who helps: the owners of a duty, taken apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from tracker.core.directory import Directory
from tracker.core.plan import Party
from tracker.readers import headings

LONGEST_LIST = 2000  # letters; longer text is no list of names and stays whole
LONGEST_NAME = 300
_JOINTS_IN_A_NAME = 6
_BRACKET = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_EDGES = " ,;:.-–+"


@dataclass(frozen=True, slots=True)
class Owners:
    """The parties of one duty, in their written order."""

    lead: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()


def read_owners(text: str, directory: Directory | None) -> Owners:
    """Part "A chủ trì phối hợp với B và C"; without these words everybody named leads."""
    if headings.ROLE_IN_BRACKETS.search(text):
        lead, partners = _by_brackets(text)
    else:
        lead, partners = _by_words(text)
    return Owners(_parties(lead, directory), _parties(partners, directory))


def owners_in_heading(text: str, directory: Directory | None) -> Owners | None:
    """Read a heading such as "1. Giao Sở Nội vụ" as owners; None if it names anything else."""
    bare = headings.ORDERS.sub("", text).strip(_EDGES)
    if len(bare) > LONGEST_NAME or headings.DUTY.search(bare):
        return None
    owners = read_owners(bare, directory)
    named = [name for name in owners.lead if is_office(name.name) or _is_known(name.name, directory)]
    return owners if owners.lead and len(named) == len(owners.lead) else None


def owners_in_sentence(text: str, directory: Directory | None) -> Owners | None:
    """Read the owners with which a duty begins: "Sở Nội vụ tổng hợp ...", "Phòng Nội vụ: ..."."""
    bare = headings.ORDERS.sub("", text)
    verb = headings.DUTY.search(bare)
    colon = bare.find(":")
    ends = [end for end in (verb.start() if verb else -1, colon) if end > 0]
    return owners_in_heading(bare[: min(ends)], directory) if ends else None


def _by_brackets(text: str) -> tuple[list[str], list[str]]:
    """Part "A (chủ trì), B (phối hợp)"; what no bracket follows helps."""
    lead: list[str] = []
    partners: list[str] = []
    begin = 0
    for role in headings.ROLE_IN_BRACKETS.finditer(text):
        names = text[begin : role.start()]
        (lead if role[1].casefold() == headings.LEAD_ROLE else partners).append(names)
        begin = role.end()
    return lead, [*partners, text[begin:]]


def _by_words(text: str) -> tuple[list[str], list[str]]:
    """Part "A chủ trì, phối hợp với B", "Chủ trì: A; phối hợp: B" and "A chủ trì, B phối hợp"."""
    hidden = _hide_brackets(text)
    leads = ((word.span(), True) for word in headings.LEADS.finditer(hidden))
    helps = ((word.span(), False) for word in headings.HELPS.finditer(hidden))
    lead: list[str] = []
    partners: list[str] = []
    begin, names = 0, lead
    for (start, end), is_lead in merge(leads, helps):
        names.append(text[begin:start])
        begin, names = end, lead if is_lead else partners
    names.append(text[begin:])
    said = [part for part in lead if _trim(part)]
    if partners and not any(map(_trim, partners)) and len(said) > 1:
        return said[:-1], said[-1:]
    return said, partners


def _parties(parts: list[str], directory: Directory | None) -> tuple[Party, ...]:
    names = (name for part in parts for name in split_names(part, directory))
    return tuple(dict.fromkeys(_party(name, directory) for name in names))


def split_names(text: str, directory: Directory | None) -> Iterator[str]:
    """Part a list of names at "và", commas and semicolons.

    Commas and "và" stand inside names too ("Sở Văn hóa, Thể thao và Du lịch"):
    they part only what is recognised on both sides.
    """
    text = _trim(text)
    if len(text) > LONGEST_LIST:
        yield text
        return
    joints = [joint.span() for joint in headings.JOINTS.finditer(_hide_brackets(text))]
    joints.append((len(text), len(text)))
    begin, first = 0, 0
    while first < len(joints):
        last = _after_name(text, begin, joints[first:], directory)
        start, end = joints[first + last]
        if name := _trim(text[begin:start]):
            yield name
        begin, first = end, first + last + 1


_Joints = list[tuple[int, int]]


def _after_name(text: str, begin: int, joints: _Joints, directory: Directory | None) -> int:
    known = _after_known_name(text, begin, joints, directory)
    if known is not None:
        return known
    for number, (start, end) in enumerate(joints[:-1]):
        if ";" in text[start:end] or _name_ends(text, begin, joints[number:], directory):
            return number
    return len(joints) - 1


def _after_known_name(text: str, begin: int, joints: _Joints, directory: Directory | None) -> int | None:
    """Return the joint after the longest name that the directory knows, if it knows one here."""
    ahead = range(min(_JOINTS_IN_A_NAME, len(joints)) - 1, -1, -1)
    return next((n for n in ahead if _is_known(text[begin : joints[n][0]], directory)), None)


def _name_ends(text: str, begin: int, joints: _Joints, directory: Directory | None) -> bool:
    """Whether one name ends and another begins at the first of these joints."""
    start, end = joints[0]
    left, right = text[begin:start], text[end:]
    if headings.SHARED_OFFICE.match(left) and headings.ASSEMBLY.match(right):
        return False
    return _opens(left) and (_opens(right) or _after_known_name(text, end, joints[1:], directory) is not None)


def _opens(text: str) -> bool:
    return is_office(text) or headings.GROUP.match(text) is not None


def is_office(text: str) -> bool:
    """Whether words begin as the name of an office or of a crowd of offices does."""
    if headings.CROWD.match(text):
        return True
    return text[:1].isupper() and bool(headings.OFFICE.match(text)) and not headings.NOT_AN_OFFICE.match(text)


def _is_known(name: str, directory: Directory | None) -> bool:
    if directory is None or len(name) > LONGEST_NAME:
        return False
    return directory.find(_IN_BRACKETS.sub("", name)) is not None


def _party(name: str, directory: Directory | None) -> Party:
    found = _BRACKET.match(name)
    if found and (_opens(found[2]) or found[2].isupper() or _is_known(found[2], directory)):
        return Party(found[1][:LONGEST_NAME], found[2], _is_group(found[1], directory))
    return Party(name[:LONGEST_NAME], is_group=_is_group(name, directory))


def _is_group(name: str, directory: Directory | None) -> bool:
    if _is_known(name, directory):
        return False
    return headings.GROUP.match(name) is not None or headings.GROUP_INSIDE.search(name) is not None


def _hide_brackets(text: str) -> str:
    return _IN_BRACKETS.sub(lambda found: "_" * len(found[0]), text)


def _trim(text: str) -> str:
    return headings.AND_FIRST.sub("", text.strip(_EDGES)).strip(_EDGES)
