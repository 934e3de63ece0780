"""How long reading takes in a running process: a phrase, the shipped plan, a large sheet and Word table."""

import argparse
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import docx
import openpyxl
from rounds import table

from tracker.calendars import load_calendar
from tracker.core.expansion import expand
from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import PhraseContext
from tracker.core.workcalendar import Roll
from tracker.readers import read_document
from tracker.readers.tasks import read_plan

HERE = Path(__file__).parent
PLAN = next((HERE.parent / "calendars" / "plans").glob("249-*.txt"))
CASES = HERE.parent / "tests" / "core" / "phrases" / "cases.toml"
CALENDAR = load_calendar(HERE.parent / "calendars" / "days")
ROWS = 5000
HEAD = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
TIMES = ("Tháng {m}", "Trước ngày 15/{m}/2024", "Quý II", "cuối tháng {m}", "ngày 25 hằng tháng")


def main() -> None:
    """Measure and print two tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    print(f"\nWithin a running process, medians of {rounds} rounds\n")
    print(small(rounds))
    with tempfile.TemporaryDirectory() as name:
        print(f"\nA table of {ROWS} rows, medians of {rounds} interleaved rounds\n")
        print(large(Path(name), rounds))


def small(rounds: int) -> str:
    """Time a phrase (the mean over all cases of the grammar) and the shipped plan."""
    cases = [(case["phrase"], case["year"]) for case in tomllib.loads(CASES.read_text("utf-8"))["case"]]
    contenders = {
        "a phrase": lambda: [read_phrases(text, PhraseContext(year), CALENDAR) for text, year in cases],
        "the plan of 35 tasks, read and expanded": lambda: planned(PLAN),
    }
    seconds = timed(contenders, rounds)
    seconds["a phrase"] = [taken / len(cases) for taken in seconds["a phrase"]]
    lines = [f"| {name} | {median(taken) * 1000:.2f} |" for name, taken in seconds.items()]
    return "\n".join(["| | ms |", "| --- | --: |", *lines])


def large(folder: Path, rounds: int) -> str:
    """Time a sheet and a Word table beside the libraries that only hand out their cells."""
    sheet, word = folder / "plan.xlsx", folder / "plan.docx"
    write_sheet(sheet)
    write_word(word)
    contenders = {
        "openpyxl, every cell": lambda: bare_sheet(sheet),
        "tracker, the sheet": lambda: planned(sheet),
        "python-docx, every cell": lambda: bare_word(word),
        "tracker, the Word table": lambda: planned(word),
    }
    return table(timed(contenders, rounds), ["openpyxl, every cell", "python-docx, every cell"])


def timed(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Call each contender in turns; one round before the first is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, call in contenders.items():
            began = time.perf_counter()
            call()
            if number:
                seconds[name].append(time.perf_counter() - began)
    return seconds


def planned(path: Path) -> int:
    """Read a plan and date its duties; return how many there are."""
    plan = read_plan(read_document(path), directory=None, calendar=CALENDAR, year=2024)
    return sum(len(expand(task, CALENDAR, Roll.PREVIOUS)) for task in plan.tasks)


def rows() -> list[tuple[str, ...]]:
    """Make the rows of a large plan, no two alike."""
    return [
        (
            str(number),
            f"Tham mưu tổ chức thực hiện nhiệm vụ thứ {number} của chương trình công tác",
            "Sở Nội vụ" if number % 2 else "Sở Văn hóa, Thể thao và Du lịch",
            "Sở Tài chính; các đơn vị liên quan",
            TIMES[number % len(TIMES)].format(m=number % 12 + 1),
        )
        for number in range(1, ROWS + 1)
    ]


def write_sheet(path: Path) -> None:
    """Write the large plan as a workbook."""
    book = openpyxl.Workbook()
    for row in (HEAD, *rows()):
        book.active.append(row)
    book.save(path)


def write_word(path: Path) -> None:
    """Write the large plan as a Word table."""
    document = docx.Document()
    body = document.add_table(rows=ROWS + 1, cols=len(HEAD))
    for line, row in zip(body._tbl.tr_lst, (HEAD, *rows()), strict=True):  # noqa: SLF001  (table.cell is quadratic)
        for cell, text in zip(line.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = text
    document.save(path)


def bare_sheet(path: Path) -> int:
    """Hand out every cell with openpyxl and nothing more."""
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(len(str(cell)) for row in book.active.iter_rows(values_only=True) for cell in row)


def bare_word(path: Path) -> int:
    """Hand out every cell's text with python-docx and nothing more."""
    lines = docx.Document(path).tables[0]._tbl.tr_lst  # noqa: SLF001  (table.cell is quadratic)
    return sum(len(cell.p_lst[0].text) for line in lines for cell in line.tc_lst)


if __name__ == "__main__":
    main()
