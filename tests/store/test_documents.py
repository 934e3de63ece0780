"""A document that is kept is read back as it was."""

import pytest

from tests.offices import ROOT, open_office
from tracker.core.plan import Head, PlanDocument
from tracker.errors import StoreError
from tracker.services.importing import with_early_turns
from tracker.services.reading import Given, read
from tracker.store import codec
from tracker.store.documents import document_facts, document_from

SAMPLES = sorted((ROOT / "tests" / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_document_comes_back_from_json_as_it_was(tmp_path, path):
    document = with_early_turns(read(open_office(tmp_path), path, Given(year=2024)))
    facts = codec.loads(codec.dumps(document_facts(document)))
    assert facts == document_facts(document)
    assert document_from(facts) == document


def test_fields_of_a_later_version_are_left_out_and_missing_ones_have_their_usual_value():
    document = PlanDocument(Head(number="1/KH"), ())
    facts = document_facts(document)
    assert facts == {"head": {"number": "1/KH"}, "tasks": []}
    facts["head"]["colour"] = "red"
    assert document_from(facts) == document


@pytest.mark.parametrize("facts", [{}, {"head": 3, "tasks": []}, {"head": {}, "tasks": [{"title": "x"}]}])
def test_facts_that_are_no_document_are_refused(facts):
    with pytest.raises(StoreError) as caught:
        document_from(facts)
    assert caught.value.key == "store.unreadable_document"
