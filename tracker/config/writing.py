"""Writing a unit into config.toml: comments and layout stay, and nothing else changes."""

import os
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any, NamedTuple

import tomlkit
from tomlkit.items import AoT

from tracker.config.load import check_config
from tracker.config.model import Config
from tracker.core.directory import Person, Unit
from tracker.errors import ConfigError

_Edit = Callable[[Any], None]


class Draft(NamedTuple):
    """A change of a settings file that is not made yet: its bytes before and after, what they say then."""

    path: Path
    before: bytes
    after: bytes
    config: Config


def draft_unit(config: Config, unit: Unit, environ: Mapping[str, str]) -> Draft:
    """Add a unit below the others; a ConfigError if the file could not be read afterwards."""
    facts = _facts(unit)

    def add(document: Any) -> None:
        document.setdefault("units", []).append(facts)

    return _draft(config, environ, add, lambda text: _with_table(text, facts))


def draft_alias(config: Config, code: str, alias: str, environ: Mapping[str, str]) -> Draft:
    """Add another name of a unit behind those it has; a ConfigError as for a unit."""

    def add(document: Any) -> None:
        unit = next(unit for unit in document["units"] if unit["code"] == code)
        if "aliases" not in unit:
            unit["aliases"] = []
        unit["aliases"].append(alias)

    return _draft(config, environ, add, lambda text: _edited(text, add))


def write(draft: Draft) -> None:
    """Put the new file in the old one's place, whole or not at all; a link is followed, the mode is kept.

    A ConfigError if the file changed since it was drafted, or may not be written.
    """
    path = draft.path.resolve()
    try:
        if path.read_bytes() != draft.before:
            raise ConfigError("config.changed", path=str(draft.path))
        replace_whole(path, draft.after)
    except OSError as error:
        raise ConfigError("config.not_writable", path=str(draft.path), reason=error.strerror) from None


def _draft(config: Config, environ: Mapping[str, str], add: _Edit, edit: Callable[[str], str]) -> Draft:
    """Edit the text, and make sure that it says what was meant and nothing else besides."""
    if config.is_shipped:
        raise ConfigError("config.no_file", path=str(config.source))
    before = config.source.read_bytes()
    text = before.decode("utf-8-sig").replace("\r\n", "\n")
    after = edit(text)
    meant = tomllib.loads(text)
    add(meant)
    if tomllib.loads(after) != meant:
        raise ConfigError("config.not_editable", path=str(config.source))
    data = encoded_as(before, after)
    return Draft(config.source, before, data, check_config(data, config, environ))


def encoded_as(before: bytes, after: str) -> bytes:
    """Encode the text with the line ends and the mark of the file as it was."""
    if b"\r\n" in before:
        after = after.replace("\n", "\r\n")
    return after.encode("utf-8-sig" if before.startswith(b"\xef\xbb\xbf") else "utf-8")


def _facts(unit: Unit) -> dict[str, Any]:
    """Return the keys of a unit's table; empty ones are left out."""
    facts: dict[str, Any] = {"code": unit.code, "name": unit.name, "people": list(map(_person, unit.people))}
    if unit.heads:
        facts["head"] = _person(unit.heads[-1])
    return {key: value for key, value in facts.items() if value}


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "address": person.address}


def _edited(text: str, add: _Edit) -> str:
    document = tomlkit.parse(text)
    add(document)
    return tomlkit.dumps(document)


def _with_table(text: str, facts: Mapping[str, Any]) -> str:
    """Write a new [[units]] table after the last one, with a blank line on either side."""
    document = tomlkit.parse(text)
    lines = (f"{key} = {_toml(value)}" for key, value in facts.items())
    block = "\n".join(("[[units]]", *lines, ""))
    new = tomlkit.parse(block)
    units = document.get("units")
    if isinstance(units, AoT):
        units.append(new["units"][0])
    elif units is None:
        document.append("units", new["units"])
    before, found, after = tomlkit.dumps(document).rpartition(block)
    return "\n".join(filter(None, (before.rstrip("\n") + "\n", found, after.lstrip("\n"))))


def _toml(value: object) -> str:
    """Write a value as the shipped file does."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(part)}' for key, part in value.items())} }}"
    return tomlkit.item(value).as_string()


def replace_whole(path: Path, data: bytes) -> None:
    """Write a complete file beside the old one and put it in its place."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
