"""Lists of names taken apart, and what a name is the name of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.core.directory import Directory
from tracker.core.names import LONGEST_NAME, canonical, is_common, is_field
from tracker.readers.words import headings, offices

LONGEST_LIST = 2000  # letters; longer text is no list of names and stays whole
_JOINTS_IN_A_NAME = 6
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_EDGES = " ,;:.-–+*•▪◦·/\n"
_LONGEST_OPENING = 60  # letters that tell what a name is the name of
_MOST_JOINTS = 200  # of a list; more are no list


def is_office(text: str) -> bool:
    """Whether words begin as the name of an office or of a crowd of offices does."""
    if offices.CROWD.match(text):
        return True
    return text[:1].isupper() and _begins_as_office(text)


def opens(text: str) -> bool:
    """Whether words begin as a name does in a list: an office, a crowd, a person."""
    text = text[:LONGEST_NAME]
    if is_office(text) or offices.GROUP.match(text) or offices.PERSON.match(text):
        return True
    if offices.OFFICER.match(text) and text[:1].isupper():
        return True
    opener = offices.OFFICE.match(
        text
    )  # "phòng Nội vụ", "thanh tra": small letters, and a name or nothing more
    following = text[opener.end() : opener.end() + 1] if opener else "x"
    return (following.isupper() or following in {"", ",", ";", "\n"}) and _begins_as_office(text)


def is_known(name: str, directory: Directory | None) -> bool:
    """Whether the directory has a unit of this name."""
    if directory is None or not name or len(name) > LONGEST_NAME:
        return False
    return directory.find(_IN_BRACKETS.sub("", name)) is not None


def is_group(name: str, directory: Directory | None) -> bool:
    """Whether a name is that of a crowd: nobody in particular."""
    if is_known(name, directory):
        return False
    return offices.GROUP.match(name) is not None or offices.GROUP_INSIDE.search(name) is not None


def hide_brackets(text: str) -> str:
    """Blot out what stands in brackets, so that nothing in it is read."""
    return _IN_BRACKETS.sub(lambda found: "_" * len(found[0]), text)


def trim(text: str) -> str:
    """Take what surrounds a name away: blanks, points, bullets, an "và" before it, "v.v." after it."""
    text = offices.AND_SO_ON.sub("", text)
    return offices.AND_FIRST.sub("", text.strip(_EDGES)).strip(_EDGES)


def split_names(text: str, directory: Directory | None) -> Iterator[str]:
    """Part a list of names at "và", commas, semicolons and lines.

    Commas and "và" stand inside names too ("Sở Văn hóa, Thể thao và Du lịch"):
    they part only what is recognised on both sides. One opener may serve several
    ("Sở Nội vụ, Tài chính"): it is repeated.
    """
    text, opener = _unshared(trim(text))
    joints = [joint.span() for joint in offices.JOINTS.finditer(hide_brackets(text[:LONGEST_LIST]))]
    if len(text) > LONGEST_LIST or len(joints) > _MOST_JOINTS:
        yield text
        return
    if offices.FIRST_NAMES.match(text) and not any(opens(f"{name} X") for name in _at_commas(text)):
        yield from _at_commas(text)
        return
    yield from _NameList(text, (*joints, (len(text), len(text))), directory).names(_Before(opener=opener))


def _at_commas(text: str) -> list[str]:
    return list(filter(None, map(trim, re.split("[,;]", text))))


def _unshared(text: str) -> tuple[str, str]:
    """Take "các sở" from a list of fields ("Các sở: Nội vụ, Tài chính"); return the opener they share."""
    found = offices.SHARED_OPENER.match(text)
    if found and any(is_field(text[found.end() : end], found[1]) for end in _ends(text, found.end())):
        return text[found.end() :], found[1].capitalize()
    return text, ""


def _ends(text: str, begin: int) -> Iterator[int]:
    """Yield where a name from ``begin`` could end."""
    joints = islice(offices.JOINTS.finditer(text, begin), _JOINTS_IN_A_NAME)
    yield from (joint.start() for joint in joints)
    yield len(text)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the name before leaves to those after it: an opener, a territory's office, being a person."""

    opener: str = ""  # "Sở", which may go for "Tài chính" too
    office: str = ""  # "UBND", which may go for another "xã"
    tier: str = ""
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class _NameList:
    """A list of names with its joints (begin, end); the last joint is the end of the text."""

    text: str
    joints: tuple[tuple[int, int], ...]
    directory: Directory | None

    def names(self, before: _Before) -> Iterator[str]:
        """Yield the names, what several share repeated."""
        begin, first = 0, 0
        while first < len(self.joints):
            last, shared = self._after_name(begin, first, before)
            start, end = self.joints[last]
            if name := trim(self.text[begin:start]):
                yield f"{shared} {name}".strip()
                before = _left_by(f"{shared} {name}".strip(), before)
            begin, first = end, last + 1

    def _after_name(self, begin: int, first: int, before: _Before) -> tuple[int, str]:
        """Return the joint that ends the name here, and what it shares with the name before."""
        if (known := self._after_known_name(begin, first)) is not None:
            return known, ""
        if before.opener and (field := self._after_field(begin, first, before.opener)) is not None:
            return field, before.opener
        last = len(self.joints) - 1
        ends = (n for n in range(first, last) if self._name_ends(begin, n, before))
        place = offices.TERRITORY.match(self.text[begin:])
        shared = before.office if place and place[0].lower() == before.tier else ""
        return next(ends, last), before.opener if begin == 0 else shared

    def _candidates(self, first: int) -> range:
        """Number the joints where a name with joints inside could end, the farthest first."""
        return range(min(first + _JOINTS_IN_A_NAME, len(self.joints)) - 1, first - 1, -1)

    def _after_known_name(self, begin: int, first: int) -> int | None:
        """Return the joint after the longest name that the directory or everybody knows, if one is here."""
        return next((n for n in self._candidates(first) if self._is_whole(begin, first, n)), None)

    def _is_whole(self, begin: int, first: int, last: int) -> bool:
        """Whether a known name ends at a joint and what follows does not belong to it."""
        inner = self.joints[first:last]
        if any(self._ends_surely(begin, *joint) for joint in inner):
            return False
        name = self.text[begin : self.joints[last][0]]
        if is_known(name, self.directory):
            return True
        inner_place = any(headings.BEGINS_WITH_TIER.match(self.text[end:]) for _, end in inner)
        return not inner_place and is_common(name) and self._may_end(last, name.partition(" ")[0])

    def _ends_surely(self, begin: int, start: int, end: int) -> bool:
        """Whether a name ends at a joint whatever it is: after its territory, and where a line ends."""
        if offices.STRONG_JOINT.search(self.text[start:end]):
            return True
        is_placed = bool(canonical(self.text[begin:start]).territory)
        return is_placed and not headings.BEGINS_WITH_TIER.match(self.text[end:])

    def _may_end(self, joint: int, opener: str) -> bool:
        """Whether something else begins after a joint; after "và" a field may belong to the name before."""
        start, end = self.joints[joint]
        rest = self.text[end:]
        if not rest or opens(rest) or offices.TERRITORY.match(rest) or self._chunk_is_person(joint):
            return True
        if any(is_common(rest[: at - end]) for at in self._ends_after(joint)):
            return True
        return "," in self.text[start:end] and self._is_field_after(joint, opener)

    def _is_field_after(self, joint: int, opener: str) -> bool:
        return any(
            is_field(self.text[self.joints[joint][1] : end], opener) for end in self._ends_after(joint)
        )

    def _ends_after(self, joint: int) -> Iterator[int]:
        return (self.joints[n][0] for n in self._candidates(joint + 1))

    def _after_field(self, begin: int, first: int, opener: str) -> int | None:
        """Return the joint after the longest field here that leaves a beginning of something behind it."""
        fields = (
            n for n in self._candidates(first) if is_field(self.text[begin : self.joints[n][0]], opener)
        )
        return next((n for n in fields if self._may_end(n, opener) or self._is_field_after(n, opener)), None)

    def _name_ends(self, begin: int, joint: int, before: _Before) -> bool:
        """Whether one name ends and another begins at a joint."""
        start, end = self.joints[joint]
        left, sign, right = self.text[begin:start], self.text[start:end], self.text[end:]
        if offices.STRONG_JOINT.search(sign):
            return True
        if offices.WEAK_JOINT.search(sign):
            return opens(left) and is_office(right) and _weak_joint_parts(sign, left, right)
        if offices.SHARED_OFFICE.match(left) and offices.ASSEMBLY.match(right):
            return False
        if _is_person(left) or (before.is_person and offices.WORDS_OF_A_NAME.match(left) and not opens(left)):
            return self._parts_persons(joint)
        if _is_one_crowd(left, right):
            return False
        return opens(left) and self._begins_name(joint, left)

    def _begins_name(self, joint: int, left: str) -> bool:
        end = self.joints[joint][1]
        right = self.text[end:]
        place = offices.TERRITORY.match(right)
        return (
            opens(right)
            or self._chunk_is_person(joint)
            or (place is not None and _tier_of(left) in {"", place[0].lower()})
            or self._after_known_name(end, joint + 1) is not None
        )

    def _parts_persons(self, joint: int) -> bool:
        """Whether somebody else follows a person; a post after a name belongs to it."""
        right = self.text[self.joints[joint][1] :]
        if offices.OFFICER.match(right):
            return False
        return opens(right) or offices.WORDS_OF_A_NAME.match(self._chunk(joint)) is not None

    def _chunk_is_person(self, joint: int) -> bool:
        return _is_person(self._chunk(joint))

    def _chunk(self, joint: int) -> str:
        """Return what stands between a joint and the next."""
        return self.text[self.joints[joint][1] : self.joints[min(joint + 1, len(self.joints) - 1)][0]]


