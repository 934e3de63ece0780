"""The catalogues and their use in code, as values."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from tests.house.tree import PACKAGE, docstring, parsed, sources
from tracker.i18n import LOCALES
from tracker.i18n.build import read

KEY = re.compile(r"[a-z][a-z0-9_-]*(\.[A-Za-z0-9_-]+)+")
GAP = "[^.]+"
FACTS_AT = 5  # Problem(key, severity, place, words, facts)
#: Dotted words that are files or columns.
NO_KEYS = (
    ".css",
    ".csv",
    ".eml",
    ".html",
    ".ics",
    ".id",
    ".md",
    ".mo",
    ".po",
    ".py",
    ".toml",
    ".tsv",
    ".txt",
)

#: How a key in code becomes an entry: an error's key "store.busy" has the entry "error.store.busy".
ENTRIES_OF = (
    "{}",
    "error.{}",
    "error.{}.remedy",
    "problem.{}",
    "problem.{}.remedy",
    "step.{}",
    "masked.{}",
    "rule.{}",
    "rule.{}.source",
)


@dataclass(frozen=True)
class Entry:
    """One sentence of one language with its forms."""

    key: str
    file: str
    forms: tuple[str, ...]
    is_counted: bool

    @property
    def placeholders(self) -> set[str]:
        """The facts that the sentence names."""
        parsed_forms = [Formatter().parse(form) for form in self.forms]
        return {fact for parts in parsed_forms for _, fact, _, _ in parts if fact is not None}


@cache
def entries(language: str) -> dict[str, Entry]:
    """The entries of a language by key; click's own, keyed by English text, are left out."""
    files = [path for path in sorted((LOCALES / language).glob("*.po")) if path.name != "click.po"]
    return {entry.key: entry for path in files for entry in _entries_in(path)}


def _entries_in(path: Path) -> Iterator[Entry]:
    for message in read(path, path.parent.name):
        key = message.id[0] if message.pluralizable else message.id
        forms = tuple(message.string) if message.pluralizable else (message.string,)
        yield Entry(key, path.name, forms, bool(message.pluralizable))


@cache
def literals() -> frozenset[str]:
    """Every text in code that is not documentation, and every quoted word of a template."""
    code = {text for path in sources() for text in _literals_in(parsed(path))}
    pages = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("templates/**/*") if path.is_file()]
    return frozenset(code | {quoted for page in pages for quoted in re.findall(r"[\"']([\w.-]+)[\"']", page)})


def _literals_in(tree: ast.Module) -> Iterator[str]:
    said = {id(docstring(node)) for node in ast.walk(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@cache
def built() -> frozenset[str]:
    """Every key that code builds from a text with gaps, as a pattern; a gap is one part of a key."""
    trees = [parsed(path) for path in sources()]
    texts = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return frozenset(
        found for text in texts if "\\." in (found := _pattern(text)) and not found.startswith(GAP)
    )


@cache
def begun() -> frozenset[str]:
    """Every text in code that the last part of a key may follow, as a pattern."""
    stems = {text.removesuffix(".") for text in literals()}
    return frozenset(rf"{re.escape(stem)}\.{GAP}" for stem in stems if KEY.fullmatch(stem))


def _pattern(text: ast.JoinedStr) -> str:
    parts = [re.escape(part.value) if isinstance(part, ast.Constant) else GAP for part in text.values]
    return "".join(parts)


@dataclass(frozen=True)
class Use:
    """A key that code hands over, with the names of its facts; None where they are not literal."""

    place: str
    entry: str
    facts: frozenset[str] | None


def uses(errors: frozenset[str]) -> list[Use]:
    """Every literal key of an error or a problem; ``errors`` are the names of the error classes."""
    return [use for path in sources() for use in _uses_in(path, errors)]


def _uses_in(path: Path, errors: frozenset[str]) -> Iterator[Use]:
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.Call) or not (key := _key_of(node)):
            continue
        called, place = ast.unparse(node.func).rpartition(".")[2], f"{path.name}:{node.lineno}"
        if called in errors:
            yield Use(place, f"error.{key}", _keywords(node) and _keywords(node) - {"problems"})
        elif called == "Problem":
            yield Use(place, f"problem.{key}", _facts_of(node))


def _key_of(call: ast.Call) -> str:
    named = [word.value for word in call.keywords if word.arg == "key"]
    first = (call.args or named or [None])[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [word.arg for word in call.keywords]
    return None if None in names else frozenset(names)


def _facts_of(call: ast.Call) -> frozenset[str] | None:
    facts = next((word.value for word in call.keywords if word.arg == "facts"), None)
    if facts is None:
        return frozenset() if len(call.args) < FACTS_AT and _keywords(call) is not None else None
    if isinstance(facts, ast.Dict) and all(isinstance(key, ast.Constant) for key in facts.keys):
        return frozenset(key.value for key in facts.keys)
    return None
