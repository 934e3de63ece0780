"""Text in TCVN3 and VNI is told from Unicode and brought to it; Unicode text is left alone."""

import unicodedata

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.conftest import SAMPLES
from tests.readers.formats.test_documents import tables, texts
from tracker.errors import DocumentError, Place
from tracker.readers import read_document
from tracker.readers.document import Document, Paragraph, Row, Table
from tracker.readers.formats.oldfonts import OldFont, converted, document_in_unicode, in_unicode, old_font

PLAN = "Kế hoạch công tác năm 2024: tổ chức hội nghị, báo cáo trước ngày 31/5; Sở Nội vụ chủ trì, ưu tiên."
ALPHABET = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in ALPHABET for tone in TONES]
LETTERS = st.text([*VOWELS, *"bcdđghklmnpqrstvx", " "], min_size=1)

#: Written out from the published tables, apart from the program's own.
TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)
VNI = dict(
    zip(
        "ăắằẳẵặâấầẩẫậáàảãạêếềểễệéèẻẽẹôốồổỗộóòỏõọơớờởỡợúùủũụưứừửữựýỳỷỹỵđíìỉĩị",
        [
            "aê",
            "aé",
            "aè",
            "aú",
            "aü",
            "aë",
            "aâ",
            "aá",
            "aà",
            "aå",
            "aã",
            "aä",
            "aù",
            "aø",
            "aû",
            "aõ",
            "aï",
            "eâ",
            "eá",
            "eà",
            "eå",
            "eã",
            "eä",
            "eù",
            "eø",
            "eû",
            "eõ",
            "eï",
            "oâ",
            "oá",
            "oà",
            "oå",
            "oã",
            "oä",
            "où",
            "oø",
            "oû",
            "oõ",
            "oï",
            "ô",
            "ôù",
            "ôø",
            "ôû",
            "ôõ",
            "ôï",
            "uù",
            "uø",
            "uû",
            "uõ",
            "uï",
            "ö",
            "öù",
            "öø",
            "öû",
            "öõ",
            "öï",
            "yù",
            "yø",
            "yû",
            "yõ",
            "î",
            "ñ",
            "í",
            "ì",
            "æ",
            "ó",
            "ò",
        ],
        strict=True,
    )
)


def typed(text, table):
    return "".join(table.get(letter, letter) for letter in text)


def typed_vni(text):
    capitals = {letter.upper(): sign.upper() for letter, sign in VNI.items()}
    return typed(text, VNI | capitals)


@given(LETTERS)
def test_tcvn3_comes_back_as_it_was(text):
    assert converted(typed(text, TCVN3), OldFont.TCVN3) == text


@given(LETTERS, st.booleans())
def test_vni_comes_back_as_it_was(text, upper):
    text = text.upper() if upper else text
    assert converted(typed_vni(text), OldFont.VNI) == text


OLD = SAMPLES / "chu-tcvn3.txt"


def test_a_sample_in_an_old_font_is_recognised():
    assert old_font(OLD.read_text(encoding="utf-8").split("\n")) is OldFont.TCVN3


@pytest.mark.parametrize("sample", sorted({*SAMPLES.glob("*.txt")} - {OLD}), ids=lambda path: path.stem)
def test_whole_plans_are_recognised(sample):
    text = unicodedata.normalize("NFC", sample.read_text(encoding="utf-8"))
    lower = "".join(letter if letter in "ĂÂÊÔƠƯĐ" else letter.lower() for letter in text)
    assert old_font(text.split("\n")) is None
    assert in_unicode(text) == text
    assert in_unicode(typed_vni(text)) == text
    assert in_unicode(typed(lower.lower(), TCVN3)) == lower.lower()


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("KÕ ho¹ch c«ng t¸c n¨m 2024 cña Së Y tÕ", OldFont.TCVN3),
        ("kÕ ho¹ch tæ chøc thùc hiÖn nhiÖm vô", OldFont.TCVN3),
        ("Keá hoaïch coâng taùc naêm 2024 cuûa Sôû Y teá", OldFont.VNI),
        ("KEÁ HOAÏCH TOÅ CHÖÙC THÖÏC HIEÄN", OldFont.VNI),
        (PLAN, None),
        ("Báo cáo và lý do", None),
        ("Café, naïve, résumé, Müller, déjà-vu, señor, Ångström, garçon", None),
        ("Le présent arrêté entre en vigueur à la date de sa signature; où les règles générées", None),
        ("Die Prüfung für größere Behörden ist täglich möglich, natürlich ungefähr", None),
        ("25 °C ± 2, 3½ m², © 2024 ®, «trích»", None),
        ("Ke hoach cong tac nam 2024", None),
    ],
)
def test_old_fonts_are_told_from_everything_else(text, font):
    assert old_font([text]) is font


