"""Documents to read: the five samples, and plans written in a test."""

from pathlib import Path

import pytest

from tracker.calendars import load_calendar
from tracker.core.directory import Directory, Person, Unit
from tracker.readers import read_document
from tracker.readers.tasks import read_plan

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"


@pytest.fixture(scope="session")
def calendar():
    return load_calendar(ROOT / "calendars" / "days")


@pytest.fixture
def write(tmp_path):
    """Write a document and return its path."""

    def written(text, name="plan.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


@pytest.fixture
def document(write):
    """Read a document from its text."""
    return lambda text: read_document(write(text))


@pytest.fixture
def plan(document, calendar):
    """Read a plan from its text."""

    def planned(text, **facts):
        return read_plan(document(text), **{"directory": None, "calendar": calendar, "year": 2024, **facts})

    return planned


@pytest.fixture
def sample(calendar):
    """Read a plan from a file of the samples, without help."""

    def read(name, folder=SAMPLES, **facts):
        return read_plan(read_document(folder / name), **{"directory": None, "calendar": calendar, **facts})

    return read


@pytest.fixture
def directory():
    lan = Person("Lan", "lan@tan-an.gov.vn")
    units = (
        Unit("tc", "Phòng Tài chính - Kế hoạch", ("Phòng TCKH",)),
        Unit("td", "Đội Trật tự, Xây dựng và Môi trường"),
        Unit("mc", "Bộ phận Một cửa"),
    )
    return Directory(units, coordinator=lan)


def keys(plan_document):
    """The keys of a plan's problems, in order."""
    return [problem.key for problem in plan_document.problems]
