"""Words of time to dates: the grammar of Vietnamese administrative deadlines."""

from tracker.core.phrases.reading import PhraseContext, PhraseReport
from tracker.core.workcalendar import WorkCalendar

__all__ = ["read_phrases"]


def read_phrases(text: str, context: PhraseContext, calendar: WorkCalendar) -> PhraseReport:
    """Read every time of a duty in a text.

    Places in the report are offsets into the NFC form of the text. The time is
    linear in the text's length.
    """
    from tracker.core.phrases.read import read  # noqa: PLC0415  (whoever needs only the values loads no grammar)

    return read(text, context, calendar)
