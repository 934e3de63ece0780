"""The XML parts of a container, and the relations that lead from one to another."""

import posixpath
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from tracker.errors import DocumentError

LARGEST_TREE = 40_000_000  # bytes of one part that is parsed as a whole: about ten times that in memory
#: "Strict" files say the same under other names (ISO/IEC 29500-1, annex A).
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/main")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/main"
_DAMAGE = (BadZipFile, zlib.error, KeyError, EOFError, ParseError, ValueError, LookupError)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of one part to another inside the container: its name, its kind, the other part."""

    name: str
    kind: str
    part: str


class Parts:
    """The parts of one open container; each error names its file."""

    def __init__(self, container: ZipFile, name: str) -> None:
        self._container = container
        self._names = frozenset(container.namelist())
        self._file = name

    def main(self, usual: str) -> str:
        """Return the name of the document's own part."""
        found = self._related("", "officeDocument") or next(iter({usual} & self._names), None)
        if found is None:
            raise DocumentError("document.damaged", file=self._file)
        return found

    def tree(self, part: str) -> Element:
        """Parse a part; one that is damaged, too large, or declares entities, is refused."""
        if part in self._names and self._container.getinfo(part).file_size > LARGEST_TREE:
            limit = LARGEST_TREE // 1_000_000
            raise DocumentError("document.unpacks_too_large", file=self._file, part=part, limit=limit)
        with self._refusals(part):
            data = _STRICT.sub(_USUAL, self._container.read(part))
            root: Element = fromstring(data, forbid_dtd=True)
        return root

    def elements(self, part: str, *tags: str) -> Iterator[Element]:
        """Yield the elements of some tags as they end, whatever their namespace, and empty them again."""
        with self._refusals(part), self._container.open(part) as source:
            for _, element in iterparse(source, forbid_dtd=True):
                if local(element) in tags:
                    yield element
                    element.clear()

    def beside(self, part: str, kind: str) -> Element | None:
        """Parse the part of a kind ("styles", "numbering") that a part relates to; None without one."""
        found = self._related(part, kind)
        return self.tree(found) if found else None

    def relations(self, part: str) -> Iterator[Relation]:
        """Yield the relations of a part that stay inside the container; the outside is never looked at."""
        folder, _, own = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{own}.rels")
        for found in self.tree(listed) if listed in self._names else ():
            target = posixpath.normpath(posixpath.join("/", folder, found.get("Target", "")))[1:]
            if target in self._names and found.get("TargetMode") != "External":
                yield Relation(found.get("Id", ""), found.get("Type", "").rpartition("/")[2], target)

    def _related(self, part: str, kind: str) -> str | None:
        return next((found.part for found in self.relations(part) if found.kind == kind), None)

    @contextmanager
    def _refusals(self, part: str) -> Iterator[None]:
        """Say in our words why a part cannot be parsed."""
        try:
            yield
        except DefusedXmlException:
            raise DocumentError("document.declares_entities", file=self._file, part=part) from None
        except _DAMAGE:
            raise DocumentError("document.damaged", file=self._file) from None


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
