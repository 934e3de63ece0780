"""Which schema this program knows, and what becomes of a database with another."""

from tracker.errors import StoreError

REVISIONS = ("0001", "0002", "0003", "0004", "0005")  # in their order; the last one is the present schema
HEAD = REVISIONS[-1]
TABLE = "alembic_version"


def refuse_newer(found: str, place: str) -> None:
    """Raise StoreError for a schema that only a later version of the program knows."""
    if found not in REVISIONS:
        raise StoreError("store.newer_schema", place=place, found=found, known=HEAD)


def refuse_other(found: str, place: str) -> None:
    """Raise StoreError for every schema but the present one."""
    refuse_newer(found, place)
    if found != HEAD:
        raise StoreError("store.older_schema", place=place, found=found, known=HEAD)
