"""A test letter through the channel that all letters take, told step by step."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from tracker.app import App
from tracker.channels import Envelope
from tracker.channels.replies import Phase
from tracker.config import ChannelName
from tracker.core.address import is_address
from tracker.core.directory import Person
from tracker.errors import ChannelError, UsageError
from tracker.messages.trial import compose_trial
from tracker.services.letters import channel_from, letter_setting


class Step(StrEnum):
    """What must work for a letter to leave, in this order."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    LETTER = "letter"


#: How far the talk had come → the step that failed there.
FAILED_IN = {
    Phase.CONNECT: Step.CONNECT,
    Phase.LOGIN: Step.LOGIN,
    Phase.MAIL: Step.SENDER,
    Phase.RCPT: Step.RECIPIENT,
}
#: A folder and a screen know neither logins nor addresses.
WITHOUT_SERVER = (Step.CONNECT, Step.LETTER)


@dataclass(frozen=True, slots=True)
class MailTest:
    """What was tried, and what stopped it."""

    address: str
    channel: ChannelName
    failure: ChannelError | None = None

    @property
    def failed(self) -> Step | None:
        """The step that did not work."""
        return FAILED_IN.get(Phase(self.failure.phase), Step.LETTER) if self.failure else None

    @property
    def steps(self) -> dict[Step, bool | None]:
        """Whether each step worked; None where that is not known."""
        order = tuple(Step) if self.channel is ChannelName.EMAIL else WITHOUT_SERVER
        return {step: self._worked(step, order) for step in order}

    def _worked(self, step: Step, order: tuple[Step, ...]) -> bool | None:
        if self.failure is None or self.failed is None:
            return True
        if step is self.failed:
            return False
        # without an answer of the server it is open whether there was a connection to protect
        is_proven = self.failed is not Step.LOGIN or bool(self.failure.code)
        return True if is_proven and order.index(step) < order.index(self.failed) else None


def send_test(app: App, address: str, language: str) -> MailTest:
    """Send one test letter now; a ConfigError says that the settings are not whole."""
    if not is_address(address):
        raise UsageError("test-email.address", address=address)
    envelope = _envelope(app, Person("", address, language))
    channel = channel_from(app.config, app.environ)
    try:
        with channel.open() as session:
            session.send(envelope)
    except ChannelError as error:
        return MailTest(address, app.config.channel, error)
    return MailTest(address, app.config.channel)


def _envelope(app: App, person: Person) -> Envelope:
    config, now = app.config, app.clock.now()
    mark = sha256(f"{person.address}|{now.isoformat()}".encode()).hexdigest()[:32]
    message_id = f"<test.{mark}@{config.office.domain}>"
    composed = compose_trial(person, letter_setting(config), message_id=message_id, now=now)
    sender = config.mail.bounces or config.mail.sender.address
    return Envelope(sender, person.address, composed.raw, message_id)