def _is_one_crowd(left: str, right: str) -> bool:
    """Whether what follows a crowd is one kind more of it: "các sở, ban", "các ban huyện ủy, thành ủy"."""
    if offices.OF_COMMITTEES.match(left):
        return right[:1].islower() and offices.COMMITTEE.match(right) is not None
    return offices.KINDS_ONLY.match(left) is not None and not _names_something(right)


def _left_by(name: str, before: _Before) -> _Before:
    """Tell what a name leaves to those after it."""
    person = _is_person(name) or (before.is_person and offices.WORDS_OF_A_NAME.match(name) is not None)
    place = offices.TERRITORY.search(name)
    return _Before(
        opener=name.partition(" ")[0] if is_common(name) else "",
        office=name[: place.start()].strip() if place else "",
        tier=place[0].lower() if place else "",
        is_person=person and not opens(name.partition(" ")[2] if offices.PERSON.match(name) else name),
    )


def _tier_of(name: str) -> str:
    """Return the tier that a name ends in, with its place or without."""
    found = headings.ENDS_IN_TIER.search(name) or offices.TERRITORY.search(name)
    return found[0].lower() if found else ""


def _weak_joint_parts(joint: str, left: str, right: str) -> bool:
    """Whether a bar or a point parts two offices; a dash does so only between two of a kind."""
    return not re.search("[-–]", joint) or left.partition(" ")[0] == right.partition(" ")[0]


def _is_person(text: str) -> bool:
    return offices.PERSON.match(text) is not None or offices.FULL_NAME.match(text) is not None


def _names_something(text: str) -> bool:
    """Whether a name of its own follows an opener: "Ban Tổ chức", not "Ban chuyên môn"."""
    opener = offices.OFFICE.match(text)
    return offices.CROWD.match(text) is not None or (
        opener is not None and (text[opener.end() :].lstrip()[:1].isupper() or text[: opener.end()].isupper())
    )


def _begins_as_office(text: str) -> bool:
    text = text[:_LONGEST_OPENING]
    for older, present in offices.OLDER_MARKS.items():
        text = text.replace(older, present)
    return offices.OFFICE.match(text) is not None and offices.NOT_AN_OFFICE.match(text) is None
