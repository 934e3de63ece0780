"""Heading facts are read, or said to be missing; none is guessed."""

from datetime import date

import pytest

from tests.readers.conftest import keys

LETTERHEAD = "Số: 249 /KH-UBND\n\nCần Thơ, ngày 21 tháng 12 năm 2023\n\n"
TITLE = "KẾ HOẠCH\nTriển khai công tác năm 2024\n\n"


def head(plan, text, **facts):
    return plan(text, **{"year": None, **facts}).head


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 249/KH-UBND", "249/KH-UBND"),
        ("Số: 249 /KH-UBND", "249/KH-UBND"),
        ("Số 480/KH- UBND", "480/KH-UBND"),
        ("SỐ : 19 / KH-CTĐ5TP", "19/KH-CTĐ5TP"),
        ("Số: 14/2012/NQ-HĐND", "14/2012/NQ-HĐND"),
        ("Số:12/2024/QĐ-UBND", "12/2024/QĐ-UBND"),
        ("Số 15-KH/TU", "15-KH/TU"),
        ("Sô: 88/KH-SNN&PTNT", "88/KH-SNN&PTNT"),
        ("Số: 5120/UBND-NC Cần Thơ, ngày 5 tháng 3 năm 2024", "5120/UBND-NC"),
    ],
)
def test_number_is_read_without_stray_spaces(plan, line, number):
    assert head(plan, f"{line}\n{TITLE}").number == number


@pytest.mark.parametrize("line", ["Số: /KH-UBND", "Số:        /KH-HĐTĐKT", "Số: …/KH-UBND", "Số: ...../KH"])
def test_blank_number_is_a_problem(plan, line):
    read = plan(f"{line}\n{TITLE}")
    assert read.head.number == ""
    assert read.problems[0].key == "document.number_incomplete"
    assert (read.problems[0].place.line, read.problems[0].words) == (1, " ".join(line.split()))


@pytest.mark.parametrize(
    ("line", "place", "issued_on"),
    [
        ("Cần Thơ, ngày 21 tháng 12 năm 2023", "Cần Thơ", date(2023, 12, 21)),
        ("Bà Rịa - Vũng Tàu, ngày 05 tháng 01 năm 2024.", "Bà Rịa - Vũng Tàu", date(2024, 1, 5)),
        ("Huế, ngày 9/3/2024", "Huế", date(2024, 3, 9)),
        ("ngày 9 tháng 3 năm 2024", "", date(2024, 3, 9)),
        ("Tp. Hồ Chí Minh, ngày 9/3/24", "Tp. Hồ Chí Minh", date(2024, 3, 9)),
        ("Số: 1/KH-UBND Huế, ngày 9 tháng 3 năm 2024", "Huế", date(2024, 3, 9)),
        ("Số: /KH-UBND Huế, ngày 9 tháng 3 năm 2024", "Huế", date(2024, 3, 9)),
        ("Huế, hồi 15 giờ 00 ngày 05 tháng 9 năm 2024", "Huế", date(2024, 9, 5)),
        ("Cà Mau, hồi 9h30, ngày 05/9/2024", "Cà Mau", date(2024, 9, 5)),
        ("Lào Cai, 23 giờ 45 phút ngày 31 tháng 12 năm 2024", "Lào Cai", date(2024, 12, 31)),
    ],
)
def test_place_and_date_are_read(plan, line, place, issued_on):
    found = head(plan, f"{line}\n{TITLE}")
    assert (found.place, found.issued_on) == (place, issued_on)


@pytest.mark.parametrize(
    "line",
    [
        "Long Biên, ngày      tháng     năm 2022",
        "Long Biên, ngày tháng 4 năm 2023",
        "Long Biên, ngày … tháng … năm 2024",
        "Long Biên, ngày 31 tháng 02 năm 2024",
        "Long Biên, hồi … giờ … ngày … tháng 9 năm 2024",
    ],
)
def test_damaged_date_keeps_the_place_and_is_a_problem(plan, line):
    read = plan(f"Số: 1/KH-UBND\n{line}\n{TITLE}")
    assert (read.head.place, read.head.issued_on) == ("Long Biên", None)
    assert "document.date_incomplete" in keys(read)


def test_date_in_the_body_is_not_the_date_of_issue(plan):
    read = plan(f"{TITLE}I. NỘI DUNG\n\nCần Thơ, ngày 28 tháng 7 năm 2023\n")
    assert read.head.issued_on is None
    assert {"document.no_number", "document.no_date"} <= set(keys(read))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("KẾ HOẠCH\nTriển khai công tác\nthi đua\n\nThực hiện chỉ thị", "Triển khai công tác thi đua"),
        ("KẾ HOẠCH\n\n**Tổ chức Hội nghị\nCụm thi đua**\nCăn cứ Luật", "Tổ chức Hội nghị Cụm thi đua"),
        ("KẾ HOẠCH\nThực hiện cải cách hành chính\n", "Thực hiện cải cách hành chính"),
        ("KẾ HOẠCH\nCông tác năm 2024\n(Kèm theo Quyết định ngày 5/1/2023)", "Công tác năm 2024"),
        ("KẾ HOẠCH CÔNG TÁC NĂM 2024\nI. MỤC ĐÍCH", "CÔNG TÁC NĂM 2024"),
        ("Số: 1/KH\nKế hoạch công tác năm 2024\n\nI. MỤC ĐÍCH", "công tác năm 2024"),
        ("KẾ HOẠCH\n--------\nCông tác năm 2024\n", "Công tác năm 2024"),
        ("KẾ HOẠCH\nCông tác năm 2024\nỦY BAN NHÂN DÂN HUYỆN\nCăn cứ Luật", "Công tác năm 2024"),
    ],
)
def test_title_ends_where_the_body_begins(plan, text, title):
    found = head(plan, text)
    assert (found.type, found.title) == ("Kế hoạch", title)


