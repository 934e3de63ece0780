"""The letter that proves that letters arrive."""

from datetime import datetime
from email.message import EmailMessage

from tracker.core.directory import Person
from tracker.core.text import clean
from tracker.i18n import translator
from tracker.i18n.dates import moment
from tracker.messages.compose import POLICY, Composed, LetterSetting, finished, head, replies_to
from tracker.messages.lines import wrapped


def compose_trial(person: Person, setting: LetterSetting, *, message_id: str, now: datetime) -> Composed:
    """Write a test letter in the person's language; what cannot be written safely is a LetterError."""
    say, office = translator(person.language), clean(setting.office)
    subject = say("letter.trial.subject", office=office)
    paragraphs = (
        say("letter.trial.words", office=office, moment=moment(now, setting.zone, say)),
        say("letter.trial.look"),
        say("letter.reply", address=replies_to(setting)),
    )
    message = EmailMessage(policy=POLICY)
    message.set_content("\n\n".join(map(wrapped, paragraphs)) + "\n", cte="quoted-printable")
    return finished(
        message,
        subject,
        head(setting, person, subject, message_id=message_id, now=now),
        message_id=message_id,
    )
