"""The source tree as the house tests see it."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tracker"
NOT_OURS = frozenset({".git", ".hypothesis", ".venv", "LC_MESSAGES", "build", "dist", "node_modules", "var"})
SAMPLES = ROOT / "tests" / "samples"  # documents, in whatever letters and encodings offices write them


@cache
def sources(folder: Path = PACKAGE) -> tuple[Path, ...]:
    """Every Python file below a folder, in the order of names."""
    return tuple(sorted(path for path in folder.rglob("*.py") if not NOT_OURS.intersection(path.parts)))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """The path as people write it, from the root."""
    return path.relative_to(ROOT).as_posix()


def for_each(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Ask a rule of many files in one test that names all who break it: thousands of tests would take minutes."""

    def over(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            none_of(found for path in paths for found in _broken(rule, path))

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return over


def _broken(rule: Callable[[Path], None], path: Path) -> Iterator[str]:
    try:
        rule(path)
    except AssertionError as error:
        yield f"{name(path)}: {error}"


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file that belongs to the project, with its text."""
    for path in sorted(_files(ROOT)):
        data = path.read_bytes()
        if b"\0" not in data and not _is_sample(path):
            yield path, data.decode("utf-8")


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in NOT_OURS and not path.name.endswith(("_cache", "__")):
            yield from _files(path)
        elif path.is_file() and path.suffix != ".pdf":
            yield path


def _is_sample(path: Path) -> bool:
    return path.parent == SAMPLES and path.suffix not in {".json", ".md"}


def definitions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Every function and class of a module, nested ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def docstring(node: ast.AST) -> ast.Constant | None:
    """The constant that documents a module, class or function."""
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return first.value if isinstance(first.value.value, str) else None
    return None


def none_of(findings: Iterable[object]) -> None:
    """Fail with one line for each finding."""
    lines = sorted(map(str, findings))
    assert not lines, "\n" + "\n".join(lines)
