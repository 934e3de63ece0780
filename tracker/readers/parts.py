"""The XML parts of a container, and the relations that lead from one to another."""

import posixpath
import re
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tracker.errors import DocumentError

LARGEST_TREE = 40_000_000  # bytes of one part that is parsed as a whole: about ten times that in memory
#: "Strict" files say the same under other names (ISO/IEC 29500-1, annex A).
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/main")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/main"


class Parts:
    """The parts of one open container; each error names its file."""

    def __init__(self, container: ZipFile, name: str) -> None:
        self._container = container
        self._names = frozenset(container.namelist())
        self._file = name

    def main(self) -> str:
        """Return the name of the document's own part."""
        found = self._related("", "officeDocument") or next(iter({"word/document.xml"} & self._names), None)
        if found is None:
            raise DocumentError("document.damaged", file=self._file)
        return found

    def tree(self, part: str) -> Element:
        """Parse a part; one that is damaged, too large, or declares entities, is refused."""
        if part in self._names and self._container.getinfo(part).file_size > LARGEST_TREE:
            limit = LARGEST_TREE // 1_000_000
            raise DocumentError("document.unpacks_too_large", file=self._file, part=part, limit=limit)
        try:
            data = _STRICT.sub(_USUAL, self._container.read(part))
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException:
            raise DocumentError("document.declares_entities", file=self._file, part=part) from None
        except (BadZipFile, zlib.error, KeyError, EOFError, ParseError, ValueError, LookupError):
            raise DocumentError("document.damaged", file=self._file) from None
        return root

    def beside(self, part: str, kind: str) -> Element | None:
        """Parse the part of a kind ("styles", "numbering") that a part relates to; None without one."""
        found = self._related(part, kind)
        return self.tree(found) if found else None

    def _related(self, part: str, kind: str) -> str | None:
        """Return the part inside the container that a relation of a kind names; the outside is ignored."""
        folder, _, own = part.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{own}.rels")
        if relations not in self._names:
            return None
        named = _targets(self.tree(relations), kind)
        targets = (posixpath.normpath(posixpath.join("/", folder, target))[1:] for target in named)
        return next((target for target in targets if target in self._names), None)


def _targets(relations: Element, kind: str) -> Iterator[str]:
    for relation in relations:
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
            yield relation.get("Target", "")
