"""The list of feeds: what people may ask for, and what becomes of an address."""

from datetime import date

import pytest

from tests.offices import LAN, at, rows
from tests.published import fetch, issue, token
from tracker.core.selection import FeedKind
from tracker.errors import BusyError, UsageError
from tracker.services.feeds import create, rename, revoke, rotate, wanted
from tracker.services.publishing import publish, settle
from tracker.services.sources import Revoked
from tracker.services.visits import NotedVisits
from tracker.store.tables import EventRow, FeedAddressRow, FeedFetchRow, FeedRow, HistoryRow


@pytest.mark.parametrize(
    ("kind", "typed", "subject", "slug"),
    [
        ("office", "", "", "ban-thi-dua-khen-thuong-thanh-pho-can-tho"),
        ("unit", "Sở Y tế", "so-y-te", "so-y-te"),
        ("unit", "so-y-te", "so-y-te", "so-y-te"),
        ("person", f" {LAN.upper()} ", LAN, "tran-thi-lan"),
        ("plan", "249-2024", "249-2024", "249-kh-ubnd-trien-khai-cong-tac-thi-dua-khen-thuong-nam-2024"),
        ("quarter", "2024-Q1", "2024-Q1", "quy-1-2024-ban-thi-dua-khen-thuong-thanh-pho-can-tho"),
        ("overdue", "", "", "qua-han-ban-thi-dua-khen-thuong-thanh-pho-can-tho"),
        ("overdue", "Sở Y tế", "so-y-te", "qua-han-so-y-te"),
    ],
)
def test_feeds_are_about_what_people_type(planned, kind, typed, subject, slug):
    made = issue(planned, kind, typed)
    assert (made.kind, made.subject, made.slug) == (kind, subject, slug)
    assert len(token(made)) >= 22  # 128 bits
    assert made.address.endswith(f"/{slug}.ics")
    assert made.page.endswith(f"/s/{token(made)}")


@pytest.mark.parametrize(
    ("kind", "typed", "partners", "key"),
    [
        ("unit", "Sở Không có", False, "unknown_unit"),
        ("person", "nobody@example.vn", False, "feed.person"),
        ("plan", "1-1999", False, "unknown_plan"),
        ("quarter", "2024-Q5", False, "feed.quarter"),
        ("quarter", "", False, "feed.quarter"),
        ("office", "Sở Y tế", False, "feed.no_subject"),
        ("office", "", True, "feed.no_partners"),
        ("plan", "249-2024", True, "feed.no_partners"),
    ],
)
def test_what_is_none_is_refused_and_nothing_is_made(planned, kind, typed, partners, key):
    with pytest.raises(UsageError) as caught:
        wanted(planned, FeedKind(kind), typed, partners=partners)
    assert caught.value.key == key
    assert rows(planned, FeedRow) == []


def test_names_are_one_clean_line(planned):
    made = issue(planned, name=" Lịch\r\nX-EVIL:1\u202e;,\\N ../../x ")
    assert made.name == "Lịch X-EVIL:1;,\\N ../../x"
    assert made.slug == "lich-x-evil-1-n-x"
    head = fetch(planned, made).data.split(b"BEGIN:VEVENT")[0]
    assert b"\r\nX-EVIL" not in head
    assert made.address.count("/") == 5


def test_a_name_without_letters_still_has_an_address(planned):
    made = issue(planned, name="\U0001f4c5")
    assert (made.slug, made.address.rsplit("/", 1)[1]) == ("lich", "calendar.ics")


def test_two_feeds_about_the_same_have_addresses_of_their_own(planned):
    first, second = create(planned, [wanted(planned, FeedKind.OFFICE)] * 2)
    publish(planned)
    assert second.slug == f"{first.slug}-2"
    assert token(first) != token(second)
    revoke(planned, first.slug)
    third = issue(planned)
    assert third.slug == f"{first.slug}-3"  # a revoked feed keeps its name: its address says 410
    assert fetch(planned, first) == Revoked(first.slug)


