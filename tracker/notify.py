"""A word to systemd: that the service is ready, lives, reads its settings again, stops (sd_notify(3))."""

import os
import socket
from contextlib import suppress

READY, RELOADING, STOPPING, WATCHDOG = "READY=1", "RELOADING=1", "STOPPING=1", "WATCHDOG=1"


def notify(*words: str) -> bool:
    """Tell whoever started the service; False where nobody listens. Never fails."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    if address.startswith("@"):  # an abstract address of Linux
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto("\n".join(words).encode(), address)
        return True
    return False
