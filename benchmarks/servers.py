"""The servers that are compared: nginx with files, Radicale with collections, and ours; on loopback."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from office import PROGRAM, Office

SECONDS_TO_START = 20
TICKS = os.sysconf("SC_CLK_TCK")
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ worker_connections 256; }}
http {{
    access_log off; keepalive_requests 100000000; gzip_static on;
    types {{ text/calendar ics; }}
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""
RADICALE = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[rights]
type = authenticated
[storage]
filesystem_folder = {folder}/collections
[logging]
level = error
"""


@dataclass(frozen=True)
class Server:
    """A running server: its port, the process that answers, and where each feed is found there."""

    port: int
    pid: int
    paths: Mapping[str, str]

    def address(self, feed: str) -> str:
        return f"http://127.0.0.1:{self.port}{self.paths[feed]}"

    def cpu_seconds(self) -> float:
        """Return the processor time that the answering process has used, in user and kernel mode."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self) -> float:
        """Return the memory that the process holds now, in megabytes of a million octets."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kilobytes) * 1024 / 1e6

    def ask(
        self, feed: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, str, bytes]:
        """Ask once; return status, ETag and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, self.paths[feed], body, named)
        response = connection.getresponse()
        answer = response.status, response.headers.get("ETag", ""), response.read()
        connection.close()
        return answer


@contextmanager
def nginx(folder: Path, feeds: Mapping[str, tuple[bytes, bytes]]) -> Iterator[Server]:
    """Serve the plain and the compressed bytes of feeds as files, with one worker."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise SystemExit("nginx is not installed")
    (folder / "www").mkdir(parents=True)
    for name, (plain, compressed) in feeds.items():
        (folder / "www" / f"{name}.ics").write_bytes(plain)
        (folder / "www" / f"{name}.ics.gz").write_bytes(compressed)
    port, user = free_port(), "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, user=user))
    command = [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
    with running(command, port, folder) as pid:
        yield Server(port, only_child(pid), {name: f"/{name}.ics" for name in feeds})


@contextmanager
def radicale(folder: Path, program: Path, feeds: Mapping[str, bytes]) -> Iterator[Server]:
    """Serve feeds as collections, put there over HTTP."""
    folder.mkdir()
    port = free_port()
    config = folder / "config"
    config.write_text(RADICALE.format(folder=folder, port=port))
    with running([str(program), "--config", str(config)], port, folder) as pid:
        server = Server(port, pid, {name: f"/office/{name}/" for name in feeds})
        for name, data in feeds.items():
            status, _, said = server.ask(
                name, "PUT", data, Content_Type="text/calendar", Authorization="Basic b2ZmaWNlOg=="
            )
            if status not in {200, 201}:
                raise SystemExit(f"Radicale answers {status}: {said.decode()}")
        yield server


@contextmanager
def tracker(office: Office, port: int, addresses: Mapping[str, str]) -> Iterator[Server]:
    """Serve an office's feeds."""
    with running([*PROGRAM, "serve"], port, office.folder, office.environ) as pid:
        yield Server(
            port, pid, {name: "/f/" + address.split("/f/")[1] for name, address in addresses.items()}
        )


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, environ: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run a server until the end of the block; yield its process id once it listens."""
    with (
        (folder / "said.log").open("wb") as said,
        subprocess.Popen(command, cwd=folder, env=environ, stdout=said, stderr=said) as process,
    ):
        try:
            until = time.monotonic() + SECONDS_TO_START
            while not listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"{command[0]}: {(folder / 'said.log').read_text()}")
                time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()
            process.wait(SECONDS_TO_START)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def only_child(pid: int) -> int:
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
