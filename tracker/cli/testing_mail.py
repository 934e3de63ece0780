"""Proof that letters leave: test-email."""

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.boundary import tell_briefly
from tracker.cli.show import show_json
from tracker.cli.teaching import Call, command, json_option
from tracker.config import ChannelName, Config
from tracker.core.text import clean
from tracker.errors import FailureReason
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.testing_mail import MailTest

MARKS = {True: "passed", False: "failed", None: "open"}


@command("test-email")
@click.argument("address", metavar="ADDRESS")
@json_option
@click.pass_obj
def test_email(call: Call, address: str, as_json: bool) -> int:
    """See the catalogue entry ``cli.test-email``."""
    from tracker.services.testing_mail import send_test

    app = call.app()
    if app.config.channel is not ChannelName.EMAIL:
        click.echo(_without_server(app.config, call.say), err=True)
    with redirect_stdout(sys.stderr if as_json else sys.stdout):  # where the channel is a screen
        test = send_test(app, address.strip(), call.language)
    if as_json:
        show_json(_shape(test, app.config))
    else:
        _show(test, app.config, call.say)
    if test.failure is None:
        return 0
    tell_briefly(test.failure, call.say)
    click.echo(_remedy(test, app.config, call.say), err=True)
    return test.failure.exit_code


def _without_server(config: Config, say: Translator) -> str:
    return say(f"cli.test-email.channel.{config.channel}", folder=config.delivery.outbox)


def _show(test: "MailTest", config: Config, say: Translator) -> None:
    facts = _facts(config)
    for step, worked in test.steps.items():
        words = clean(say(f"cli.test-email.{test.channel}.{step}", **facts))
        click.echo(say(f"cli.test-email.{MARKS[worked]}", step=words))
    if test.failure is None:
        click.echo(say(f"cli.test-email.done.{test.channel}", address=test.address, **facts))


def _remedy(test: "MailTest", config: Config, say: Translator) -> str:
    """Say what to do about the step that failed."""
    if test.failure and test.failure.reason is FailureReason.TEMPORARY:
        return say("cli.test-email.remedy.temporary")
    where = test.failed if test.channel is ChannelName.EMAIL else test.channel
    return clean(say(f"cli.test-email.remedy.{where}", **_facts(config)))


def _facts(config: Config) -> dict[str, object]:
    """Return the settings that the sentences name; the password is none of them."""
    mail = config.mail
    return {
        "host": mail.host,
        "port": mail.port,
        "security": mail.security,
        "username": mail.username or "-",
        "sender": mail.bounces or mail.sender.address,
        "variable": mail.password_env,
        "folder": config.delivery.outbox,
    }


def _shape(test: "MailTest", config: Config) -> dict[str, Any]:
    failure = test.failure
    return {
        "address": test.address,
        "channel": test.channel,
        "server": {"host": config.mail.host, "port": config.mail.port, "security": config.mail.security},
        "sent": failure is None,
        "steps": [{"step": step, "worked": worked} for step, worked in test.steps.items()],
        "failure": failure
        and {
            "step": test.failed,
            "reason": failure.reason,
            "phase": failure.phase,
            "code": failure.code,
            "text": failure.text,
            "ambiguous": failure.ambiguous,
        },
    }
