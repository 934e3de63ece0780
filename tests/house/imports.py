"""Who imports what: the tree's import statements as values."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import PACKAGE, parsed


@dataclass(frozen=True)
class Import:
    """One imported module; ``at_start`` unless it stands in a function or is for types only."""

    module: str
    line: int
    at_start: bool

    @property
    def top(self) -> str:
        """The distribution's own name."""
        return self.module.partition(".")[0]


def room_of(path: Path) -> str:
    """The room a file stands in: the name below ``tracker``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> list[Import]:
    """Every import of a file, those in functions and for types included."""
    return list(_walk(parsed(path), path, at_start=True))


def _walk(node: ast.AST, path: Path, *, at_start: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, at_start) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(module, child.lineno, at_start) for module in _from(child, path))
        else:
            yield from _walk(child, path, at_start=at_start and not _waits(child))


def _waits(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _from(node: ast.ImportFrom, path: Path) -> list[str]:
    module = node.module or ""
    if node.level:
        package = path.relative_to(PACKAGE.parent).parent.parts
        module = ".".join((*package[: len(package) - node.level + 1], *filter(None, [module])))
    if module == "tracker":
        return [f"tracker.{alias.name}" for alias in node.names]
    return [module]