@pytest.mark.parametrize(
    "below",
    [
        "Tháng 01\n- Họp giao ban",
        "QUÝ I/2024",
        "- Sở Y tế: báo cáo kết quả",
        "a) Báo cáo kết quả",
        "Các việc và thời hạn:",
        "PHỤ LỤC PHÂN CÔNG",
        "NỘI DUNG CHỦ YẾU",
        "Phụ lục I",
        "Hội đồng nhân dân thành phố ban hành Chương trình công tác năm 2024 gồm các nội dung",
        "Lịch công tác của lãnh đạo như sau:",
        "Thời gian: 8 giờ ngày 5/3/2024",
        "Qua một năm thực hiện, phong trào thi đua đã đạt nhiều kết quả, được nhân dân đồng tình hưởng ứng.",
    ],
)
def test_title_ends_without_an_empty_line(plan, below):
    found = head(plan, f"{LETTERHEAD}KẾ HOẠCH\nCông tác thi đua\nnăm 2024\n{below}\n")
    assert found.title == "Công tác thi đua năm 2024"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("Công tác năm học 2024\n- 2025", "Công tác năm học 2024 - 2025"),
        ("Về việc hướng dẫn\nxây dựng Kế hoạch năm 2025", "Về việc hướng dẫn xây dựng Kế hoạch năm 2025"),
        ("TỔ CHỨC HỘI NGHỊ\nTỔNG KẾT NĂM 2024", "TỔ CHỨC HỘI NGHỊ TỔNG KẾT NĂM 2024"),
        (
            "Tổ chức Hội nghị tổng kết\nCụm thi đua năm 2024.",
            "Tổ chức Hội nghị tổng kết Cụm thi đua năm 2024.",
        ),
        ("Bảo đảm vệ sinh\nATTP", "Bảo đảm vệ sinh ATTP"),
    ],
)
def test_title_goes_on(plan, lines, title):
    assert head(plan, f"{LETTERHEAD}HƯỚNG DẪN\n{lines}\n\nI. MỤC ĐÍCH").title == title


@pytest.mark.parametrize(
    ("line", "kind", "is_told"),
    [
        ("KÉ HOẠCH", "Kế hoạch", True),
        ("KẾ HOACH", "Kế hoạch", True),
        ("CHƯƠNG TRINH", "Chương trình", True),
        ("ĐỂ ÁN", "Đề án", True),
        ("Kế HOạCH", "Kế hoạch", False),
        ("KẾ HOẠCH", "Kế hoạch", False),
        ("ĐỂ AN TOÀN GIAO THÔNG", "", False),
        ("KE HOACH", "Kế hoạch", True),
    ],
)
def test_type_with_a_lost_mark_is_forgiven_and_told(plan, line, kind, is_told):
    read = plan(f"{LETTERHEAD}{line}\nCông tác năm 2024\n\nI. MỤC ĐÍCH")
    assert read.head.type == kind
    assert ("document.type_damaged" in keys(read)) == is_told


