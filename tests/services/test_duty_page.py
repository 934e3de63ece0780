"""The page of a duty: what it shows, to whom, and at what cost."""

import subprocess
import sys
from datetime import date

import pytest

from tests.offices import at
from tracker.core.standing import Standing
from tracker.feeds.tokens import load_key, proof_for
from tracker.i18n import translator
from tracker.i18n.reasons import reason_sentences
from tracker.services.duty_page import Duties
from tracker.services.explaining import explain
from tracker.services.tracking import mark_done

DUTY = "249-2024.15"


@pytest.fixture
def proof(planned):
    return proof_for(load_key(planned.config.feeds.key_file), DUTY)


def test_page_shows_the_duty_as_it_stands(planned, proof):
    duties = Duties(at(planned, date(2024, 5, 27)))
    page = duties.duty(DUTY, proof)
    assert (page.id, page.plan_number, page.ordinal) == (DUTY, "249/KH-UBND", "15")
    assert page.office == planned.config.office.name
    assert page.standing is Standing.IN_TERM
    mark_done(planned, DUTY)
    done = duties.duty(DUTY, proof)
    assert (done.standing, done.done_on) == (Standing.ON_TIME, date(2024, 5, 27))


def test_reasons_are_those_that_the_command_explains(planned, proof):
    page = Duties(planned).duty(DUTY, proof)
    assert page.reasons == explain(planned, DUTY, planned.today()).reasons
    assert all(sentence.text for sentence in reason_sentences(page.reasons, translator("vi")))


def test_without_the_proof_there_is_nothing(planned, proof):
    duties = Duties(planned)
    unknown = "249-2024.99"
    assert duties.duty(DUTY, proof[:-1]) is None
    assert duties.duty("249-2024.16", proof) is None
    assert duties.duty(unknown, proof_for(load_key(planned.config.feeds.key_file), unknown)) is None


def test_page_loads_no_object_mapper():
    program = "import sys, tracker.services.duty_page, tracker.web.duty; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tracker.services.duty_page" in loaded
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "icalendar"} & set(loaded)
