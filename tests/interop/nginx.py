"""A real nginx on loopback with a configuration out of the documentation."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.offices import ROOT

BLOCK = re.compile(r"^```nginx\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
NGINX = shutil.which("nginx", path=PATH)
SECONDS_TO_START = 10

#: Around the documented part: everything in the test's folder, for whichever user runs the test.
FRAME = """
daemon off; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/main.log info;
{user}
events {{ worker_connections 64; }}
http {{
    access_log {folder}/access.log; log_not_found on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {recipe}
}}
"""

needs_nginx = pytest.mark.skipif(NGINX is None and not os.environ.get("CI"), reason="nginx is not installed")


def recipes() -> list[str]:
    """Return the configurations of the documentation, in their order."""
    return BLOCK.findall((ROOT / "docs" / "feeds.md").read_text(encoding="utf-8"))


def filled(recipe: str, changes: Mapping[str, str]) -> str:
    """Put other words for some of a recipe's; each must be there."""
    for before, after in changes.items():
        assert before in recipe
        recipe = recipe.replace(before, after)
    return recipe


@contextmanager
def nginx(folder: Path, recipe: str, port: int) -> Iterator[subprocess.Popen]:
    """Run nginx with a recipe that listens on this port of loopback; its files stay in the folder."""
    assert NGINX, "nginx is not installed"
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker could not read what the test wrote
    config = folder / "nginx.conf"
    config.write_text(FRAME.format(folder=folder, user=user, recipe=recipe), encoding="utf-8")
    command = [NGINX, "-p", folder, "-c", config, "-e", folder / "main.log"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield process
        finally:
            process.terminate()
            process.wait(SECONDS_TO_START)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert process.poll() is None, "nginx refused its configuration"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not answer")
