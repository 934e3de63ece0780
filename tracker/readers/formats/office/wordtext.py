"""What stands in one paragraph of Word: insertions and results, not deletions, codes or hidden text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tracker.core.text import SOFT_HYPHEN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{_COMPATIBLE}AlternateContent"
TEXT_BOX = f"{W}txbxContent"
_MATHEMATICS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = frozenset({f"{W}t", f"{_MATHEMATICS}t"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": SOFT_HYPHEN,
}
#: Taken out by a tracked change, moved away, read elsewhere, or only sounds above the letters.
LEFT_OUT = frozenset(
    f"{W}{local}" for local in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt")
)
_LARGEST_NUMBER = 32_767  # in a file of Word
_OFF = frozenset({"0", "false", "off"})


def written(paragraph: Element) -> tuple[str, list[Element]]:
    r"""Return the text of a paragraph, with "\t" and "\n" as set, and the text boxes anchored in it."""
    text: list[str] = []
    boxes: list[Element] = []
    fields: list[str] = []  # of each field that is open: "begin" in its code, "separate" in its result
    for piece in _pieces(paragraph):
        if isinstance(piece, str):
            if "begin" not in fields:
                text.append(piece)
        elif piece.tag == TEXT_BOX:
            boxes.append(piece)
        else:
            _turn(fields, piece.get(f"{W}fldCharType", ""))
    return "".join(text), boxes


def _turn(fields: list[str], kind: str) -> None:
    """Follow a field from its code to its result and to its end."""
    if kind == "begin":
        fields.append(kind)
    elif fields:
        fields.pop()
        if kind == "separate":
            fields.append(kind)


def _pieces(element: Element) -> Iterator[str | Element]:
    """Yield the texts, the marks of fields and the text boxes inside an element, in order."""
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag in {TEXT_BOX, f"{W}fldChar"}:
            yield child
        elif tag == ALTERNATIVES:
            yield from _pieces(preferred(child))
        elif tag not in LEFT_OUT and not _is_hidden(child):
            yield from _pieces(child)


def preferred(alternatives: Element) -> Element:
    """Return the first of several forms of the same content; the others repeat it for older programs."""
    return next(iter(alternatives), alternatives)


def _is_hidden(element: Element) -> bool:
    """Whether a run is hidden text, or a content control shows only its prompt."""
    return is_on(element.find(f"{W}rPr/{W}vanish")) or is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr"))


def ends_deleted(paragraph: Element) -> bool:
    """Whether a tracked change takes out the end of a paragraph, so that it goes on in the next."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(f"{W}{change}") is not None for change in ("del", "moveFrom"))


def value(element: Element | None, *path: str) -> str:
    """Return the value of the property at the end of a path; empty where it is not given."""
    for local in path:
        element = None if element is None else element.find(f"{W}{local}")
    return "" if element is None else element.get(f"{W}val", "")


def number(text: str, default: int = 0) -> int:
    """Read a count that a file states; what is no count, or beyond what Word writes, is the default."""
    return int(text) if text.isdecimal() and len(text) <= len(str(_LARGEST_NUMBER)) else default


def is_on(switch: Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return switch is not None and switch.get(f"{W}val", "true") not in _OFF
