"""The office's settings as letters and channels want them."""

import sys
from collections.abc import Mapping

from tracker.channels import Channel
from tracker.channels.console import ConsoleChannel
from tracker.channels.eml import EmlChannel
from tracker.config import ChannelName, Config
from tracker.messages import LetterSetting


def letter_setting(config: Config) -> LetterSetting:
    """Return what is the same in all letters of the office."""
    mail, office = config.mail, config.office
    return LetterSetting(mail.sender, office.name, office.zone, mail.reply_to)


def channel_from(config: Config, environ: Mapping[str, str]) -> Channel:
    """Return the configured way out; the password is read only now, and only for e-mail."""
    if config.channel is ChannelName.EML:
        return EmlChannel(config.delivery.outbox)
    if config.channel is ChannelName.CONSOLE:
        return ConsoleChannel(sys.stdout)
    return _email(config, environ)


def _email(config: Config, environ: Mapping[str, str]) -> Channel:
    from tracker.channels.dialogue import Timeouts  # noqa: PLC0415  (brings yagmail's world along)
    from tracker.channels.email import EmailChannel, MailSettings  # noqa: PLC0415

    mail = config.mail
    password = mail.password(environ).reveal() if mail.username else ""
    return EmailChannel(
        MailSettings(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            username=mail.username,
            password=password,
            ca_file=mail.ca_file,
            timeouts=Timeouts(
                connect=mail.timeout_seconds,
                login=mail.login_seconds,
                command=mail.command_seconds,
                text=mail.text_seconds,
                final=mail.final_seconds,
            ),
        )
    )
