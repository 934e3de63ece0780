"""Letters by e-mail. yagmail opens, secures and closes the connection, and does nothing else.

Its ``send()`` is never called: it repeats a letter whose reply was lost,
attaches files that a text names and fetches addresses found in a text.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from tracker.channels import Session
from tracker.channels.dialogue import SmtpSession, Timeouts
from tracker.channels.replies import Phase, classify, enhanced_code, tidy
from tracker.core.mail import Security
from tracker.errors import ChannelError, FailureReason

QUIT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server; without ``username`` it asks for no login.

    ``ca_file`` holds the authorities to trust instead of the system's.
    """

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """Many letters over one connection."""

    settings: MailSettings

    @contextmanager
    def open(self) -> Iterator[Session]:
        """Connect, secure and log in once."""
        client = _connected(self.settings)
        session = SmtpSession(client.smtp, self.settings.timeouts)
        try:
            yield session
            session.finish(QUIT_SECONDS)
        finally:
            _hang_up(client)


def _connected(settings: MailSettings) -> Any:
    client = _client(settings)
    try:
        client.login()
        client.smtp.ehlo_or_helo_if_needed()
    except (OSError, ValueError) as error:
        failure = _not_opened(error, Phase.LOGIN if client.smtp else Phase.CONNECT)
        _hang_up(client)
        raise failure from None  # the cause may hold the password
    return client


def _client(settings: MailSettings) -> Any:
    """Prepare yagmail's client: verified TLS, a timeout, no prompt, no log of its own."""
    client = _patient(settings.timeouts.login)(
        user="",
        password=settings.password,
        host=settings.host,
        port=settings.port,
        smtp_skip_login=not settings.username,
        soft_email_validation=False,
        timeout=settings.timeouts.connect,
        **_protection(settings),
    )
    client.user = settings.username  # the constructor makes name@gmail.com of a bare name
    client.set_logging(None)
    return client


def _patient(seconds: float) -> Any:
    """Return yagmail's client, which waits ``seconds`` for each answer once the line is open."""
    import yagmail  # noqa: PLC0415  (slow to load, and only here)

    class Patient(yagmail.SMTP):  # type: ignore[misc]
        @property
        def connection(self) -> Any:
            connect = super().connection

            def connected(*given: Any, **named: Any) -> Any:
                smtp = connect(*given, **named)
                smtp.sock.settimeout(seconds)
                # or the final dot, sent apart from the text, waits for the server's delayed acknowledgement
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                smtp.auth = _offered_once(smtp.auth)
                return smtp

            return connected

    return Patient


def _offered_once(authenticate: Callable[..., Any]) -> Callable[..., Any]:
    """Keep a password that PLAIN was refused for from being offered as LOGIN, too: a server counts both."""
    refusals: list[Exception] = []

    def ask(mechanism: str, *given: Any, **named: Any) -> Any:
        if refusals and mechanism == "LOGIN":
            raise refusals[0]
        try:
            return authenticate(mechanism, *given, **named)
        except Exception as error:
            if mechanism == "PLAIN":
                refusals.append(error)
            raise

    return ask


def _protection(settings: MailSettings) -> dict[str, Any]:
    if settings.security is Security.NONE:
        if not _is_loopback(settings.host):
            raise _needs_a_human("an unprotected connection may only lead to this machine")
        return {"smtp_ssl": False, "smtp_starttls": False}
    context = _trust(settings.ca_file)
    if settings.security is Security.SSL:
        return {"smtp_ssl": True, "context": context}
    return {"smtp_ssl": False, "smtp_starttls": {"context": context}}


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    """Verify the server's certificate and name; the library's own default would not."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise _needs_a_human(f"ca_file: {error.strerror}") from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


def _not_opened(error: Exception, phase: Phase) -> ChannelError:
    """Tell why the connection did not come about."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _needs_a_human(f"certificate: {error.verify_message}")
    if isinstance(error, UnicodeError):
        return _needs_a_human("user name or password holds letters beyond ASCII")
    # smtplib itself is not imported: its errors are known by name and attributes.
    if type(error).__name__ == "SMTPNotSupportedError":
        return _needs_a_human(tidy(str(error)))
    code = max(getattr(error, "smtp_code", 0), 0)
    text = tidy(getattr(error, "smtp_error", str(error)))
    return ChannelError(classify(phase, code, enhanced_code(text)), phase=phase, code=code, text=text)


def _needs_a_human(text: str) -> ChannelError:
    return ChannelError(FailureReason.LOGIN, phase=Phase.LOGIN, text=text)


def _hang_up(client: Any) -> None:
    """Say goodbye; what was sent is sent, whatever happens now."""
    with suppress(OSError):
        if client.smtp and client.smtp.sock:
            client.smtp.sock.settimeout(QUIT_SECONDS)
        client.close()
