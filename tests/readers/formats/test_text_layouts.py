"""Plain text in the layouts that people paste: blanks, one cell a line, Markdown, pages."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readers.formats.test_documents import tables, texts
from tracker.errors import DocumentError
from tracker.readers import read_document

FIXED = """
     ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
     THÀNH PHỐ CẦN THƠ                       Độc lập - Tự do - Hạnh phúc
   Số: 249/KH-UBND                      Cần Thơ, ngày 21 tháng 12 năm 2023

                              KẾ HOẠCH
           Triển khai công tác thi đua năm 2024

TT   Nội dung                                 Đơn vị thực hiện        Thời gian
                                                                      thực hiện
QUÝ I
1    Tổ chức hội nghị tổng kết công tác       Ban TĐKT thành phố      Tháng 01
     thi đua, khen thưởng                     (Cơ quan Thường trực
                                              Hội đồng TĐKT)
2    Báo cáo kết quả về                       Sở Giáo dục và          Trước ngày
     Trung ương                               Đào tạo                 31/5/2024
QUÝ II
3    Họp                                      Sở Y tế                 Tháng 4

III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế chủ trì.

Nơi nhận:                                   TM. ỦY BAN NHÂN DÂN
- Như trên;                                      CHỦ TỊCH
- Lưu: VT.

                                              Trần Việt Trường
"""

CENTRED = """
                                                         Đơn vị              Thời gian
  STT            Nội dung công việc
                                                        thực hiện            hoàn thành
          Tổ chức hội nghị tổng kết công tác           Ban TĐKT thành phố
   1      thi đua, khen thưởng năm                       chủ trì               Tháng 01
          2023 của thành phố
          Báo cáo kết quả về Trung ương
   2                                                     Sở Nội vụ             Quý II
          theo quy định
   3      Họp                                            Sở Y tế               Tháng 9
"""

UNNUMBERED = """
Nhiệm vụ                        Thời hạn         Chủ trì            Phối hợp
Xây dựng kế hoạch năm 2024      31/01/2024       Phòng TCKH         Văn phòng
và trình phê duyệt
Tổ chức hội nghị                Tháng 6          Phòng Nội vụ
                                                 (thường trực)
Tổng kết                        15/12/2024       Văn phòng          Các phòng

