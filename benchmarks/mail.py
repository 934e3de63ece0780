"""How long letters take over a mail server that answers each command after 20 ms, with STARTTLS and login.

Ours, with one connection and with four, beside smtplib on a kept connection with ready bytes and beside
yagmail's own ``send()``; afterwards the server must have every letter exactly once.
"""

import argparse
import smtplib
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import NamedTuple

import yagmail
from rounds import table
from slowmail import SlowMail, slow_mail

from tests.offices import write_config
from tracker.app import App, open_app
from tracker.services.delivering import deliver
from tracker.store.outbox import enqueue
from tracker.store.tables import DeliveryRow

LETTERS, ANSWER = 40, 0.02  # letters a round, seconds before each answer
SENDER = "nhacviec@example.vn"
SUBJECT = "[Nhắc việc] 5 việc đến hạn hôm nay, 2 việc quá hạn"
LINE = "Báo cáo tổng kết công tác thi đua, khen thưởng quý II: hạn 31/5, còn 3 ngày làm việc.\r\n"
WORDS = LINE * 30
KEPT, SEND = "smtplib, kept", "yagmail, send()"
_NUMBERS = count(1)


class Letter(NamedTuple):
    """One letter as all contenders get it."""

    message_id: str
    recipient: str
    raw: bytes


def main() -> None:
    """Measure and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as name, slow_mail(Path(name) / "mail", ANSWER) as server:
        contenders = {
            KEPT: lambda letters: kept(server, letters),
            "tracker, one connection": ours(Path(name) / "one", server, connections=1),
            "tracker, four connections": ours(Path(name) / "four", server, connections=4),
            SEND: lambda letters: yagmails_own(server, letters),
        }
        print(f"{LETTERS} letters, each answer after {ANSWER * 1000:.0f} ms, medians of {rounds} rounds\n")
        print(table(compared(server, contenders, rounds), [KEPT, SEND]))


def compared(
    server: SlowMail, contenders: dict[str, Callable[[list[Letter]], float]], rounds: int
) -> dict[str, list[float]]:
    """Let each contender send its letters once a round; one round before the first is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, send in contenders.items():
            letters = [written() for _ in range(LETTERS)]
            took = send(letters)
            counts = Counter(server.taken())
            if any(counts[letter.message_id] != 1 for letter in letters):
                raise SystemExit(f"{name}: not every letter arrived exactly once")
            if number:
                seconds[name].append(took)
    return seconds


def written() -> Letter:
    """Write a letter that no other is like."""
    number = next(_NUMBERS)
    letter = Letter(f"<{number}@example.vn>", f"{number}@example.vn", b"")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, letter.recipient, SUBJECT
    message["Message-ID"] = letter.message_id
    message.set_content(WORDS, cte="base64")
    return letter._replace(raw=message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def kept(server: SlowMail, letters: list[Letter]) -> float:
    """Send ready bytes over one connection of smtplib."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", server.port, local_hostname="localhost") as smtp:
        smtp.starttls(context=server.trust())
        smtp.login(server.user, server.password)
        for letter in letters:
            smtp.sendmail(SENDER, [letter.recipient], letter.raw)
    return time.perf_counter() - began


def yagmails_own(server: SlowMail, letters: list[Letter]) -> float:
    """Send with one object of yagmail, as its manual shows."""
    began = time.perf_counter()
    with yagmail.SMTP(
        {server.user: "Nhắc việc"},
        server.password,
        host="127.0.0.1",
        port=server.port,
        smtp_ssl=False,
        smtp_starttls={"context": server.trust()},
        timeout=30,
    ) as yag:
        for letter in letters:
            yag.send(
                letter.recipient,
                SUBJECT,
                yagmail.raw(WORDS),
                prettify_html=False,
                message_id=letter.message_id,
            )
    return time.perf_counter() - began


def ours(folder: Path, server: SlowMail, *, connections: int) -> Callable[[list[Letter]], float]:
    """Return what delivers letters from an office's outbox; queuing them is not counted."""
    folder.mkdir()
    settings = write_config(
        folder,
        host='"127.0.0.1"',
        port=str(server.port),
        username=f'"{server.user}"',
        ca_file=f'"{server.folder / "ca.pem"}"',
        connections=str(connections),
        per_minute="100000",
        letters_per_connection="1000",
        connection_seconds="3600",
    )
    app = open_app(settings, {"TRACKER_MAIL_PASSWORD": server.password})

    def send(letters: list[Letter]) -> float:
        queue(app, letters)
        began = time.perf_counter()
        report = deliver(app)
        took = time.perf_counter() - began
        if report.sent != len(letters):
            raise SystemExit(f"tracker sent {report.sent} of {len(letters)} letters")
        return took

    return send


def queue(app: App, letters: list[Letter]) -> None:
    """Queue letters as the planner does."""
    now = datetime.now(UTC)
    with app.store.write() as session:
        for letter in letters:
            row = DeliveryRow(
                dedup_key=letter.message_id,
                message_id=letter.message_id,
                recipient=letter.recipient,
                recipient_name="",
                slot_on=app.today(),
                subject=SUBJECT,
                sha256="0" * 64,
                created_at=now,
                next_at=now,
            )
            enqueue(session, row, letter.raw)


if __name__ == "__main__":
    main()
