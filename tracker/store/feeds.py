"""Published calendars and their addresses."""

from sqlmodel import Session, col, select

from tracker.store.tables import FeedRow


def all_feeds(session: Session) -> list[FeedRow]:
    """Return every feed, revoked ones too, by slug; changes to the rows are stored."""
    return list(session.exec(select(FeedRow).order_by(col(FeedRow.slug))))


def feed_by_token(session: Session, token_sha256: str) -> FeedRow | None:
    """Return the feed behind an address, revoked or not."""
    return session.exec(select(FeedRow).where(FeedRow.token_sha256 == token_sha256)).first()


def add_feed(session: Session, feed: FeedRow) -> None:
    """Store a new feed."""
    session.add(feed)
    session.flush()
