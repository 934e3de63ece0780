"""Cleaning and folding of Vietnamese text."""

import re
import unicodedata

#: A letter in old Vietnamese fonts, nothing elsewhere.
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_SPACES = re.compile(r"\s+")
_STAYS = {"Zs": " ", "Zl": " ", "Zp": " "}
_GOES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_SPACE_CONTROLS = frozenset("\t\n\r\v\f\x85")


def clean(text: str, *, keep: str = "") -> str:
    """Return one line of NFC text: blanks folded, control and format characters removed but for ``keep``."""
    letters = (
        text if text.isprintable() else "".join(_letter(each) if each not in keep else each for each in text)
    )
    return _SPACES.sub(" ", unicodedata.normalize("NFC", letters)).strip()


def _letter(letter: str) -> str:
    if letter.isascii() and letter.isprintable():
        return letter
    if letter in _SPACE_CONTROLS:
        return " "
    category = unicodedata.category(letter)
    return _STAYS.get(category, "" if category in _GOES else letter)


def fold(text: str) -> str:
    """Return text for matching: lower case, no marks, đ as d ("Báo cáo" becomes "bao cao")."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("\N{LATIN SMALL LETTER D WITH STROKE}", "d")


def slug(text: str) -> str:
    """Return an ASCII name for addresses and files ("Ban TĐKT" becomes "ban-tdkt")."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
