"""Word documents: what a reader of the printed page sees, and nothing else."""

import io

import docx
import pytest

from tests.readers.formats.containers import container, word, word_parts
from tests.readers.formats.test_documents import refusal, tables, texts
from tracker.readers import read_document
from tracker.readers.document import Table
from tracker.readers.tasks import read_plan


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(*inside, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def cell(*inside, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside) or p()}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def words(*line):
    return row(*(cell(p(run(text))) for text in line))


@pytest.fixture
def read(write):
    """Read a Word document from the XML of its body."""
    return lambda body, *parts: read_document(write(word(body, *parts), "plan.docx"))


def held(document):
    return [set(line.held) for block in document.blocks if isinstance(block, Table) for line in block.rows]


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (run("Họp ") + run("báo"), ["Họp báo"]),
        (f"<w:ins>{run('thêm ')}</w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>{run('x')}", ["thêm x"]),
        (f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo>", ["mới"]),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{run('hiện')}", ["hiện"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>hiện</w:t></w:r>', ["hiện"]),
        (f"<w:hyperlink>{run('liên kết')}</w:hyperlink>", ["liên kết"]),
        (f"<w:sdt><w:sdtContent>{run('chọn')}</w:sdtContent></w:sdt>", ["chọn"]),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm')}</w:sdtContent></w:sdt>{run('x')}", ["x"]),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", ["a b", "c"]),
        ("<w:r><w:t>quý</w:t><w:softHyphen/><w:t>\u00ad II</w:t><w:noBreakHyphen/><w:t>III</w:t></w:r>", ["quý II-III"]),
        (f"{run('ghi')}<w:r><w:footnoteReference w:id='1'/></w:r>", ["ghi"]),
        (f"<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>{run(' 90%')}", ["≥ 90%"]),
        (f"<w:fldSimple w:instr=' DATE '>{run('31/5')}</w:fldSimple>", ["31/5"]),
    ],
)  # fmt: skip
def test_paragraph_says_what_the_page_shows(read, inside, seen):
    assert texts(read(p(inside))) == seen


def test_field_gives_its_result_and_not_its_code(read):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> REF </w:instrText></w:r>"
    inner = mark("begin") + run("mã") + mark("separate") + run("kq") + mark("end")
    assert texts(
        read(p(mark("begin"), code, inner, mark("separate"), run("kết quả"), mark("end"), run(" x")))
    ) == ["kết quả x"]
    assert texts(read(p(mark("begin"), code, mark("separate"), run("mở")) + p(run("sau")))) == ["mở", "sau"]


def test_paragraphs_are_counted_and_an_empty_one_leaves_a_gap(read):
    found = read(p(run("Một")) + p(run("Hai")) + p() + p(run("Ba")))
    assert [(line.text, line.place.line, line.after_gap) for line in found.blocks] == [
        ("Một", 1, True),
        ("Hai", 2, False),
        ("Ba", 4, True),
    ]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2),
        ("\tTỈNH AN GIANG          Độc lập - Tự do - Hạnh phúc", 2),
        ("Số: 12/KH-UBND\tAn Giang, ngày 15 tháng 01 năm 2024", 2),
        ("Số:    /KH-UBND\tAn Giang, ngày    tháng    năm 2024", 2),
        ("Số:    /KH-UBND          An Giang, ngày    tháng    năm 2024", 2),
        ("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", 2),
        ("- Như trên;\tKT. CHỦ TỊCH", 2),
        ("Thời gian:\tngày 15/5/2024", 1),
        ("Báo cáo\tUBND tỉnh", 1),
        ("a\tb\tTM. C", 1),
    ],
)
def test_letterhead_set_with_tabs_is_two_lines(read, line, seen):
    text = "</w:t><w:tab/><w:t>".join(line.split("\t"))
    assert len(texts(read(p(run(text))))) == seen


def test_text_box_is_read_once_and_before_its_paragraph(read):
    box = f"<w:txbxContent>{p(run('Số: 12/KH-UBND'))}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(p(shape, run("KẾ HOẠCH")))) == ["Số: 12/KH-UBND", "KẾ HOẠCH"]
    assert tables(read(table(row(cell(p(shape, run("x"))), cell())))) == [[("Số: 12/KH-UBND\nx", "")]]


def test_end_of_a_paragraph_may_be_deleted(read):
    gone = "<w:rPr><w:del/></w:rPr>"
    assert texts(read(p(run("Báo cáo trước "), properties=gone) + p(run("31/5")))) == ["Báo cáo trước 31/5"]


def test_table_of_contents_is_left_out(read):
    styles = '<w:style w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    body = p(run("I. Mục đích 3"), properties='<w:pStyle w:val="M1"/>') + p(run("I. Mục đích"))
    assert texts(read(body, "", styles)) == ["I. Mục đích"]


def test_merged_cells_are_held_down_and_empty_across(read):
    spans = '<w:gridSpan w:val="2"/>'
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = read(
        table(
            row(cell(p(run("Việc")), properties=spans), cell(p(run("Sở")), properties=begins)),
            row(cell(p(run("a"))), cell(p(run("b"))), cell(properties=goes_on)),
            row(cell(p(run("c"))), properties='<w:gridBefore w:val="1"/>'),
            row(cell(), cell(), cell(properties=goes_on)),
        )
    )
    assert tables(found) == [[("Việc", "", "Sở"), ("a", "b", "Sở"), ("", "c", "")]]
    assert held(found) == [set(), {2}, set()]


