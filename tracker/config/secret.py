"""Secrets: read when they are needed, never shown."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from tracker.errors import ConfigError

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
LONGEST = 4096  # bytes; more is not a password but the wrong file


class Secret:
    """A text that no repr, log line or error shows; ``reveal`` is the only way to it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"


def from_environment(variable: str, environ: Mapping[str, str]) -> Secret:
    """Read a secret from an environment variable."""
    text = environ.get(variable, "")
    if not text:
        raise ConfigError("config.password_unset", variable=variable)
    return Secret(text)


def from_file(path: Path) -> Secret:
    """Read a secret from the first line of a file that only its owner may touch."""
    try:
        with path.open("rb") as file:
            _refuse_exposed(file, path)
            text = file.read(LONGEST).decode("utf-8").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        raise ConfigError("config.password_garbled", path=str(path)) from None
    except OSError as error:
        raise ConfigError("config.password_unreadable", path=str(path), reason=error.strerror) from None
    if not text:
        raise ConfigError("config.password_empty", path=str(path))
    return Secret(text)


def _refuse_exposed(file: BinaryIO, path: Path) -> None:
    """Ask the open file, not its name, so that nobody can swap it in between."""
    mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
    if os.name == "posix" and mode & OTHERS_MAY:
        raise ConfigError("config.password_exposed", path=str(path), mode=f"{mode:04o}")
