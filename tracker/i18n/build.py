"""Joins the ``*.po`` files of a language into the catalogue that gettext reads.

Runs as a hatchling build hook, and by hand: ``python -m tracker.i18n.build``.
The same sources always give the same bytes.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
KEY = re.compile(rb'^msgid "(.+)"$', re.MULTILINE)
UNCLOSED = re.compile(rb'^[^#\s].*[^"\s]\s*$', re.MULTILINE)
NO_DATE = datetime.fromtimestamp(0, UTC)  # a date of today would change the bytes


class CatalogueError(ValueError):
    """A catalogue source that cannot be built: file, key and flaw."""

    def __init__(self, source: Path, key: str, flaw: str) -> None:
        super().__init__(f"{source.parent.name}/{source.name}: {key!r} {flaw}")


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile every language."""
        compile_all(Path(self.root) / "tracker" / "i18n")


def compile_all(folder: Path = HERE) -> None:
    """Write ``<language>/LC_MESSAGES/tracker.mo`` for every language below ``folder``."""
    for language in sorted(path for path in folder.iterdir() if any(path.glob("*.po"))):
        _replace(language / "LC_MESSAGES" / "tracker.mo", _compiled(join(language)))


def join(language: Path) -> Catalog:
    """Join the sources of one language; a key stands in one place only."""
    joined = Catalog(locale=language.name, fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    for source in sorted(language.glob("*.po")):
        for message in read(source, language.name):
            if message.id in joined:
                raise CatalogueError(source, _key(message), "stands in another file already")
            joined[message.id] = message
    return joined


def read(source: Path, language: str) -> Iterator[Message]:
    """Yield the entries of one file, without its head; none of them empty or fuzzy."""
    data = source.read_bytes()
    try:
        catalogue = read_po(BytesIO(data), locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CatalogueError(source, "", f"is not a catalogue: {error}") from error
    if catalogue.charset.lower() != "utf-8":
        raise CatalogueError(source, "Content-Type", "must say charset=UTF-8")
    _check_letters(source, data)
    for message in catalogue:
        if message.id:
            yield _sound(source, message)


def _check_letters(source: Path, data: bytes) -> None:
    """Refuse what babel mends in silence."""
    for line in UNCLOSED.findall(data):
        raise CatalogueError(source, line.decode(), "lacks its closing quote")
    for key, times in Counter(KEY.findall(data)).items():
        if times > 1:
            raise CatalogueError(source, key.decode(), f"stands here {times} times")


def _sound(source: Path, message: Message) -> Message:
    forms = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    if message.fuzzy:
        raise CatalogueError(source, _key(message), "is fuzzy")
    if not all(forms):
        raise CatalogueError(source, _key(message), "is empty")
    return message


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _compiled(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _replace(target: Path, data: bytes) -> None:
    """Write at once or not at all: another process may be reading the catalogue."""
    if target.exists() and target.read_bytes() == data:
        return
    target.parent.mkdir(exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(target)


if __name__ == "__main__":
    compile_all()
