"""Which language is spoken, and that click speaks it too."""

import os
import subprocess
import sys

import pytest

from tracker.i18n import choose_language, translator

PROGRAM = """
import sys
from tracker.i18n import speak
speak(sys.argv.pop(1))
import click

@click.command()
@click.argument("document", type=click.Path(exists=True))
@click.option("--year", type=click.IntRange(2000, 2100), default=2024, show_default=True)
def main(document, year): ...

main(prog_name="tracker")
"""


def run(language, *arguments, **environ):
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, language, *arguments],
        env=bare | environ,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("argument", "environ", "expected"),
    [
        (None, {}, "vi"),
        ("en", {"TRACKER_LANG": "vi"}, "en"),
        (None, {"TRACKER_LANG": "en", "LC_ALL": "vi_VN.UTF-8"}, "en"),
        (None, {"LC_ALL": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, "vi"),
        (None, {"LC_MESSAGES": "en_GB.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "EN"}, "en"),
        (None, {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, "vi"),
        (None, {"LANG": "C.UTF-8"}, "vi"),
    ],
)
def test_first_place_that_names_a_language_we_speak_decides(argument, environ, expected):
    assert choose_language(argument, environ) == expected


def test_unknown_language_speaks_vietnamese():
    assert translator("fr").language == "vi"


def test_click_speaks_vietnamese_in_utf_8_under_the_c_locale():
    shown = run("vi", "--help", LC_ALL="C")
    text = shown.stdout.decode("utf-8")
    assert shown.returncode == 0
    assert text.startswith("Cách dùng: tracker")
    assert "Hiện trợ giúp này rồi thoát." in text
    assert "[mặc định: 2024;" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Thiếu tham số 'DOCUMENT'."),
        (["--yaer", "2024"], "Không có tùy chọn '--yaer'. (Có phải ý là: '--year'?)"),
        (["missing.txt"], "Giá trị của 'DOCUMENT' không hợp lệ: 'missing.txt' không tồn tại."),
        ([".", "--year", "1"], "Giá trị của '--year' không hợp lệ: 1 nằm ngoài khoảng 2000<=x<=2100."),
        ([".", "--year"], "Tùy chọn '--year' cần 1 giá trị."),
        ([".", "more"], "Thừa tham số (more)"),
    ],
)
def test_usage_errors_are_vietnamese(arguments, sentence):
    shown = run("vi", *arguments, LC_ALL="C")
    assert shown.returncode == 2
    assert f"Lỗi: {sentence}" in shown.stderr.decode("utf-8")


def test_usage_error_names_the_way_to_help():
    assert "Xem trợ giúp bằng 'tracker --help'." in run("vi").stderr.decode("utf-8")


def test_click_speaks_english_on_a_vietnamese_machine():
    shown = run("en", "--yaer", LC_ALL="C.UTF-8", LANGUAGE="vi")
    assert "No such option '--yaer'" in shown.stderr.decode("utf-8")
