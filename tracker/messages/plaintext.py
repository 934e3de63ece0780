"""A written letter as plain text."""

from email.parser import BytesParser


def text_of(raw: bytes) -> str:
    """Return the text part of a letter, lines ending in a line feed; empty where it has none."""
    parts = BytesParser().parsebytes(raw).walk()
    text = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    payload = text.get_payload(decode=True) if text else None
    return payload.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(payload, bytes) else ""
