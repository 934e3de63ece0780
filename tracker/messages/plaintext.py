"""A written letter read back: as plain text, as a page."""

from email.parser import BytesParser


def text_of(raw: bytes) -> str:
    """Return the text part of a letter, lines ending in a line feed; empty where it has none."""
    return _body(raw, "text/plain")


def html_of(raw: bytes) -> str:
    """Return the HTML part of a letter, lines ending in a line feed; empty where it has none."""
    return _body(raw, "text/html")


def _body(raw: bytes, kind: str) -> str:
    parts = BytesParser().parsebytes(raw).walk()
    body = next((part for part in parts if part.get_content_type() == kind), None)
    payload = body.get_payload(decode=True) if body else None
    return payload.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(payload, bytes) else ""
