"""Where something stands in a file, in words."""

from tracker.errors import Place
from tracker.i18n import Translator


def place_text(place: Place, translator: Translator) -> str:
    """Name a place from the widest part to the narrowest ("plan.txt, line 34"); empty if unknown."""
    return ", ".join(translator(f"place.{name}", value=value) for name, value in place.parts())
