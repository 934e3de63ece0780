"""What the program's code never does, read from its syntax: run data, unpickle it, build formats or SQL from it."""

import ast

from tests.house.tree import for_each, name, none_of, parsed, sources

RUNS = {"eval", "exec", "compile", "__import__", "breakpoint"}
MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "jsonpickle",
    "yaml",
    "ctypes",
    "xmlrpc",
    "imp",
    "code",
}
CALLS = {"os.system", "os.popen", "os.execv", "os.spawnl", "tempfile.mktemp", "logging.config.fileConfig"}

#: Where a form is filled in that is not written beside it: each is a constant of ours, or a catalogue entry.
FORMS = {
    "tracker/cli/teaching.py": {"gettext('cli.bad_day')", "gettext('cli.day_out_of_range')"},
    "tracker/cli/ladder.py": {"gettext(key)"},
    "tracker/core/periods.py": {"_LABELS.get(months, _LABELS[1])"},
    "tracker/i18n/__init__.py": {"sentence"},
    "tracker/logs.py": {"super()"},  # the formatter's own
    "tracker/store/reading.py": {"sql"},
    "tracker/store/views.py": {"text"},
}

every_file = for_each(sources())


def calls(path):
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]


@every_file
def test_no_data_is_run(path):
    none_of([f"line {node.lineno}" for node in calls(path) if ast.unparse(node.func) in RUNS | CALLS])


@every_file
def test_nothing_is_unpickled(path):
    imports = [node for node in ast.walk(parsed(path)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    named = {
        each.partition(".")[0]
        for node in imports
        for each in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [item.name for item in node.names]
        )
    }
    none_of(named & MODULES)


@every_file
def test_data_is_never_a_form(path):
    """``{x.__class__}`` in a title must stay seven letters: only what we wrote ourselves is filled in."""
    found = {
        ast.unparse(node.func.value)
        for node in calls(path)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "format_map"}
        and not isinstance(node.func.value, ast.Constant)
    }
    constants = {
        text
        for text in found
        if text.replace("words.", "").isupper() or (text.startswith("_") and text.isupper())
    }
    none_of(found - constants - FORMS.get(name(path), set()))


@every_file
def test_old_forms_are_filled_from_constants(path):
    found = [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mod)
        and isinstance(node.left, ast.JoinedStr)
    ]
    none_of(found)


@every_file
def test_records_of_the_log_are_constants_with_values(path):
    """A record made of data could hold a ``%s`` of its own, and would not be counted as one kind."""
    kinds = {"debug", "info", "warning", "error", "critical", "exception"}
    wrong = [
        f"line {node.lineno}"
        for node in calls(path)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in kinds
        and ast.unparse(node.func.value) in {"log", "logging"}
        and not isinstance(node.args[0], ast.Constant)
    ]
    none_of(wrong)


@every_file
def test_other_programs_are_run_where_old_documents_are_read_and_nowhere_else(path):
    runs = [node for node in ast.walk(parsed(path)) if ast.unparse(node) == "import subprocess"]
    assert not runs or name(path) in {
        "tracker/readers/formats/isolated.py",
        "tracker/readers/formats/legacy.py",
    }
    none_of(
        [f"line {node.lineno}" for node in calls(path) for given in node.keywords if given.arg == "shell"]
    )


STORE = [
    path for path in sources() if name(path).startswith("tracker/store/") and "migrations" not in name(path)
]
OURS = {"columns", "name", "names", "pragma", "where", "'ON' if reading else 'OFF'"}


@for_each(STORE)
def test_sql_is_not_built_from_values(path):
    """A statement of several pieces names only our own columns and settings: facts are bound (``:name``)."""
    pieces = [
        (node.lineno, ast.unparse(piece.value))
        for node in calls(path)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "exec_driver_sql", "rows", "read"}
        for argument in node.args
        if isinstance(argument, ast.JoinedStr)
        for piece in argument.values
        if isinstance(piece, ast.FormattedValue)
    ]
    none_of([f"line {line}: {text}" for line, text in pieces if text not in OURS and not text.isupper()])
