"""Letters to come are shown as they will be, and nothing is left behind."""

from datetime import date, timedelta

import pytest

from tests.offices import HUNG, LAN, MINH, NAM, at, days, everything, rows, texts
from tracker.errors import UsageError
from tracker.messages.plaintext import html_of, text_of
from tracker.services.delivering import deliver
from tracker.services.previewing import preview, write_pages
from tracker.services.reminding import remind
from tracker.store.tables import DeliveryRow

TODAY, DAY = date(2024, 2, 20), date(2024, 3, 5)
FOOTER = "-- \n"  # below it stands the minute in which a letter was written


def letters(office, on=DAY, **asked):
    """Preview without showing how far it is."""
    return preview(office, on, lambda *_: None, **asked)


def words(text):
    return text.partition(FOOTER)[0]


@pytest.fixture
def february(planned):
    """An office in which letters were sent up to today."""
    for day in days(date(2024, 1, 2), TODAY):
        remind(at(planned, day))
        deliver(planned)
    return planned


def test_preview_is_what_is_sent_when_the_day_has_come(february):
    shown = {one.letter.person.address: one for one in letters(february)}
    for day in days(TODAY, DAY):
        remind(at(february, day))
        deliver(february)
    sent = {row.recipient: row.subject for row in rows(february, DeliveryRow, slot_on=DAY)}
    raw = texts(february)
    assert {address: one.subject for address, one in shown.items()} == sent
    assert LAN in sent
    for address, one in shown.items():
        assert words(one.text) == words(text_of(raw[address]))
        assert one.html.partition("</h2>")[0] == html_of(raw[address]).partition("</h2>")[0]


def test_nothing_is_stored_and_nothing_is_sent(february):
    before = everything(february)
    files = set(february.config.delivery.outbox.iterdir())
    assert letters(february)
    assert everything(february) == before
    assert set(february.config.delivery.outbox.iterdir()) == files


def test_letter_of_today_that_was_written_is_not_shown_again(planned):
    at(planned, TODAY)
    first = {one.letter.person.address for one in letters(planned, TODAY)}
    assert first
    remind(planned)
    assert letters(planned, TODAY) == []


def test_unit_is_its_people_and_its_head(february):
    everybody = {one.letter.person.address for one in letters(february)}
    unit = {one.letter.person.address for one in letters(february, unit="Ban TĐKT thành phố")}
    assert unit == everybody & {LAN, NAM, MINH}
    [hung] = letters(february, date(2024, 3, 11), person=HUNG.upper())
    assert hung.letter.person.address == HUNG


@pytest.mark.parametrize(
    ("on", "key", "facts"),
    [
        (TODAY - timedelta(days=1), "preview.past", {"today": TODAY}),
        (date(2024, 2, 24), "preview.day_off", {"next": "2024-02-26"}),
        (date(2024, 4, 29), "preview.day_off", {"next": "2024-05-02"}),  # swapped for 4 May
    ],
)
def test_days_without_letters_are_refused_with_the_way_on(planned, on, key, facts):
    with pytest.raises(UsageError) as caught:
        letters(at(planned, TODAY), on)
    assert caught.value.key == key
    assert facts.items() <= caught.value.facts.items()


def test_unknown_person_is_told_who_is_near(planned):
    with pytest.raises(UsageError) as caught:
        letters(at(planned, TODAY), person="lan@tdkt.cantho.example.vn")
    assert caught.value.key == "preview.person"
    assert LAN in str(caught.value.facts["near"])


def test_pages_are_numbered_and_never_replaced_unasked(february, tmp_path):
    shown = letters(february, unit="ban-tdkt")
    assert len(shown) > 1
    page, second = tmp_path / "thu.html", tmp_path / "thu-2.html"
    second.write_text("kept")
    with pytest.raises(UsageError) as caught:
        write_pages(shown, page)
    assert (caught.value.key, caught.value.facts["file"]) == ("preview.exists", second)
    assert not page.exists()
    written = write_pages(shown, page, may_replace=True)
    assert [path.read_text(encoding="utf-8") for path in written] == [one.html for one in shown]
    assert sorted(path.name for path in tmp_path.glob("*thu*")) == sorted(path.name for path in written)


def test_page_needs_a_folder(february, tmp_path):
    with pytest.raises(UsageError) as caught:
        write_pages(letters(february), tmp_path / "none" / "thu.html")
    assert caught.value.key == "preview.no_folder"
