"""Automatic lists of Word: the marks that Word shows, not the bare text."""

import pytest

from tests.readers.formats.containers import word
from tests.readers.formats.test_documents import tables, texts
from tests.readers.formats.test_word import cell, p, row, run, table
from tracker.readers import read_document


def level(depth, shape, text, *, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(*levels, name="0", more=""):
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def num(name="1", of="0", override=""):
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def item(text, depth=0, name="1"):
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>'
    return p(run(text) if text else "", properties=properties)


@pytest.fixture
def read(write):
    return lambda body, numbering, styles="": texts(read_document(write(word(body, numbering, styles))))


@pytest.mark.parametrize(
    ("shape", "text", "start", "marks"),
    [
        ("decimal", "%1.", 1, ["1.", "2.", "3."]),
        ("decimal", "Điều %1.", 9, ["Điều 9.", "Điều 10.", "Điều 11."]),
        ("decimalZero", "%1", 9, ["09", "10", "11"]),
        ("lowerLetter", "%1)", 25, ["y)", "z)", "aa)"]),
        ("upperLetter", "%1.", 1, ["A.", "B.", "C."]),
        ("upperRoman", "%1.", 8, ["VIII.", "IX.", "X."]),
        ("lowerRoman", "%1)", 3, ["iii)", "iv)", "v)"]),
        ("bullet", "\uf0b7", 1, ["-", "-", "-"]),
        ("bullet", "+", 1, ["+", "+", "+"]),
        ("chineseCounting", "%1.", 1, ["1.", "2.", "3."]),
        ("none", "", 1, ["", "", ""]),
        ("upperRoman", "%1", 30000, ["30000", "30001", "30002"]),
    ],
)
def test_marks_have_the_shape_of_their_list(read, shape, text, start, marks):
    seen = read(item("x") * 3, definition(level(0, shape, text, start=start)) + num())
    assert seen == [f"{mark} x".strip() for mark in marks]


OUTLINE = (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)"))


def test_deeper_levels_begin_anew_and_name_the_upper_ones(read):
    depths = (0, 1, 1, 2, 2, 0, 1, 2)
    body = "".join(item("x", depth) for depth in depths)
    seen = read(body, definition(*OUTLINE) + num())
    assert [line.split()[0] for line in seen] == ["I.", "I.1.", "I.2.", "a)", "b)", "II.", "II.1.", "a)"]


def test_legal_numbering_and_levels_that_never_restart(read):
    levels = (
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", more='<w:isLgl/><w:lvlRestart w:val="0"/>'),
    )
    seen = read("".join(item("x", depth) for depth in (0, 1, 0, 1)), definition(*levels) + num())
    assert [line.split()[0] for line in seen] == ["I.", "1.1", "II.", "2.2"]


def test_lists_of_one_definition_count_on_unless_they_say_a_start(read):
    begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = definition(level(0, "decimal", "%1.")) + num("1") + num("2") + num("3", override=begin)
    body = item("a", name="1") + item("b", name="2") + item("c", name="3") + item("d", name="3")
    assert read(body, numbering) == ["1. a", "2. b", "1. c", "2. d"]


def test_lists_come_with_styles_and_their_parents(read):
    styles = (
        '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
        '<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>'
    )
    numbering = definition(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", more='<w:pStyle w:val="Muc"/>')
    )
    body = "".join(
        p(run("x"), properties=f'<w:pStyle w:val="{name}"/>') for name in ("Muc", "Muc", "MucCon", "Vong")
    )
    assert read(body, numbering + num(), styles) == ["a) x", "b) x", "c) x", "x"]


def test_list_may_only_name_a_list_style(read):
    styles = '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    numbering = definition(more='<w:numStyleLink w:val="L"/>') + definition(
        level(0, "decimal", "%1)"), name="7"
    )
    assert read(item("x"), numbering + num() + num("2", of="7"), styles) == ["1) x"]


def test_paragraph_may_leave_its_list(read):
    assert read(item("x", name="0") + item("y", name="99"), definition(*OUTLINE) + num()) == ["x", "y"]


def test_ordinals_may_be_nothing_but_marks(write):
    rows = [row(cell(item("")), cell(p(run(text)))) for text in ("Họp", "Thi")]
    found = read_document(write(word(table(*rows), definition(level(0, "decimal", "%1.")) + num())))
    assert tables(found) == [[("1.", "Họp"), ("2.", "Thi")]]


def test_deleted_items_are_not_counted(read):
    gone = p("", properties='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')
    assert read(item("a") + gone + item("b"), definition(level(0, "decimal", "%1.")) + num()) == [
        "1. a",
        "2. b",
    ]
