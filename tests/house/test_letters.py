"""Vietnamese letters stand where they belong, and every source is NFC."""

import ast
import io
import tokenize
import unicodedata

from tests.house.tree import PACKAGE, definitions, docstring, for_each, name, none_of, parsed, sources, texts

#: Words that we must understand, and words that we say.
UNDERSTOOD = {
    "tracker/core/offices.py",
    "tracker/core/phrases/numerals.py",
    "tracker/core/phrases/vocabulary.py",
    "tracker/core/rollover/words.py",
    "tracker/readers/words/duties.py",
    "tracker/readers/words/headings.py",
    "tracker/readers/words/offices.py",
    "tracker/readers/words/columns.py",
    "tracker/readers/formats/oldfonts.py",
    "tracker/readers/words/rows.py",
}
SAID = ("tracker/i18n/", "tracker/messages/templates/vi/")

MARKS = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323"}
BARRED_D = {"\u0110", "\u0111"}


def is_vietnamese(letter):
    """Whether a letter is one that plain English does not have."""
    return letter in BARRED_D or not MARKS.isdisjoint(unicodedata.normalize("NFD", letter))


def lines_of_docstrings(path):
    tree = parsed(path)
    found = filter(None, (docstring(node) for node in (tree, *definitions(tree))))
    return {line for words in found for line in range(words.lineno, words.end_lineno + 1)}


def code_with_letters(path):
    """Yield tokens of code, not comments or docstrings, that hold Vietnamese letters."""
    quoted = lines_of_docstrings(path)
    source = io.StringIO(path.read_text(encoding="utf-8"))
    for token in tokenize.generate_tokens(source.readline):
        if (
            token.type != tokenize.COMMENT
            and token.start[0] not in quoted
            and any(map(is_vietnamese, token.string))
        ):
            yield f"line {token.start[0]}: {token.string}"


@for_each([path for path in sources() if name(path) not in UNDERSTOOD])
def test_code_has_no_vietnamese_letters(path):
    none_of(list(code_with_letters(path)))


def test_files_beside_the_code_have_none_either():
    beside = [
        (name(path), text) for path, text in texts() if path.is_relative_to(PACKAGE) and path.suffix != ".py"
    ]
    assert not [
        title for title, text in beside if not title.startswith(SAID) and any(map(is_vietnamese, text))
    ]


def test_letters_are_composed():
    none_of([name(path) for path, text in texts() if not unicodedata.is_normalized("NFC", text)])


def test_table_of_words_is_seen_by_this_test():
    vocabulary = PACKAGE / "core" / "phrases" / "vocabulary.py"
    assert any(isinstance(node, ast.Constant) for node in ast.walk(parsed(vocabulary)))
    assert list(code_with_letters(vocabulary))