Đây là đoạn văn  được căn đều   hai bên nên  có nhiều dấu cách liền nhau trong một dòng.
"""

HEAD = "TT\nNội dung\nĐơn vị thực hiện\nThời gian\nGhi chú\n"


def test_columns_set_with_blanks_make_a_table(document):
    read = document(FIXED)
    assert tables(read) == [
        [
            ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian thực hiện"),
            ("QUÝ I", "", "", ""),
            (
                "1",
                "Tổ chức hội nghị tổng kết công tác thi đua, khen thưởng",
                "Ban TĐKT thành phố (Cơ quan Thường trực Hội đồng TĐKT)",
                "Tháng 01",
            ),
            ("2", "Báo cáo kết quả về Trung ương", "Sở Giáo dục và Đào tạo", "Trước ngày 31/5/2024"),
            ("QUÝ II", "", "", ""),
            ("3", "Họp", "Sở Y tế", "Tháng 4"),
        ]
    ]
    assert read.blocks[8].rows[2].place.line == 12


def test_letterhead_and_signature_are_read_side_after_side(document, plan):
    lines = texts(document(FIXED))
    assert lines[:4] == [
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ CẦN THƠ",
        "Số: 249/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert lines[-5:] == ["- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Việt Trường"]
    head = plan(FIXED).head
    assert (head.number, head.place, head.signer) == ("249/KH-UBND", "Cần Thơ", "Trần Việt Trường")


def test_letterhead_brought_together_by_a_copy_comes_apart(plan):
    text = (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TÂN AN Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND Tân An, ngày 05 tháng 01 năm 2024\n\nKẾ HOẠCH\nCông tác năm 2024\n\n"
        "Thực hiện nghị quyết của nước Cộng hòa xã hội chủ nghĩa Việt Nam.\n"
    )
    head = plan(text).head
    assert (head.number, head.place, head.issued_on) == ("12/KH-UBND", "Tân An", date(2024, 1, 5))
    assert head.issuer.casefold() == "ủy ban nhân dân xã tân an"


def test_one_blank_may_part_the_numbers(document):
    text = "TT Nội dung công việc     Đơn vị       Thời gian\n1 Họp Hội đồng thi đua    Sở Y tế      Tháng 6\n2 Thi                     Sở Y tế      Tháng 7\n"
    assert tables(document(text))[0][1:] == [
        ("1", "Họp Hội đồng thi đua", "Sở Y tế", "Tháng 6"),
        ("2", "Thi", "Sở Y tế", "Tháng 7"),
    ]


def test_numbers_may_stand_in_the_middle_of_their_rows(document):
    assert tables(document(CENTRED)) == [
        [
            ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian hoàn thành"),
            (
                "1",
                "Tổ chức hội nghị tổng kết công tác thi đua, khen thưởng năm 2023 của thành phố",
                "Ban TĐKT thành phố chủ trì",
                "Tháng 01",
            ),
            ("2", "Báo cáo kết quả về Trung ương theo quy định", "Sở Nội vụ", "Quý II"),
            ("3", "Họp", "Sở Y tế", "Tháng 9"),
        ]
    ]


def test_rows_without_numbers_end_where_prose_begins(document):
    read = document(UNNUMBERED)
    assert tables(read)[0][1:] == [
        ("Xây dựng kế hoạch năm 2024 và trình phê duyệt", "31/01/2024", "Phòng TCKH", "Văn phòng"),
        ("Tổ chức hội nghị", "Tháng 6", "Phòng Nội vụ (thường trực)", ""),
        ("Tổng kết", "15/12/2024", "Văn phòng", "Các phòng"),
    ]
    assert texts(read) == [
        "Đây là đoạn văn được căn đều hai bên nên có nhiều dấu cách liền nhau trong một dòng."
    ]


def test_head_of_two_rows_gives_its_lower_names(document):
    text = (
        "TT  Nội dung          Đơn vị thực hiện             Thời gian\n"
        "                    Chủ trì        Phối hợp\n"
        "1   Họp Hội đồng    Sở Y tế        Sở Nội vụ       Tháng 6\n"
    )
    assert tables(document(text)) == [
        [
            ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"),
            ("1", "Họp Hội đồng", "Sở Y tế", "Sở Nội vụ", "Tháng 6"),
        ]
    ]


def test_justified_prose_is_no_table(document):
    text = "Nội dung  của kế hoạch  và thời gian\nthực hiện   được giao  cho các đơn vị\nnhư sau  đây.\n"
    assert tables(document(text)) == []


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_one_cell_a_line_makes_a_table(document, gap):
    text = (
        HEAD
        + "QUÝ I\n1\nTổ chức hội nghị\nSở Nội vụ\nTháng 01\n2\nBáo cáo\nSở Y tế\nTrước ngày 31/5\nCó văn bản\n"
    )
    text += "QUÝ II\n3\nHọp Hội đồng\nSở Giáo dục và Đào tạo\nTháng 4\n"
    read = document(text.replace("\n", gap) + "\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì.\n")
    assert tables(read)[0][1:] == [
        ("QUÝ I", "", "", "", ""),
        ("1", "Tổ chức hội nghị", "Sở Nội vụ", "Tháng 01", ""),
        ("2", "Báo cáo", "Sở Y tế", "Trước ngày 31/5", "Có văn bản"),
        ("QUÝ II", "", "", "", ""),
        ("3", "Họp Hội đồng", "Sở Giáo dục và Đào tạo", "Tháng 4", ""),
    ]
    assert texts(read) == ["III. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế chủ trì."]


def test_cells_one_a_line_may_be_missing_or_take_several_lines(document):
    rows = "1\nTổ chức hội nghị tổng kết\ncông tác thi đua\nTháng 01\n2\nBáo cáo\nSở Y tế\n"
    assert tables(document(HEAD + rows))[0][1:] == [
        ("1", "Tổ chức hội nghị tổng kết công tác thi đua", "", "Tháng 01", ""),
        ("2", "Báo cáo", "Sở Y tế", "", ""),
    ]


def test_second_row_of_a_stacked_head_and_repeated_heads(document):
    head = "TT\nNội dung\nĐơn vị\nthực hiện\nThời gian\nChủ trì\nPhối hợp\n"
    text = f"{head}(1)\n(2)\n(3)\n(4)\n(5)\nI\nTHI ĐUA\n1\nHọp\nSở Y tế\nSở Nội vụ\nTháng 6\n- 2 -\n{head}2\nThi\nSở Y tế\nTháng 7\n"
    assert tables(document(text)) == [
        [
            ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"),
            ("I", "THI ĐUA", "", "", ""),
            ("1", "Họp", "Sở Y tế", "Sở Nội vụ", "Tháng 6"),
            ("2", "Thi", "Sở Y tế", "", "Tháng 7"),
        ]
    ]


def test_column_names_in_prose_are_no_table(document):
    assert tables(document("Nội dung\nThời gian\nĐơn vị\n1. Họp\n")) == []
    assert tables(document("TT\nNội dung\nThời gian\nkhông có hàng nào\n")) == []


def test_markdown_loses_its_marks(document):
    text = "# KẾ HOẠCH\n\n*Công tác* năm **2024** _quan trọng_\n\n---\n\n> Trích\n\nSố: ___/KH (*) xem (*)\n\n1\\. Họp"
    assert texts(document(text)) == [
        "KẾ HOẠCH",
        "Công tác năm 2024 quan trọng",
        "Trích",
        "Số: ___/KH (*) xem (*)",
        "1. Họp",
    ]


def test_markdown_tables_need_no_outer_bars(document):
    text = "Nội dung | Thời gian\n--- | ---\nHọp \\| bàn | Tháng 6<br>Tháng 9\nThi | Quý III\n\na | b"
    assert tables(document(text)) == [
        [("Nội dung", "Thời gian"), ("Họp | bàn", "Tháng 6\nTháng 9"), ("Thi", "Quý III")]
    ]
    assert texts(document(text)) == ["a | b"]


def test_cells_pasted_in_quotes_keep_their_lines(document):
    text = '1\t"Tổ chức\n- Báo cáo ""nhanh"""\tSở Y tế\n2\tHọp "kín"\tSở A\n'
    assert tables(document(text)) == [
        [("1", 'Tổ chức\n- Báo cáo "nhanh"', "Sở Y tế"), ("2", 'Họp "kín"', "Sở A")]
    ]
    assert texts(document('"Lời mở\nđầu" của\tbài')) == ['"Lời mở']


