"""Every module and public name says in one line what it is."""

import ast

from tests.house.tree import definitions, docstring, for_each, none_of, parsed, sources

LONGEST_LINE = 110


def public(node, prefix=""):
    """Yield the public classes, functions and methods of a module or class with their names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and child.name[0] != "_":
            yield f"{prefix}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{child.name}.")


def flaw(node):
    """What is wrong with a docstring, or nothing."""
    found = docstring(node)
    if found is None:
        return "has none"
    first, *rest = found.value.splitlines()
    if not first.strip() or first[-1] not in ".:?" or len(first) > LONGEST_LINE:
        return "does not begin with one whole sentence"
    return "has no blank line after the first" if rest and rest[0].strip() else ""


@for_each(sources())
def test_module_and_public_names_say_what_they_are(path):
    tree = parsed(path)
    named = [("module", tree), *public(tree)]
    none_of([f"{title} {wrong}" for title, node in named if (wrong := flaw(node))])


@for_each(sources())
def test_private_docstrings_are_sentences_too(path):
    private = [node for node in definitions(parsed(path)) if docstring(node)]
    none_of([node.name for node in private if flaw(node)])
