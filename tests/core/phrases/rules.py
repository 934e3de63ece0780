"""The rules of the grammar as a page for readers of Vietnamese: patterns from the code, meanings from the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tracker.core.phrases
from tracker.core.phrases.mask import _REASONS
from tracker.core.phrases.vocabulary import SLIPS, SPELLINGS
from tracker.i18n import translator

PACKAGE = Path(tracker.core.phrases.__file__).parent
IDS = re.compile(r"\b((?:[BDLPRX]\d+(?:–[BDLPRX]\d+)?(?:, )?)+): ")
PATTERN = re.compile(r"``(.+?)``", re.DOTALL)
FAMILIES = {
    "D": "Ngày",
    "B": "Mốc và giờ",
    "P": "Khoảng thời gian",
    "R": "Định kỳ",
    "L": "Tính từ một mốc khác",
    "X": "Không phải thời hạn",
}
NOT_IN_CATALOGUE = {
    "D1": "Ngày, tháng, năm viết đủ.",
    "D2": "Ngày viết bằng số; hai chữ số của năm là 20yy.",
    "D3": "Ngày không ghi năm: lấy năm kế hoạch; công văn thì lấy ngày gần nhất sau ngày ban hành.",
    "D4": "Ngày không ghi tháng: mượn tháng của đề mục đứng trước.",
    "D5": "Ngày âm lịch: đổi ra dương lịch theo múi giờ UTC+7; ngày dương lịch ghi bên cạnh thì theo ngày ấy.",
    "D6": "Thứ và ngày: giữ ngày; thứ không khớp thì báo.",
    "D7": "Ngày lễ có tên: Quốc khánh là 02/9, Tết Dương lịch là 01/01; lễ theo âm lịch như D5.",
    "D8": "Ngày đầu, ngày cuối, ngày làm việc đầu hoặc cuối của một khoảng thời gian.",
    "B11": "“Dự kiến”: đọc như thường, ghi là dự kiến.",
    "X2": "Dòng địa danh và ngày tháng.",
}
OPENING = """
## Các quy tắc

Dấu `?` sau một nhóm: có thể vắng; `|`: hoặc; `…`: các từ khác; D, E: ngày; N: số; m, n: tháng; q: quý; y, z: năm.
Nhiều quy tắc cùng đọc được thì chọn cách đọc dài nhất. Điều chưa chắc thì không đặt ngày và được báo lại.
"""
HEADING = "\n| Số | Mẫu | Nghĩa | Căn cứ |\n|---|---|---|---|\n"


def render() -> str:
    """Return the section of the rules and that of the words."""
    patterns = dict(sorted(patterns_by_rule().items(), key=lambda item: (item[0][0], int(item[0][1:]))))
    families = [
        f"\n### {title}\n{HEADING}{''.join(_row(rule, patterns[rule]) for rule in patterns if rule[0] == family)}"
        for family, title in FAMILIES.items()
    ]
    return OPENING + "".join(families) + _words()


def patterns_by_rule() -> dict[str, list[str]]:
    """Collect the patterns that the functions of the grammar quote, by the rules they name."""
    found: dict[str, list[str]] = {}
    for docstring in _docstrings():
        _, *parts = IDS.split(docstring)
        for named, words in zip(parts[::2], parts[1::2], strict=True):
            for rule in _ids(named):
                quoted = found.setdefault(rule, [])
                quoted += [one for one in PATTERN.findall(words) if one not in quoted]
    return found


def _docstrings() -> Iterator[str]:
    for path in sorted(PACKAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield " ".join((ast.get_docstring(node) or "").split())


def _ids(written: str) -> Iterator[str]:
    """Spell out "B1–B3, B5"."""
    for part in written.split(", "):
        first, _, last = part.partition("–")
        yield from (f"{first[0]}{n}" for n in range(int(first[1:]), int((last or first)[1:]) + 1))


def _row(rule: str, patterns: list[str]) -> str:
    say = translator("vi")
    meaning, source = NOT_IN_CATALOGUE.get(rule, ""), "(quy ước đọc)"
    if say.has(f"rule.{rule}"):
        meaning, source = say(f"rule.{rule}"), say(f"rule.{rule}.source")
    elif rule in _reasons():
        meaning = say(f"masked.{_reasons()[rule]}")
    cells = (rule, "<br>".join(f"`{one}`" for one in patterns), meaning, source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _reasons() -> dict[str, str]:
    """Tell the reason of each mask by its rule."""
    named = {reason: IDS.match(function.__doc__ or "") for reason, function in _REASONS.items()}
    return {match.group(1): reason for reason, match in named.items() if match}


def _words() -> str:
    words = "".join(f"| {term.value} | {spelt.replace(' | ', ', ')} |\n" for term, spelt in SPELLINGS.items())
    slips = ", ".join(f"{slip} → {word}" for slip, word in SLIPS.items())
    return (
        "\n## Từ vựng\n\nChữ hoa, khoảng trắng, vị trí dấu thanh và bảng mã không làm thay đổi nghĩa.\n\n"
        f"| Tên | Cách viết |\n|---|---|\n{words}\nGõ sai dấu, chỉ đọc khi bên cạnh là ngày tháng: {slips}.\n"
    )
