"""How long a first import takes in a fresh process, against the least that Python can do."""

import argparse
import os
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from cold_start import program
from rounds import interleaved, table

HERE = Path(__file__).parent
PLAN = next((HERE.parent / "calendars" / "plans").glob("249-*.txt"))
SQLMODEL = "import gc, os; gc.disable(); import sqlmodel; os._exit(0)"  # as the program does it
ROW = re.compile(r"^\d+\t.+$", re.MULTILINE)
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def main() -> None:
    """Measure and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        print(f"\nThe shipped plan into a new database, medians of {rounds} interleaved rounds\n")
        print(measured(Path(name), rounds))


def measured(folder: Path, rounds: int) -> str:
    """Time floor and program, each with a new database every time."""
    data, document = folder / "new", folder / "plan.docx"
    write_docx(document, PLAN.read_text(encoding="utf-8"))
    contenders = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "floor": [sys.executable, str(HERE / "floor_import.py"), str(document), str(data / "floor.sqlite3")],
        "import sqlmodel": [sys.executable, "-c", SQLMODEL],
        "tracker import": [program(), "import", str(PLAN), "--yes"],
    }

    def renew() -> None:
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()

    environ = os.environ | {"TRACKER_DATABASE_URL": f"sqlite:///{data / 'tracker.sqlite3'}"}
    seconds = interleaved(contenders, rounds=rounds, folder=folder, environ=environ, before=renew)
    return table(seconds, ["python -c pass", "floor"])


def write_docx(path: Path, plan: str) -> None:
    """Write the plan's rows as a Word table, the least that the floor can read."""
    rows = "".join(_row(line.split("\t")) for line in ROW.findall(plan))
    body = f'<w:document xmlns:w="{WORDS}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)


def _row(cells: list[str]) -> str:
    filled = "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in cells)
    return f"<w:tr>{filled}</w:tr>"


if __name__ == "__main__":
    main()