@pytest.mark.parametrize(
    ("text", "title"),
    [("KẾ HOẠCH\nUBND xã Đại Lãnh xây dựng Kế hoạch như sau:\n1. Họp", "")],
)
def test_plan_without_a_title_has_none(plan, text, title):
    found = head(plan, text)
    assert (found.type, found.title) == ("Kế hoạch", title)


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Ủy ban nhân dân thành phố ban hành Kế hoạch sau:", "Ủy ban nhân dân thành phố Cần Thơ"),
        ("Theo đề nghị, UBND xã Đại Lãnh xây dựng Kế hoạch:", "UBND xã Đại Lãnh"),
        ("Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch:", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Y tế (cơ quan thường trực) ban hành Kế hoạch:", "Sở Y tế"),
        (
            "Hội đồng nhân dân tỉnh khóa X, nhiệm kỳ 2021 - 2026 ban hành Kế hoạch:",
            "Hội đồng nhân dân tỉnh Cần Thơ",
        ),
        ("Nhân dịp năm mới, thành phố ban hành Kế hoạch:", ""),
    ],
)
def test_issuer_is_who_issues(plan, sentence, issuer):
    read = plan(f"{LETTERHEAD}{TITLE}{sentence}\n")
    assert read.head.issuer == issuer
    assert ("document.no_issuer" in keys(read)) == (not issuer)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ", "Ủy ban nhân dân thành phố Cần Thơ"),
        ("UBND QUẬN LONG BIÊN\nPHÒNG NỘI VỤ", "Phòng Nội vụ"),
        ("UBND TỈNH X\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
        ("UBND TỈNH BÀ RỊA - VŨNG TÀU", "UBND tỉnh Bà Rịa - Vũng Tàu"),
        ("PHÒNG GD&ĐT QUẬN X\nTRƯỜNG THCS TÂN MAI", "Trường THCS Tân Mai"),
        ("TỈNH ĐOÀN BẮC HÀ", "Tỉnh đoàn Bắc Hà"),
        ("BAN KINH TẾ - XÃ HỘI", "Ban Kinh tế - Xã hội"),
        ("TRUNG TÂM NGHIÊN CỨU GIỐNG CÂY", "TRUNG TÂM NGHIÊN CỨU GIỐNG CÂY"),
        ("Së C¤NG TH¦¥NG TØNH Vò NINH", "Sở Công Thương tỉnh Vũ Ninh"),
        ("SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nX\tĐộc lập - Tự do - Hạnh phúc", ""),
        ("SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sở Y tế"),
    ],
)
def test_letterhead_names_the_issuer_if_it_is_sure(plan, lines, issuer):
    assert head(plan, f"{lines}\nSố: 1/KH\n\n{TITLE}").issuer == issuer


@pytest.mark.parametrize(
    "signature",
    [
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nTrần Việt Trường",
        "**KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH**\n(Đã ký)\nTrần Việt Trường",
        "Nơi nhận:\tGIÁM ĐỐC\n- Như trên\tTrần Việt Trường",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nTS. Trần Việt Trường",
        "TRƯỞNG CÔNG AN XÃ\nĐại úy Trần Việt Trường",
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nTrần Việt Trường",
        "GIÁM ĐỐC\nTRẦN VIỆT TRƯỜNG",
    ],
)
def test_signer_stands_below_the_office(plan, signature):
    assert head(plan, f"{TITLE}I. NỘI DUNG\n{signature}").signer == "Trần Việt Trường"


@pytest.mark.parametrize("name", ["H'Hen Niê", "Y Blơi", "K'sor Phước", "Bríu Văn Liêm"])
def test_signers_of_every_people_are_named(plan, name):
    assert head(plan, f"{TITLE}I. NỘI DUNG\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{name}").signer == name


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("GIẤY MỜI\nDự hội nghị tổng kết\n", "Giấy mời", "Dự hội nghị tổng kết"),
        ("TỜ TRÌNH\nVề việc cấp kinh phí\n", "Tờ trình", "Về việc cấp kinh phí"),
        ("Số: 5/UBND-NC\nV/v cử cán bộ\ntập huấn\n\nKính gửi: Sở Y tế\n", "Công văn", "Cử cán bộ tập huấn"),
        ("Số: 5/UBND-NC\n\nKính gửi: Sở Y tế\n", "Công văn", ""),
        ("LỊCH CÔNG TÁC TUẦN 20\n\n(Từ ngày 13/5/2024 đến ngày 19/5/2024)\n", "Lịch công tác", None),
    ],
)
def test_types_of_documents_are_told(plan, text, kind, title):
    found = head(plan, text)
    assert found.type == kind
    assert found.title == title if title is not None else found.title.endswith("19/5/2024)")


def test_number_place_and_date_of_a_letter_stand_around_its_subject(plan):
    text = f"SỞ Y TẾ\nSố: 5/SYT-VP\nV/v báo cáo\n{LETTERHEAD.splitlines()[2]}\n\nKính gửi: UBND các huyện\n"
    found = head(plan, text)
    assert (found.number, found.issued_on, found.year) == ("5/SYT-VP", date(2023, 12, 21), 2023)


def test_facts_of_the_caller_go_first(plan):
    text = f"Số: /KH-UBND\n\nLong Biên, ngày tháng năm 2022\n\n{TITLE}"
    read = plan(text, year=2025, issued_on=date(2024, 12, 2), number="7/KH-UBND")
    assert (read.head.number, read.head.issued_on, read.head.year) == ("7/KH-UBND", date(2024, 12, 2), 2025)
    assert not {"document.number_incomplete", "document.date_incomplete"} & set(keys(read))


def test_document_without_a_head_is_read_with_problems(plan):
    read = plan("TT\tNội dung\n1\tHọp (tháng 6)\n", year=None)
    assert len(read.tasks) == 1
    assert {"document.no_number", "document.no_date", "document.no_title", "document.no_year"} <= set(
        keys(read)
    )
    assert {problem.place.file.endswith("plan.txt") for problem in read.problems} == {True}


def test_title_ends_where_the_table_begins(plan):
    table = "TT\tNội dung\tThời gian\tĐơn vị thực hiện\n1\tBáo cáo tổng kết năm 2023\ttháng 01\tSở Nội vụ\n"
    found = head(plan, f"{LETTERHEAD}{TITLE.rstrip()}\n{table}")
    assert (found.title, found.year) == ("Triển khai công tác năm 2024", 2024)
