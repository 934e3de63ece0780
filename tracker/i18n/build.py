"""Joins the ``*.po`` files of a language into the catalogue that gettext reads.

Runs as a hatchling build hook, and by hand: ``python -m tracker.i18n.build``.
"""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile every language."""
        compile_all(Path(self.root) / "tracker" / "i18n")


def compile_all(folder: Path = HERE) -> None:
    """Write ``<language>/LC_MESSAGES/*.mo`` for every language below ``folder``."""
    for language in sorted(path for path in folder.iterdir() if any(path.glob("*.po"))):
        joined = Catalog(locale=language.name, fuzzy=False)
        for source in sorted(language.glob("*.po")):
            _add(joined, source)
        target = language / "LC_MESSAGES" / "tracker.mo"
        target.parent.mkdir(exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, joined)


def _add(joined: Catalog, source: Path) -> None:
    with source.open("rb") as file:
        for message in read_po(file, locale=joined.locale):
            if not message.id:
                continue
            if message.id in joined:
                raise ValueError(f"{source}: {message.id} stands in another file already")
            joined[message.id] = message


if __name__ == "__main__":
    compile_all()