def test_a_renamed_feed_keeps_its_address(planned):
    made = issue(planned)
    before = fetch(planned, made)
    assert rename(planned, made.slug, " Lịch  cơ quan ").name == "Lịch cơ quan"
    publish(planned)
    after = fetch(planned, made)
    assert "X-WR-CALNAME:Lịch cơ quan\r\n" in after.data.decode()
    assert (after.slug, after.etag == before.etag) == (made.slug, False)
    assert rename(planned, "Lịch cơ quan", "Lịch").slug == made.slug  # found by its name, too
    with pytest.raises(UsageError):
        rename(planned, made.slug, " \n ")


def test_every_address_is_another(planned):
    made = issue(planned)
    addresses = {token(made), *(token(rotate(planned, made.slug)) for _ in range(3))}
    assert len(addresses) == 4
    assert [
        row.revoked_at is None for row in sorted(rows(planned, FeedAddressRow), key=lambda row: row.issued_at)
    ] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("change", [revoke, rotate, lambda app, feed: rename(app, feed, "x")])
def test_a_revoked_or_unknown_feed_is_not_found(planned, change):
    made = issue(planned)
    revoke(planned, made.slug)
    for text, key in ((made.slug, "feed.revoked"), (made.name, "feed.revoked"), ("other", "feed.unknown")):
        with pytest.raises(UsageError) as caught:
            change(planned, text)
        assert caught.value.key == key


def test_a_name_that_does_not_tell_feeds_apart_is_answered_with_those_that_have_it(planned):
    twins = [issue(planned, "unit", "so-y-te", name="Chung") for _ in range(2)]
    with pytest.raises(UsageError) as caught:
        revoke(planned, "Chung")
    assert (caught.value.key, caught.value.facts["near"]) == ("feed.mistyped", "chung, chung-2")
    with pytest.raises(UsageError) as caught:
        revoke(planned, "chun-2")
    assert caught.value.facts["near"].split(", ")[0] == "chung-2"
    revoke(planned, twins[0].slug)
    assert revoke(planned, "Chung").slug == twins[1].slug


def test_another_address_has_no_visits_yet(planned):
    made, other = issue(planned), issue(planned, "unit", "so-y-te")
    visits = NotedVisits(planned)
    for feed in (made, other):
        visits.note(feed.slug, "Evolution/3", "192.0.2.1")
    visits.flush()
    rotate(planned, made.slug)
    assert [visit.feed for visit in rows(planned, FeedFetchRow)] == [other.slug]


def test_deeds_are_kept_without_a_secret(planned):
    made = issue(planned)
    rename(planned, made.slug, "Lịch")
    again = rotate(planned, made.slug)
    revoke(planned, made.slug)
    deeds = [row for row in rows(planned, HistoryRow) if row.subject == made.slug]
    assert [row.action for row in deeds] == ["feed_create", "feed_rename", "feed_rotate", "feed_revoke"]
    for secret in (token(made), token(again)):
        assert secret not in repr(deeds)


def test_a_feed_beside_a_service_is_as_of_the_last_publishing_and_moves_nothing(planned):
    """The service's clock may be set to another day than that of the person who makes a feed."""
    first = issue(at(planned, date(2024, 5, 27)))
    before, shown = rows(planned, EventRow), fetch(planned, first)
    later = at(planned, date(2026, 11, 21))
    (second,) = create(later, [wanted(later, FeedKind.OFFICE)])
    rename(planned, second.slug, "x")
    settle(planned)
    assert rows(planned, EventRow) == before
    assert fetch(planned, first).etag == shown.etag
    assert fetch(planned, second).data.count(b"BEGIN:VEVENT") == 35


def test_a_feed_without_a_service_is_as_of_today(planned):
    issue(at(planned, date(2024, 5, 27)))
    later = issue(at(planned, date(2026, 11, 21)))
    assert fetch(planned, later).data.count(b"BEGIN:VEVENT") == 0


def test_nothing_is_settled_before_anything_was_published(planned):
    (made,) = create(planned, [wanted(planned, FeedKind.OFFICE)])
    settle(planned)
    with pytest.raises(BusyError):
        fetch(planned, made)
    publish(planned)
    assert fetch(planned, made).data.count(b"BEGIN:VEVENT") == 35
