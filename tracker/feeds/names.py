"""What a feed is called unless somebody gives it a name: the telling word first, programs cut the rest."""

from tracker.core.selection import FeedKind
from tracker.i18n import translator


def usual_name(kind: FeedKind, subject: str, office: str, language: str, *, partners: bool = False) -> str:
    """Name a feed; ``subject`` is the name of the unit, person or plan, "2024-Q1", or empty."""
    say = translator(language)
    if kind is FeedKind.OFFICE:
        return office
    if kind is FeedKind.QUARTER:
        year, _, quarter = subject.partition("-Q")
        return say("feed.name.quarter", quarter=quarter, year=year, office=office)
    if kind is FeedKind.OVERDUE:
        return say("feed.name.overdue", name=subject or office)
    return say("feed.name.with_partners", name=subject) if partners else subject
