"""A mail server in a process of its own that answers every command after a while, as one far away does.

``python slowmail.py FOLDER SECONDS`` prints its port; it wants STARTTLS and a login, and writes the
Message-ID of every letter that it took into FOLDER/taken.
"""

import asyncio
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.smtp import HOST, PASSWORD, USER, certify

NAMED = re.compile(rb"^Message-ID: *(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
PLAIN = b"250-slow\r\n250-STARTTLS\r\n250 SIZE 50000000"
SECURED = b"250-slow\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SIZE 50000000"


@dataclass(frozen=True)
class SlowMail:
    """A running server."""

    port: int
    folder: Path
    user: str = USER
    password: str = PASSWORD

    def trust(self) -> ssl.SSLContext:
        """Return what a client needs in order to believe the server's certificate."""
        return ssl.create_default_context(cafile=self.folder / "ca.pem")

    def taken(self) -> list[str]:
        """Return the Message-ID of every letter taken so far, one for each copy."""
        return (self.folder / "taken").read_text().split()


@contextmanager
def slow_mail(folder: Path, seconds: float) -> Iterator[SlowMail]:
    """Run a server until the end of the block."""
    folder.mkdir()
    certify(folder)
    (folder / "taken").touch()
    command = [sys.executable, __file__, str(folder), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield SlowMail(int(process.stdout.readline()), folder)
        finally:
            process.terminate()


async def serve(folder: Path, seconds: float) -> None:
    """Listen on loopback until the process is ended."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    with (folder / "taken").open("ab", buffering=0) as taken:

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await _Talk(reader, writer, seconds, context, taken).run()
            writer.close()

        server = await asyncio.start_server(talk, HOST, 0, limit=2**20)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


class _Talk:
    """One connection."""

    def __init__(self, reader, writer, seconds, context, taken):
        self.reader, self.writer, self.seconds = reader, writer, seconds
        self.context, self.taken, self.is_secured = context, taken, False

    async def run(self) -> None:
        await self._say(b"220 slow")
        while line := await self.reader.readline():
            match line[:4].upper():
                case b"EHLO" | b"HELO":
                    await self._say(SECURED if self.is_secured else PLAIN)
                case b"STAR":
                    await self._say(b"220 go on")
                    await self.writer.start_tls(self.context)
                    self.is_secured = True
                case b"AUTH":
                    await self._say(b"235 welcome" if self.is_secured else b"530 STARTTLS first")
                case b"DATA":
                    await self._take()
                case b"QUIT":
                    await self._say(b"221 bye")
                    return
                case _:
                    await self._say(b"250 ok")

    async def _take(self) -> None:
        await self._say(b"354 go on")
        raw = await self.reader.readuntil(b"\r\n.\r\n")
        self.taken.write(NAMED.search(raw)[1] + b"\n")
        await self._say(b"250 taken")

    async def _say(self, words: bytes) -> None:
        await asyncio.sleep(self.seconds)
        self.writer.write(words + b"\r\n")
        await self.writer.drain()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), float(sys.argv[2])))