def test_pages_are_counted_and_their_marks_left_out(document):
    pages = [
        f"SỞ Y TẾ - Kế hoạch {n}\n\nĐoạn {word} của bài.\n\nTrang {n}/3\n" for n, word in enumerate("abc", 1)
    ]
    read = document("\f".join(pages))
    assert [(block.text, block.place.page) for block in read.blocks] == [
        ("Đoạn a của bài.", 1),
        ("Đoạn b của bài.", 2),
        ("Đoạn c của bài.", 3),
    ]


@pytest.mark.parametrize("mark", ["\n\n3\n\n", "\n- 3 -\n", "\n\n– 3 –\n\n", "\f"])
def test_page_numbers_do_not_break_sentences(document, mark):
    assert texts(document(f"có thành tích xuất{mark}sắc trong năm.")) == ["có thành tích xuất sắc trong năm."]


def test_full_lines_go_on_even_before_a_capital(document):
    lines = [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân",
        "Thành phố về công tác thi đua và chương trình công tác năm của Hội đồng thành phố",
        "Cần Thơ, các cơ quan, đơn vị thuộc và trực thuộc thành phố có trách nhiệm báo cáo",
        "Ban Thi đua - Khen thưởng thành phố về tình hình thực hiện các nhiệm vụ được giao",
        "trong năm.",
    ]
    assert texts(document("\n".join(lines))) == [" ".join(lines)]
    assert texts(document("KẾ HOẠCH\nTriển khai\nSở Y tế")) == ["KẾ HOẠCH", "Triển khai", "Sở Y tế"]


@pytest.mark.parametrize(
    "text",
    [
        "a|" * 500_000,
        ("a\t" * 9_000 + "\n") * 100,
        ("|" * 19_000 + "\n") * 100,
        ('"' + "a" * 300 + "\t\n") * 15_000,
        "TT  Nội dung  Thời gian\n" * 19_000,
        "TT\nNội dung\n1\n" * 6_000,
        "TT\nNội dung\nQUÝ I\n" * 6_000,
        ("x  " * 300 + "\n") * 3_000,
        "*a" * 9_000 + "_a" * 900,
        "TT  Nội dung  Thời gian\n" + "a  b\n" * 19_000,
    ],
    ids=range(10),
)
def test_hostile_text_is_read_or_refused(write, text):
    try:
        assert read_document(write(text)).blocks
    except DocumentError as error:
        assert error.key in {"document.long_line", "document.too_many_lines"}  # noqa: PT017 (or a reading)


PARTS = [
    *(
        "TT",
        "Nội dung",
        "Đơn vị",
        "Thời gian",
        "1",
        "2",
        "I",
        "QUÝ I",
        "Họp  Sở Y tế",
        "TT  Nội dung  Đơn vị",
    ),
    *("1  Họp  Sở", "  thi đua", "Nơi nhận:   CHỦ TỊCH", "", "-", '"a\tb"', "| a | b |", "tháng 6"),
]


def words_in(text):
    return {word for word in text.replace('"', " ").replace("|", " ").split() if word.isalpha()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_no_word_of_a_layout_is_lost(document, lines):
    text = "\n".join([*lines, "hết"])
    assert words_in(text) == words_in(" ".join(line.text for line in document(text).lines()))
