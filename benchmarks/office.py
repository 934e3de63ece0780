"""An office of its own with plans of so many dated tasks, made by the program itself."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-c", "from tracker.cli import program; program()"]
FIRST, DAYS = 7, 365  # deadlines are spread over the days from next week on: none is overdue
UNITS = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ")
WORDS = ("Báo cáo", "Tổng kết", "Phát động", "Kiểm tra", "Xét tặng", "thi đua", "khen thưởng", "điển hình")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HEAD = """ỦY BAN NHÂN DÂN
THÀNH PHỐ CẦN THƠ
Số: {number}/KH-UBND
Cần Thơ, ngày {day:%d} tháng {day:%m} năm {day:%Y}

KẾ HOẠCH
Công tác thi đua, khen thưởng năm {day:%Y}, phần {number}

TT\tNội dung nhiệm vụ\tĐơn vị thực hiện\tThời gian thực hiện
"""


class Office:
    """A folder with settings and a database; ``tracker`` runs in it."""

    def __init__(self, folder: Path, port: int = 8249) -> None:
        self.folder = folder
        settings = (ROOT / "config.toml").read_text(encoding="utf-8")
        changes = {
            'calendars = "calendars"': f'calendars = "{ROOT / "calendars"}"',
            "port = 8249": f"port = {port}",
        }
        for before, after in changes.items():
            settings = settings.replace(before, after)
        (folder / "config.toml").write_text(settings, encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        self.environ = kept | {"PYTHONPATH": str(ROOT)}

    def run(self, *arguments: str) -> str:
        """Run one command; problems that a person should look at are none of ours."""
        finished = subprocess.run(
            [*PROGRAM, *arguments], cwd=self.folder, env=self.environ, capture_output=True, check=False
        )
        if finished.returncode not in {0, 1}:
            raise SystemExit(f"tracker {' '.join(arguments)}: {finished.stderr.decode()}")
        return finished.stdout.decode()

    def take_in(self, number: int, tasks: int) -> str:
        """Import a made-up plan of so many tasks and return its id."""
        plan = self.folder / f"{number}.txt"
        plan.write_text(made_up(number, tasks), encoding="utf-8")
        self.run("import", str(plan), "--yes")
        return f"{number}-{today().year}"

    def feed(self, *subject: str) -> str:
        """Create a feed and return its address."""
        return str(json.loads(self.run("feeds", "create", *subject, "--json"))["feed"]["address"])


def today() -> date:
    """Return the program's day."""
    return datetime.now(ZONE).date()


def made_up(number: int, tasks: int) -> str:
    """Return a plan; the same number gives the same tasks, on the days after today."""
    chance = Random(number)
    return HEAD.format(number=number, day=today()) + "".join(_rows(number, tasks, chance))


def _rows(number: int, tasks: int, chance: Random) -> Iterator[str]:
    for at in range(1, tasks + 1):
        title = f"{' '.join(chance.choices(WORDS, k=2))} số {number}.{at}"
        day = today() + timedelta(days=FIRST + chance.randrange(DAYS))
        yield f"{at}\t{title}\t{chance.choice(UNITS)}\ttrước ngày {day:%d/%m/%Y}\n"
