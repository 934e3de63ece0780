"""Days and moments as people read them."""

from datetime import date, datetime, tzinfo

from tracker.i18n import Translator, short_date

__all__ = ["long_date", "marked", "moment", "short_date"]


def long_date(on: date, say: Translator) -> str:
    """Say a day with its weekday: "thứ Sáu, 31/5/2024", "Friday, 31 May 2024"."""
    return say("date.long", weekday=say(f"date.weekday.{on.isoweekday()}"), date=short_date(on, say))


def marked(words: str, say: Translator, *, is_provisional: bool) -> str:
    """Mark a day or a count of days that rests on days off not announced yet: "30/12/2030 (tạm tính)"."""
    return say("date.provisional", words=words) if is_provisional else words


def moment(at: datetime, zone: tzinfo, say: Translator) -> str:
    """Say an instant as the clocks of a zone show it: "07:30, thứ Hai, 27/5/2024"."""
    local = at.astimezone(zone)
    return say("date.moment", time=f"{local:%H:%M}", date=long_date(local.date(), say))
