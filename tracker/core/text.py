"""Cleaning and folding of Vietnamese text."""

import re
import unicodedata

#: A letter in old Vietnamese fonts, nothing elsewhere.
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_SPACES = re.compile(r"[^\S\x1c-\x1f]+")
#: More marks on one letter than any script writes: they would run over the lines around it.
_PILED = re.compile(r"([\u0300-\u036f]{8})[\u0300-\u036f]+")
_GOES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_UNSEEN = _GOES | {"Zl", "Zp"}


def clean(text: str, *, keep: str = "") -> str:
    """Return one line of NFC text: blanks folded, control and format characters removed but for ``keep``.

    Of marks on one letter eight stay.
    """
    line = _SPACES.sub(" ", text)
    if not line.isprintable():
        stays = (each for each in line if each in keep or unicodedata.category(each) not in _GOES)
        line = _SPACES.sub(" ", "".join(stays))
    if _PILED.search(line):
        line = _PILED.sub(r"\1", line)
    return unicodedata.normalize("NFC", line).strip(" ")


def harmless(text: str) -> str:
    """Return text, of one line or more, without what a terminal might obey: escapes, turns of direction."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each == "\n" or unicodedata.category(each) not in _UNSEEN)


def fold(text: str) -> str:
    """Return text for matching: lower case, no marks, đ as d ("Báo cáo" becomes "bao cao")."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("\N{LATIN SMALL LETTER D WITH STROKE}", "d")


def slug(text: str) -> str:
    """Return an ASCII name for addresses and files ("Ban TĐKT" becomes "ban-tdkt")."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