def test_merges_of_a_library_are_read_alike(write):
    made = docx.Document()
    grid = made.add_table(rows=3, cols=3)
    for at, text in enumerate("abcdefghi"):
        grid.cell(*divmod(at, 3)).text = text
    grid.cell(0, 0).merge(grid.cell(0, 1))
    grid.cell(1, 2).merge(grid.cell(2, 2))
    file = io.BytesIO()
    made.save(file)
    found = read_document(write(file.getvalue(), "plan.docx"))
    assert tables(found) == [[("a\nb", "", "c"), ("d", "e", "f\ni"), ("g", "h", "f\ni")]]
    assert held(found) == [set(), set(), {2}]
    assert [str(line.place) for line in found.blocks[0].rows] == [f"table 1, row {n}" for n in (1, 2, 3)]


def test_rows_that_are_deleted_or_hidden_are_left_out(read):
    gone = [row(cell(p(run("x"))), cell(p(run("y"))), properties=why) for why in ("<w:del/>", "<w:hidden/>")]
    assert tables(read(table(words("a", "b"), *gone, words("c", "d")))) == [[("a", "b"), ("c", "d")]]


def test_content_controls_and_insertions_hide_nothing(read):
    def control(inside):
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    line = row(control(cell(p(run("a")))), cell(control(p(run("b")))))
    assert tables(read(control(table(control(line))))) == [[("a", "b")]]
    assert texts(read(f"<w:ins>{p(run('a'))}</w:ins>" + control(control(p(run("b")))))) == ["a", "b"]


def test_table_inside_a_cell_stands_after_it_and_a_plain_one_is_lines(read):
    inner = table(words("1", "2"), words("3", "4"))
    plain = table(words("a", "b"))
    found = read(table(row(cell(p(run("x")), inner, p(run("y"))), cell(plain))) + p(run("sau")))
    assert tables(found) == [[("x\ny", "a\nb")], [("1", "2"), ("3", "4")]]
    assert [block.rows[1].place.table for block in found.blocks[1:2]] == [2]


def test_frame_of_one_column_is_no_table(read):
    found = read(table(words("KẾ HOẠCH"), row(cell(p(run("năm 2024")), table(words("1", "Họp"))))))
    assert texts(found) == ["KẾ HOẠCH", "năm 2024"]
    assert tables(found) == [[("1", "Họp")]]


def test_strict_files_are_read_alike(write):
    parts = word_parts(p(run("Kế hoạch")))
    usual, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(usual, strict)
    assert texts(read_document(write(container(parts)))) == ["Kế hoạch"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"word/document.xml": None, "word/other.xml": "<x/>"}, "document.damaged"),
        ({"word/document.xml": "<w:document"}, "document.damaged"),
        ({"word/document.xml": "<a/>"}, "document.damaged"),
        ({"word/document.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "document.declares_entities"),
        ({"word/numbering.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}, "document.declares_entities"),
    ],
    ids=range(5),
)  # fmt: skip
def test_damaged_document_is_refused(write, change, key):
    parts = word_parts(p(run("x"))) | change
    assert (
        refusal(write(container({name: part for name, part in parts.items() if part is not None}))).key == key
    )


def test_document_without_text_is_empty(write):
    assert refusal(write(word(p()))).key == "document.empty"


@pytest.mark.parametrize(
    "body",
    ["<w:sdt>" * 3000 + "</w:sdt>" * 3000, ("<w:tbl><w:tr><w:tc>" * 2000) + "</w:tc></w:tr></w:tbl>" * 2000],
    ids=["controls", "tables"],
)
def test_endless_nesting_is_refused(write, body):
    assert refusal(write(word(body + p(run("x"))))).key == "document.too_deep"


def test_absurd_spans_are_refused(write):
    wide = [cell(p(run("x")), properties='<w:gridSpan w:val="30000"/>')] * 300
    assert refusal(write(word(table(row(*wide))))).key == "document.too_many_columns"


def test_relation_to_the_outside_is_never_followed(write):
    parts = word_parts(p(run("x")))
    outside = 'Type="http://x/styles" Target="file:///etc/passwd" TargetMode="External"'
    parts["word/_rels/document.xml.rels"] = f"<Relationships><Relationship {outside}/></Relationships>"
    assert texts(read_document(write(container(parts)))) == ["x"]


def test_document_becomes_a_plan_with_its_head_and_places(write, calendar):
    made = docx.Document()
    head = made.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: 249/KH-UBND"
    head.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\nCần Thơ, ngày 21 tháng 12 năm 2023"
    for text in (
        "",
        "KẾ HOẠCH",
        "Công tác thi đua, khen thưởng năm 2024",
        "",
        "Căn cứ Luật Thi đua, khen thưởng;",
    ):
        made.add_paragraph(text)
    grid = made.add_table(rows=0, cols=4)
    for line in (
        ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"),
        ("1", "Họp", "Sở Y tế", "Tháng 01"),
        ("2", "Thi", "", ""),
    ):
        for at, text in zip(grid.add_row().cells, line, strict=True):
            at.text = text
    grid.cell(1, 2).merge(grid.cell(2, 2))
    grid.cell(1, 3).merge(grid.cell(2, 3))
    end = made.add_table(rows=1, cols=2)
    end.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
    end.cell(0, 1).text = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An"
    file = io.BytesIO()
    made.save(file)
    plan = read_plan(read_document(write(file.getvalue())), directory=None, calendar=calendar)
    assert (plan.head.number, plan.head.signer, plan.head.year) == ("249/KH-UBND", "Nguyễn Văn An", 2024)
    assert plan.head.title == "Công tác thi đua, khen thưởng năm 2024"
    assert [(task.ordinal, task.lead[0].name, task.time_phrase) for task in plan.tasks] == [
        ("1", "Sở Y tế", "Tháng 01"),
        ("2", "Sở Y tế", "Tháng 01"),
    ]
    assert str(plan.tasks[1].place) == "table 2, row 3"
