"""Who is asked in a sentence or a heading."""

import re
from dataclasses import dataclass
from itertools import islice

from tracker.core.directory import Directory
from tracker.core.names import LONGEST_NAME, is_common
from tracker.core.plan import Party
from tracker.readers.owners.namelists import is_known, is_office
from tracker.readers.owners.parties import Owners, owners_in_heading, read_owners
from tracker.readers.words import duties as words
from tracker.readers.words import headings, offices

_MOST_COMMAS = 4  # before the actor: "Trước ngày 15/12, các đơn vị báo cáo ..."
_NEAR = 40  # letters between a name and the words of its role
_EDGES = " .;,:-–"
_LAST_BRACKET = re.compile(r"\(([^()]{3,300})\)[\s.;/]*$")
_MOST_WORDS = 16  # of a name
_PLACE_OF_NAME = re.compile(r"^[,\s]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """The owners of a duty, and whether the sentence orders them to act ("Giao Sở Nội vụ ...").

    ``is_likely`` where the name is followed by no verb that is known as a duty's.
    """

    owners: Owners
    is_ordered: bool = False
    is_likely: bool = False

    @property
    def is_crowd(self) -> bool:
        """Whether nobody in particular is asked."""
        return is_crowd(self.owners)


def actor_of(text: str, directory: Directory | None) -> Actor | None:
    """Find who must act in a duty: in its sentence, else in the brackets at its end."""
    if actor := actor_in_sentence(text, directory):
        return actor
    owners = _owners_in_brackets(text, directory)
    return Actor(owners, is_ordered=True) if owners else None


def is_crowd(owners: Owners) -> bool:
    """Whether the first of the owners, the one who leads, is everybody ("Các sở, ban, ngành ...")."""
    return all(party.is_group for party in owners.lead[:1])


def actor_in_sentence(text: str, directory: Directory | None) -> Actor | None:
    """Find who must act: after an order, at the beginning, or behind the reason that opens the sentence."""
    if ordered := _ordered(text, directory):
        return ordered
    begin = 0
    for _ in range(_MOST_COMMAS):
        if owners := _owners_at(text[begin:], directory):
            return Actor(owners)
        comma = text.find(", ", begin)
        if comma < 0 or not words.OPENS_SENTENCE.match(text):
            break
        begin = comma + 2
    owners = _owners_by_name(text[:LONGEST_NAME], directory)
    return Actor(owners, is_likely=True) if owners else None


def _ordered(text: str, directory: Directory | None) -> Actor | None:
    """Read the office after "giao", "đề nghị", "yêu cầu" if an office or nobody gives the order."""
    first = words.ORDER_FIRST.match(text)
    order = first or words.ORDER.search(text)
    if order is None or not (first or _is_issuer(text[: order.start()])):
        return None
    owners = _owners_at(text[order.end() :], directory)
    return Actor(owners, is_ordered=True) if owners else None


def order_in(text: str) -> str:
    """Return a sentence from its order on, without the reasons before it ("Thực hiện Công văn số ...")."""
    order = words.ORDER.search(text) if headings.PREAMBLE.match(text) else None
    return text[order.start() :] if order and _is_issuer(text[: order.start()]) else text


def _is_issuer(before: str) -> bool:
    """Whether the words before an order end with nobody else than the office that gives it."""
    segment = re.split(r"[,;:.]\s+", before.strip(_EDGES))[-1]
    if words.BETWEEN.match(segment):
        return True
    return (is_office(segment) or words.OFFICER.match(segment) is not None) and not headings.DUTY.search(
        segment
    )


def _owners_at(text: str, directory: Directory | None) -> Owners | None:
    """Read the owners at the beginning of a sentence: names up to the verb of the duty."""
    names = _names_before_verb(text[: 2 * LONGEST_NAME])
    owners = owners_of_name(names, directory) if names else None
    if names is None or owners is None:
        crowd = words.CROWD.match(text)
        return read_owners(crowd[0], directory) if crowd else None
    with_partners = read_owners(names + _roles_after(text[len(names) : 4 * LONGEST_NAME]), directory)
    helpers = tuple(party for party in _named(with_partners.partners) if party not in owners.lead)
    return Owners(owners.lead, helpers or owners.partners)


def _owners_by_name(text: str, directory: Directory | None) -> Owners | None:
    """Read the office with which a sentence begins, whatever it does: known, common or with its place."""
    ends = [found.start() for found in islice(words.NAME_MAY_END.finditer(text), _MOST_WORDS)]
    known = (end for end in reversed(ends) if is_known(text[:end], directory) or is_common(text[:end]))
    begin = next(known, 0)
    place = offices.ENDS_IN_PLACE.search(text, begin)
    if place and (not begin or not text[begin : place.start()].strip()):
        begin = place.end()
    name = text[:begin]
    is_name = name and (is_office(name) or words.OFFICER.match(name)) and not words.LEAVES_NAME.search(name)
    return owners_of_name(name, directory) if is_name else None


def _names_before_verb(text: str) -> str | None:
    verb = headings.DUTY.search(text)
    names, colon, _ = (text[: verb.start()] if verb else text).partition(":")
    return names if verb or colon else None


def _roles_after(text: str) -> str:
    """Return "chủ trì, phối hợp với B và C" up to the verb that the offices share; else nothing."""
    lead = offices.LEADS.match(_PLACE_OF_NAME.sub("", text))
    helps = offices.HELPS.search(text, 0, lead.end() + _NEAR if lead else _NEAR)
    if helps is None:
        return ""
    verb = headings.DUTY.search(text, helps.end())
    return text[: verb.start()] if verb else ""


def partners_in_sentence(text: str, directory: Directory | None) -> tuple[Party, ...]:
    """Read who helps in a duty that names no lead: "Chủ trì, phối hợp với B và C tham mưu ..."."""
    roles = _roles_after(text[: 4 * LONGEST_NAME])
    return _named(read_owners(roles, directory).partners) if roles else ()


def _named(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Leave out what is no name: "phối hợp tuyển quân" names nobody."""
    return tuple(party for party in parties if party.is_group or party.name[:1].isupper())


def owners_of_name(names: str, directory: Directory | None) -> Owners | None:
    """Read the owners in a heading or before a verb; None for words that name no office or officer."""
    bare = words.HEADS_OFFICE.sub("", names).strip(_EDGES)
    if not bare or len(bare) > LONGEST_NAME or words.NO_NAME.search(bare) or words.NO_OFFICE.match(bare):
        return None
    is_officer = words.OFFICER.match(bare) is not None
    if directory is None and not is_officer and not is_office(bare):
        return None  # the long way is for names that only a directory knows
    if owners := owners_in_heading(bare, directory):
        return owners
    if is_officer and not (headings.DUTY.search(bare) or offices.ENDS_IN_PLACE.search(bare)):
        return read_owners(bare, directory)
    return None


def is_addressed(party: Party) -> bool:
    """Whether a crowd is whoever reads the dispatch ("các cơ quan, đơn vị", "Quý cơ quan")."""
    return words.ADDRESSED.match(party.name) is not None


def _owners_in_brackets(text: str, directory: Directory | None) -> Owners | None:
    """Read "(Sở Y tế chủ trì; tháng 5)" at the end of a duty."""
    found = _LAST_BRACKET.search(text)
    if found is None:
        return None
    names = re.split(r";\s*", found[1])[0]
    role = offices.LEADS.search(names)
    bare = (names[: role.start()].strip(_EDGES) or names[role.end() :]) if role else ""
    owners = owners_of_name(bare, directory)
    return read_owners(names, directory) if owners else None
