"""A real nginx on loopback with a configuration out of the documentation."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.offices import ROOT

BLOCK = re.compile(r"^```nginx\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
NGINX = shutil.which("nginx", path=PATH)
SECONDS = 10
NO_HEADERS: Mapping[str, str] = {}

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


class Door:
    """nginx as a calendar program sees it, and the folder with all that it reads and writes."""

    def __init__(self, port: int, folder: Path, process: subprocess.Popen) -> None:
        self._port, self.folder, self._process = port, folder, process

    def ask(self, path: str, method: str = "GET", headers: Mapping[str, str] = NO_HEADERS):
        """Ask on a connection of its own; the answer's ``body`` is read."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        connection.request(method, path, headers=dict(headers))
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    def logs(self) -> str:
        """Return all that nginx has written down."""
        return "".join(path.read_text() for path in self.folder.glob("*.log"))

    def reload(self) -> None:
        """Let nginx read its configuration again; return when the old worker is gone."""
        before = self._workers()
        self._process.send_signal(signal.SIGHUP)
        _wait(lambda: self._workers() and not before & self._workers())

    def _workers(self) -> set[str]:
        number = self._process.pid
        return set(Path(f"/proc/{number}/task/{number}/children").read_text().split())


def standing_in_front(folder: Path, behind: int) -> AbstractContextManager[Door]:
    """Run the first documented configuration: nginx before the program, which listens on a port."""
    return _running(folder, recipes()[0], {"127.0.0.1:8249": f"127.0.0.1:{behind}"})


def standing_alone(folder: Path, behind: int) -> AbstractContextManager[Door]:
    """Run the second one: nginx with the export in the folder "lich"."""
    changes = {"127.0.0.1:8249": f"127.0.0.1:{behind}", "/srv/lich": f"{folder}/lich"}
    return _running(folder, recipes()[1], changes)


@contextmanager
def _running(folder: Path, recipe: str, changes: Mapping[str, str]) -> Iterator[Door]:
    assert NGINX, "nginx is not installed"
    port = free_port()
    recipe = filled(recipe, {"listen 80;": f"listen 127.0.0.1:{port};", **changes})
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker could not read what the test wrote
    config = folder / "nginx.conf"
    config.write_text(FRAME.format(folder=folder, user=user, recipe=recipe), encoding="utf-8")
    command = [NGINX, "-p", folder, "-c", config, "-e", folder / "main.log"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            _wait(lambda: process.poll() is not None or _listens(port))
            assert process.poll() is None, "nginx refused its configuration"
            yield Door(port, folder, process)
        finally:
            process.terminate()
            process.wait(SECONDS)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < until, "nginx does not do as it was told"
        time.sleep(0.02)
