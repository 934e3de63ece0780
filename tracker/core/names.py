"""Names of offices in the form under which they are compared.

Spelling marks, capitals, dashes, commas, "và" and short forms do not matter:
"UBND TP. Cần Thơ" and "Ủy ban nhân dân thành phố Cần Thơ" are one name. The
territory at the end ("thành phố Cần Thơ") is told apart, for it may be left out.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from tracker.core import offices
from tracker.core.text import clean, fold

LONGEST_NAME = 300  # letters; longer text is no name
_WORDS_IN_A_SHORT_FORM = 4
_REMEMBERED = 16_384  # names; the owner cells of a plan repeat a few
_AS_BLANK = str.maketrans(dict.fromkeys("-\N{EN DASH}.,()", " "))
_NO_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_AND = "va"
_BARRED_D = "\N{LATIN SMALL LETTER D WITH STROKE}"


class Name(NamedTuple):
    """A name to compare: what the office is, and the territory it is said to be of."""

    stem: str  # "uy ban nhan dan"
    territory: str = ""  # "thanh pho can tho", "thanh pho", or nothing

    @property
    def whole(self) -> str:
        """Both in one."""
        return f"{self.stem} {self.territory}".strip()


def key(name: str) -> str:
    """Return words for comparing as they stand: folded, dashes and dots read as blanks."""
    return clean(fold(name).translate(_AS_BLANK))


@lru_cache(_REMEMBERED)
def canonical(name: str) -> Name:
    """Return the form under which names of offices are compared."""
    words = _expand(_NO_WORD.sub(" ", clean(name[:LONGEST_NAME]).lower()).split())
    first = next((n for n, word in enumerate(words) if n and word.begins_territory), len(words))
    stem = _reduce(" ".join(word.folded for word in words[:first]))
    territory = " ".join(word.folded for word in words[first:])
    if territory.endswith(_party_tiers()) and not f"{stem} ".startswith(_party_offices()):
        return Name(f"{stem} {territory}")
    return Name(stem, territory)


def forms(name: str) -> Iterator[Name]:
    """Yield what a name may be known by: itself, without brackets, without the officer who speaks for it."""
    bare = _BRACKETS.sub(" ", name)
    yield canonical(name)
    if bare != name:
        yield canonical(bare)
    whole = canonical(bare)
    for officer in _officers():
        if whole.stem.startswith(officer):
            yield Name(whole.stem.removeprefix(officer), whole.territory)


def field_of(name: str) -> str:
    """Return the field of a department that has nothing else in its name ("noi vu"), or nothing."""
    opener, _, field = canonical(name).stem.partition(" ")
    known = {"hoi": _associations()}.get(opener, _fields() if opener in _field_openers() else frozenset())
    return field if field in known else ""


def is_field(text: str, opener: str) -> bool:
    """Whether words name a field that may follow an opener left out: "Tài chính" after "Sở Nội vụ,"."""
    return bool(field_of(f"{opener} {text}"))


def is_common(name: str) -> bool:
    """Whether offices of this name exist everywhere, joints inside it or not."""
    return bool(field_of(name)) or canonical(name).stem in _with_joints()


class _Word(NamedTuple):
    folded: str
    begins_territory: bool = False


def _expand(words: list[str]) -> list[_Word]:
    """Fold words and write short forms out; tell where a territory begins."""
    folded = [fold(word) for word in words]
    expanded: list[_Word] = []
    at = 0
    while at < len(words):
        size, meaning = _meaning(folded, at, expanded) if _may_be_short(words[at]) else (0, "")
        if size:
            expanded += _written_out(meaning)
            at += size
        else:
            if folded[at] != _AND:
                expanded.append(_Word(folded[at], _begins_territory(words, at)))
            at += 1
    return expanded


def _may_be_short(word: str) -> bool:
    """Whether a word has no marks; short forms have none, but for the barred D."""
    return word.replace(_BARRED_D, "d").isascii()


def _written_out(meaning: str) -> list[_Word]:
    tier = next((tier for tier in _tiers() if f" {meaning}".endswith(f" {tier}")), "")
    parts = meaning.split()
    begins = len(parts) - len(tier.split()) if tier else len(parts)
    return [_Word(part, n == begins) for n, part in enumerate(parts)]


def _meaning(folded: list[str], at: int, before: list[_Word]) -> tuple[int, str]:
    """Return how many words from here are a short form, and what it means; 0 if none is."""
    tables = list(_tables_after([word.folded for word in before]))
    for size in range(min(_WORDS_IN_A_SHORT_FORM, len(folded) - at), 0, -1):
        if _AND in {folded[at], folded[at + size - 1]}:
            continue
        joined = "".join(word for word in folded[at : at + size] if word != _AND)
        found = next((table[joined] for table in tables if joined in table), "")
        if found:
            return size, found
    return 0, ""


def _tables_after(before: list[str]) -> Iterator[Mapping[str, str]]:
    """Yield the tables of short forms that hold after these words, the nearest first."""
    if not before:
        yield _table("SHORT_FIRST")
    elif " ".join(before) in _field_openers():
        yield _table("SHORT_FIELDS")
    elif before[-1] in _folded(offices.ASSOCIATION_OPENERS):
        yield _table("SHORT_ASSOCIATIONS")
    yield _table("SHORT")
    if before:
        letters = _table("TIER_LETTERS")
        has_territory = _reduce(" ".join(before)).endswith(_has_territory())
        yield letters if has_territory else {name: letters[name] for name in ("tp", "tx")}


def _begins_territory(words: list[str], at: int) -> bool:
    """Whether a tier stands here; the marks decide, for "xã hội" and "quản lý" fold to the like of one."""
    one, two = words[at], " ".join(words[at : at + 2])
    if two in _marked(offices.TIERS) or fold(two) in _party_tiers():
        return True
    following = fold(words[at + 1]) if at + 1 < len(words) else ""
    if one == _marked_xa():
        return following != "hoi" and fold(words[at - 1]) not in {"tac", "van"}
    return one in _marked(offices.TIERS) and following not in {"uy", "doan", "doi"}


@cache
def _marked_xa() -> str:
    return next(tier for tier in _marked(offices.TIERS) if fold(tier) == "xa")


def _reduce(text: str) -> str:
    """Put the short name of an office for its longer ones."""
    padded = f" {text} "
    for longer, shorter in _same_as():
        padded = padded.replace(longer, shorter)
    return padded.strip()


@cache
def _same_as() -> tuple[tuple[str, str], ...]:
    return tuple((f" {fold(longer)} ", f" {fold(shorter)} ") for longer, shorter in offices.SAME_AS.items())


@cache
def _table(name: str) -> Mapping[str, str]:
    table: Mapping[str, str] = getattr(offices, name)
    return {
        "".join(word for word in key(short).split() if word != _AND): fold(words)
        for short, words in table.items()
    }


@cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in words.split("|"))


def _bare(text: str) -> str:
    """Fold words without reading short forms; "và" and punctuation go."""
    return " ".join(word for word in _NO_WORD.sub(" ", fold(text)).split() if word != _AND)


@cache
def _marked(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


def _tiers() -> frozenset[str]:
    return _folded(offices.TIERS)


def _fields() -> frozenset[str]:
    return _folded(offices.FIELDS)


def _associations() -> frozenset[str]:
    return _folded(offices.ASSOCIATIONS)


def _field_openers() -> frozenset[str]:
    return _folded(offices.FIELD_OPENERS)


@cache
def _with_joints() -> frozenset[str]:
    return frozenset(canonical(name).stem for name in offices.WITH_JOINTS.split("|"))


@cache
def _has_territory() -> tuple[str, ...]:
    return tuple(_folded(offices.HAS_TERRITORY))


@cache
def _party_tiers() -> tuple[str, ...]:
    return tuple(_folded(offices.PARTY_TIERS))


@cache
def _party_offices() -> tuple[str, ...]:
    return tuple(f"{office} " for office in _folded(offices.PARTY_OFFICES))


@cache
def _officers() -> tuple[str, ...]:
    return tuple(f"{officer} " for officer in sorted(_folded(offices.OFFICERS), key=len, reverse=True))
