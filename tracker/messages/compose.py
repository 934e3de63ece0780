"""From a letter to its bytes: the same arguments give the same bytes, whenever and wherever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.core.address import is_address
from tracker.core.delivery import Letter
from tracker.core.directory import Person
from tracker.core.text import clean
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import LetterError
from tracker.i18n import translator
from tracker.messages.headers import AsGiven, encoded, mailbox, safe_header, verify
from tracker.messages.lines import wrapped
from tracker.messages.reader import Reader
from tracker.messages.subject import single
from tracker.messages.view import LetterView, view

TEMPLATES = Path(__file__).parent / "templates"
POLICY = AsGiven(linesep="\r\n", max_line_length=76)  # RFC 2045, 6.7(5): quoted-printable lines


@dataclass(frozen=True, slots=True)
class LetterSetting:
    """What is the same in all letters of an office; replies go to ``reply_to``, else to the sender."""

    sender: Person
    office: str
    zone: tzinfo
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A written letter: ``raw`` is its whole RFC 5322 text, ASCII with CRLF."""

    subject: str
    raw: bytes


def compose(
    letter: Letter,
    setting: LetterSetting,
    *,
    calendar: WorkCalendar,
    message_id: str,
    now: datetime,
    attachment: bytes | None,
) -> Composed:
    """Write a letter of one item or more, or of a week; what cannot be written safely is a LetterError.

    ``attachment`` is an iCalendar object of METHOD PUBLISH, ``now`` the Date of the letter.
    """
    reader = Reader(translator(letter.person.language), letter.day, calendar, setting.zone)
    words = view(letter, reader)
    message = EmailMessage(policy=POLICY)
    _add_body(message, _parts(words, setting, reader, now))
    if attachment is not None:
        _attach(message, attachment, words.calendar_file)
    _mark_boundaries(message, message_id)
    headers = head(setting, letter.person, words.subject, message_id=message_id, now=now)
    return finished(message, words.subject, {**headers, **_thread(letter, message_id)}, message_id=message_id)


def head(
    setting: LetterSetting, person: Person, subject: str, *, message_id: str, now: datetime
) -> dict[str, str]:
    """Return the header lines of an automatic letter, encoded."""
    if not _is_id(message_id):
        raise LetterError("letter.headers", message_id=clean(message_id))
    return {
        "From": mailbox(setting.sender, "From"),
        "To": mailbox(person, "To"),
        "Subject": encoded(safe_header(subject), "Subject"),
        "Date": format_datetime(now.astimezone(setting.zone)),
        "Message-ID": message_id,
        "Reply-To": mailbox(Person("", replies_to(setting)), "Reply-To"),
        "List-Id": f"<tracker.{setting.sender.address.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834, 5
        "X-Auto-Response-Suppress": "All",  # the same for Exchange
        "Content-Language": translator(person.language).language,
    }


def finished(message: EmailMessage, subject: str, headers: Mapping[str, str], *, message_id: str) -> Composed:
    """Put the head before a body, write the letter and read it back."""
    of_the_body = message.keys()
    for name, value in headers.items():  # after the body, which would take Content-Language away
        message[name] = value
    raw = message.as_bytes()
    verify(raw, headers, of_the_body, message_id=message_id)
    return Composed(safe_header(subject), raw)


def replies_to(setting: LetterSetting) -> str:
    """Return the address of a person who reads replies."""
    return setting.reply_to or setting.sender.address


def _is_id(text: str) -> bool:
    return text.startswith("<") and text.endswith(">") and is_address(text[1:-1])


def _thread(letter: Letter, message_id: str) -> dict[str, str]:
    """Tie the letters about one duty and its date together, below a root that no letter has."""
    item = single(letter)
    if item is None:
        return {}
    domain = message_id.rpartition("@")[2]
    root = f"<ob.{item.obligation.id}.{item.obligation.due_version}@{domain}"
    return {"In-Reply-To": root, "References": root} if _is_id(root) else {}


def _parts(words: LetterView, setting: LetterSetting, reader: Reader, now: datetime) -> dict[str, str]:
    """Fill the templates: the text that stands alone, and the same as HTML."""
    facts = {
        "letter": words,
        "footer": reader.say("letter.footer", office=clean(setting.office), moment=reader.moment(now)),
        "reply": reader.say("letter.reply", address=replies_to(setting)),
    }
    return {kind: _templates().get_template(f"letter.{kind}").render(facts) for kind in ("txt", "html")}


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["wrapped"] = wrapped
    return found


def _add_body(message: EmailMessage, parts: Mapping[str, str]) -> None:
    message.set_content(parts["txt"], cte="quoted-printable")
    message.add_alternative(parts["html"], subtype="html", cte="quoted-printable")


def _attach(message: EmailMessage, calendar: bytes, file_name: str) -> None:
    """Add the calendar as a file beside the letter, not as a third way to say the same.

    Outlook does not know METHOD PUBLISH in a message ([MS-STANOICAL], 2.2.175)
    and an Exchange server has been seen to show nothing at all of a letter
    with such an alternative; a file is safe everywhere and opens on a click.
    """
    params = {"method": "PUBLISH", "charset": "UTF-8"}
    message.add_attachment(calendar, maintype="text", subtype="calendar", params=params, filename=file_name)


def _mark_boundaries(message: EmailMessage, message_id: str) -> None:
    """Derive the boundaries from the Message-ID; "=_" can stand in no encoded body (RFC 2045, 6.7)."""
    mark = sha256(message_id.encode()).hexdigest()[:32]
    multiparts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{mark}.{number}")