def test_lines_in_unicode_stay_between_old_ones():
    text = f"{PLAN}\nkÕ ho¹ch tæ chøc thùc hiÖn nhiÖm vô tr\xadíc th¸ng 5\nCafé"
    assert in_unicode(text).split("\n")[:2] == [PLAN, "kế hoạch tổ chức thực hiện nhiệm vụ trước tháng 5"]


def test_file_in_an_old_font_is_read(document):
    text = "TT\tNéi dung\tThêi gian\n1\tTæ chøc héi nghÞ\tTr\xadíc ngµy 31/5\n\nN¬i nhËn:"
    assert tables(document(text)) == [
        [("TT", "Nội dung", "Thời gian"), ("1", "Tổ chức hội nghị", "Trước ngày 31/5")]
    ]
    assert texts(document("Keá hoaïch\n\nToå chöùc thöïc hieän nhieäm vuï")) == [
        "Kế hoạch",
        "Tổ chức thực hiện nhiệm vụ",
    ]


def test_document_of_any_format_is_converted():
    row = Row(("1", "Tæ chøc héi nghÞ\nB¸o c¸o", "Tr\xadíc"), Place(row=1), held=frozenset({0}))
    old = Document("a.docx", (Paragraph("KÕ ho¹ch c«ng t¸c", Place(line=1)), Table((row,), is_grid=True)))
    new = document_in_unicode(old)
    assert new.blocks[0].text == "Kế hoạch công tác"
    assert new.blocks[1].rows[0] == Row(
        ("1", "Tổ chức hội nghị\nBáo cáo", "Trước"), Place(row=1), held=frozenset({0})
    )


@pytest.mark.parametrize(
    "text", ["KÕ ho¹ch c«ng t¸c tæ chøc t­x¹z n¨mq¨z cñ¹a", "KÕ ho¹ch c«ng t¸c tríc th¸ng 5"]
)
def test_document_that_cannot_be_converted_for_certain_is_refused(text):
    document = Document("a.docx", (Paragraph(text, Place(line=1)),))
    with pytest.raises(DocumentError) as refused:
        document_in_unicode(document)
    assert (refused.value.key, refused.value.facts["font"]) == ("document.old_font", "TCVN3 (ABC)")


def test_soft_hyphens_of_unicode_text_are_removed(write):
    assert texts(read_document(write("Kế ho\xadạch\u200b công\ufeff tác"))) == ["Kế hoạch công tác"]


OLD_LINES = ["KÕ ho¹ch c«ng t¸c n¨m 2024", "Së Y tÕ b¸o c¸o tr\xadíc ngµy 31/5/2024"]
NEW_LINES = ["Kế hoạch công tác năm 2024", "Sở Y tế báo cáo trước ngày 31/5/2024"]


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_bytes_of_an_old_program_are_read(write, name):
    read = read_document(write("\n\n".join(OLD_LINES).encode("latin-1"), name))
    assert [line.text for line in read.lines()] == NEW_LINES


def test_word_and_excel_files_in_an_old_font_are_read(tmp_path):
    word, book = docx.Document(), openpyxl.Workbook()
    for number, line in enumerate(OLD_LINES, start=1):
        word.add_paragraph(line)
        book.active.cell(2 * number, 1, line)
    word.save(tmp_path / "a.docx")
    book.save(tmp_path / "a.xlsx")
    assert texts(read_document(tmp_path / "a.docx")) == NEW_LINES
    assert texts(read_document(tmp_path / "a.xlsx")) == NEW_LINES
