"""A real SMTP server on loopback that misbehaves as it is told."""

import asyncio
import ipaddress
import ssl
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HANG_UP = "hang up"
SILENCE = "silence"
USER, PASSWORD = "nhacviec@example.vn", "correct horse"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Received:
    """One letter that the server took."""

    sender: str
    recipient: str
    raw: bytes


class SmtpServer:
    """Listens on a free port of loopback while the context is open.

    ``script`` holds, by phase ("MAIL", "RCPT", "DATA", "FINAL"), what to answer in turn in place of
    250: a reply line, ``HANG_UP`` or ``SILENCE``. "FINAL" is said after the final dot; the letter is
    kept only where the answer is no refusal. A hang-up in "TEXT" comes amid a long text.
    ``logins`` counts successful ones, ``refusals`` the others. ``largest`` bytes of a letter are offered.
    """

    def __init__(self, folder: Path, *, tls: bool = True, login: bool = True, largest: int = 2**25) -> None:
        self.received: list[Received] = []
        self.script: defaultdict[str, deque[str]] = defaultdict(deque)
        self.logins = self.refusals = 0
        self.lines: list[asyncio.Transport] = []  # whose server is silent just now
        self.ca_file = folder / "ca.pem"
        self._controller = _Controller(self, certify(folder) if tls else None, login=login, largest=largest)

    @property
    def port(self) -> int:
        return self._controller.port

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_) -> None:
        self._controller.stop()

    def hang_up(self) -> None:
        """Cut every line that is open."""
        loop = self._controller.loop
        loop.call_soon_threadsafe(lambda: [line.abort() for line in self.lines])

    def next_answer(self, phase: str) -> str:
        return self.script[phase].popleft() if self.script[phase] else ""


class _Controller(Controller):
    """aiosmtpd's controller on a port that the system chooses."""

    def __init__(self, owner, tls_context, *, login, largest):
        self.owner = owner
        super().__init__(
            _Handler(owner),
            hostname=HOST,
            port=0,
            data_size_limit=largest,
            tls_context=tls_context,
            require_starttls=tls_context is not None,
            auth_required=login,
            auth_require_tls=tls_context is not None,
            authenticator=self._authenticate if login else None,
        )

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def factory(self):
        return _Dialogue(self.owner, self.handler, **self.SMTP_kwargs)

    def _authenticate(self, server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.owner.logins += right
        self.owner.refusals += not right
        return AuthResult(success=right, handled=False)


class _Dialogue(SMTP):
    """The protocol, with a line that can be cut amid the text of a letter."""

    def __init__(self, owner, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner

    async def smtp_DATA(self, arg):  # noqa: N802  (aiosmtpd's name)
        answer = self.owner.next_answer("DATA")
        if answer:
            await self.push(await _performed(answer, self))
        elif self.owner.next_answer("TEXT") == HANG_UP:
            await self.push("354 go ahead")
            await self._reader.read(10)
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class _Handler:
    def __init__(self, owner):
        self.owner = owner

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802  (aiosmtpd's name)
        answer = self.owner.next_answer("MAIL")
        if answer:
            return await _performed(answer, server)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  (aiosmtpd's name)
        answer = self.owner.next_answer("RCPT")
        if answer:
            return await _performed(answer, server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        answer = self.owner.next_answer("FINAL") or "250 OK"
        if not answer.startswith(("4", "5")):
            [recipient] = envelope.rcpt_tos
            self.owner.received.append(Received(envelope.mail_from, recipient, envelope.content))
        return await _performed(answer, server)


async def _performed(answer: str, server: SMTP) -> str:
    if answer == HANG_UP:
        server.transport.abort()
    if answer == SILENCE:
        server.owner.lines.append(server.transport)
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
    return answer


def certify(folder: Path) -> ssl.SSLContext:
    """Make a certificate for 127.0.0.1, not for "localhost"; ``ca.pem`` in the folder vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    names = [x509.IPAddress(ipaddress.ip_address(HOST))]
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    no_password = serialization.NoEncryption()
    (folder / "server.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password) + pem
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context
