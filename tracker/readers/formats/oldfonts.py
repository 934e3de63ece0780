"""Text typed for old fonts, TCVN3 (ABC, .VnTime) or VNI-Windows, brought to Unicode.

Such text holds Latin letters and signs which only those fonts draw as Vietnamese
("KÕ ho¹ch", "Keá hoaïch"). It is known by its words: as written they are no
Vietnamese syllables, and converted they are. TCVN3 draws capitals with fonts of
their own (.VnTimeH), so its capitals with tone marks come out as small letters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from tracker.core.text import SOFT_HYPHEN
from tracker.errors import DocumentError
from tracker.readers.document import Document, Paragraph, Row, Table


class OldFont(StrEnum):
    """A family of fonts with letters of its own; the value is its name for people."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


_FEWEST_WORDS = 4  # fewer words prove nothing
_CERTAIN = 0.85  # share of the words that are syllables once converted
_LIKELY = 0.6
_WRONG_AS_WRITTEN = 0.6  # more syllables as written: the text needs no converting
_MOST_WORDS = 5_000  # that are looked at

#: The letters of TCVN 5712:1993, table VN3, by their codes.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3_LETTERS = {first + at: letter for first, row in _TCVN3.items() for at, letter in enumerate(row)}

#: VNI: what stands after a vowel and the vowel's own letter, for the tones, ă and â.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}


def _vni_letters() -> Iterator[tuple[str, str]]:
    for base in "aeouyôö":
        letter = _VNI_ALONE.get(base, base)
        yield from ((base + sign, letter + tone) for sign, tone in _VNI_TONES.items())
    yield from (("a" + sign, "ă" + tone) for sign, tone in _VNI_BREVES.items())
    yield from ((base + sign, base + "\u0302" + tone) for base in "aeo" for sign, tone in _VNI_HATS.items())
    yield from _VNI_ALONE.items()


def _cased(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs with small letters, with capitals, and with a capital first."""
    for old, letter in pairs:
        new = unicodedata.normalize("NFC", letter)
        yield old, new
        yield old.upper(), new.upper()
        yield old.capitalize(), new.upper()


_VNI_LETTERS = dict(_cased(_vni_letters()))
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _VNI_LETTERS), key=len, reverse=True)))

_BEYOND_LATIN = re.compile("[\u0100-\u1eff]")
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]{1,40}")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONSET = "(?:ngh?|nh|n|ch|c|gh|gi?|kh|k|ph|p|th|tr|t|qu|b|d|đ|h|l|m|r|s|v|x)?"
_VOWELS = (
    "(?:uyê|uya|oai|oay|oeo|uây|uôi|ươi|ươu|iêu|yêu|iê|yê|ia|uô|ua|ươ|ưa|oa|oă|oe|uâ|uê|uy|uơ|oo"
    "|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_VOWELS}(?:ch|nh|ng|[cmnpt])?")


def in_unicode(text: str) -> str:
    """Return text with its lines in old letters converted, and without soft hyphens."""
    lines = text.split("\n")
    font = old_font(lines)
    return "\n".join(converted(line, font) for line in lines) if font else text.replace(SOFT_HYPHEN, "")


def document_in_unicode(document: Document) -> Document:
    """Return a document with its old letters converted, and without soft hyphens.

    Raise ``DocumentError`` if an old font is likely but not certain, or if the
    reader of a format has dropped the soft hyphens that are letters in TCVN3.
    """
    texts = [line.text for line in document.lines()]
    font = old_font(texts)
    is_whole = font is not OldFont.TCVN3 or any(SOFT_HYPHEN in text for text in texts)
    doubted = old_font(texts, share=_LIKELY) if font is None or not is_whole else None
    if doubted:
        raise DocumentError("document.old_font", file=document.name, font=doubted.value)
    return replace(document, blocks=tuple(_block(block, font) for block in document.blocks))


def _block(block: Paragraph | Table, font: OldFont | None) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, text=converted(block.text, font))
    return replace(block, rows=tuple(_row(row, font) for row in block.rows))


def _row(row: Row, font: OldFont | None) -> Row:
    return replace(row, cells=tuple(converted(cell, font) for cell in row.cells))


def old_font(texts: Iterable[str], *, share: float = _CERTAIN) -> OldFont | None:
    """Tell for which old font texts were typed: ``share`` of their words must be syllables once converted."""
    words = _marked_words(texts)
    if len(words) < _FEWEST_WORDS or _share(words, str) > _WRONG_AS_WRITTEN:
        return None
    shares = {font: _share(words, change) for font, change in _CHANGES.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= share else None


def converted(text: str, font: OldFont | None) -> str:
    """Return text typed for an old font in Unicode; text that has Vietnamese letters already stays."""
    is_old = font is not None and not text.isascii() and not _BEYOND_LATIN.search(text)
    return (_CHANGES[font](text) if font and is_old else text).replace(SOFT_HYPHEN, "")


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3_LETTERS)


def _from_vni(text: str) -> str:
    return _VNI_SIGN.sub(lambda found: _VNI_LETTERS[found[0]], text)


_CHANGES: dict[OldFont, Callable[[str], str]] = {OldFont.TCVN3: _from_tcvn3, OldFont.VNI: _from_vni}


def _marked_words(texts: Iterable[str]) -> set[str]:
    """Return words with signs beyond ASCII, from the texts that hold no letter beyond Latin-1."""
    words: set[str] = set()
    for text in texts:
        if not text.isascii() and not _BEYOND_LATIN.search(text):
            words.update(word for word in _WORD.findall(text) if not word.isascii())
        if len(words) > _MOST_WORDS:
            break
    return words


def _share(words: set[str], change: Callable[[str], str]) -> float:
    """Return the share of words that are Vietnamese syllables after a change."""
    return sum(_is_syllable(change(word)) for word in words) / len(words)


def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", bare.translate(_TONES))
    tones = sum(ord(mark) in _TONES for mark in bare)
    return tones <= 1 and _SYLLABLE.fullmatch(toneless) is not None
