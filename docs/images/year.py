"""Draws docs/images/year-2026.svg: ``python docs/images/year.py`` from the project's folder."""  # noqa: INP001

import os
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from tracker.app import open_app
from tracker.cli.yearview import show_year
from tracker.i18n import translator
from tracker.services.calendar import report_year

YEAR, COLUMNS = 2026, 100
FONTS = "Consolas, Menlo, Liberation Mono, Noto Sans"  # the last has the letters that the third lacks
FORMAT = re.sub(r"@font-face {{.*?}}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)  # nothing is fetched
FORMAT = FORMAT.replace("Fira Code", FONTS)


class Screen(StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        """Colours are welcome."""
        return True


def main() -> None:
    """Draw the year as the terminal shows it."""
    os.environ |= {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    root = Path(__file__).parents[2]
    report = report_year(open_app(root / "config.toml", {}), YEAR)
    with redirect_stdout(Screen()) as screen:
        show_year(report, translator("vi"))
    console = Console(record=True, width=COLUMNS, file=StringIO())
    console.print(Text.from_ansi(screen.getvalue()), end="")
    title = f"tracker calendar show {YEAR}"
    console.save_svg(str(Path(__file__).with_name(f"year-{YEAR}.svg")), title=title, code_format=FORMAT)


if __name__ == "__main__":
    main()
