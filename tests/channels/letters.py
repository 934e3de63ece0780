"""Letters for the channels' tests."""

from tracker.channels import Envelope


def letter(
    number=1,
    recipient="lan.nt@example.vn",
    body="Kính gửi chị Lan\r\n",
    date="Mon, 27 May 2024 07:30:00 +0700",
):
    """One small letter in an envelope."""
    message_id = f"<tr.{number}@example.vn>"
    head = (
        f"From: nhacviec@example.vn\r\nTo: lan.nt@example.vn\r\nDate: {date}\r\nMessage-ID: {message_id}\r\n"
    )
    text = f"{head}Subject: =?utf-8?q?Nh=E1=BA=AFc?= {number}\r\nContent-Type: text/plain; charset=utf-8\r\n"
    raw = f"{text}Content-Transfer-Encoding: 8bit\r\n\r\n{body}".encode()
    return Envelope("bounces@example.vn", recipient, raw, message_id)
