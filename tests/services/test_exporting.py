"""Feeds as files: the server's bytes, only what changed, only what is ours."""

import gzip
import re
import stat
from datetime import date

import pytest
import sqlalchemy as sa

from tests.offices import at
from tests.published import issue, token
from tracker.errors import StoreError, UsageError
from tracker.feeds import parts
from tracker.services.exporting import Exporter, ExportReport, export
from tracker.services.feeds import rename, revoke, rotate
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look
from tracker.services.tracking import mark_done
from tracker.store.tables import FeedAddressRow, FeedRow

MAY = date(2024, 5, 27)


@pytest.fixture
def app(planned):
    return at(planned, MAY)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "srv"


def names(folder):
    return sorted(path.name for path in folder.glob("*.ics"))


def test_files_hold_what_the_server_hands_out(app, folder):
    issued = [issue(app), issue(app, "unit", "so-noi-vu", partners=True), issue(app, "quarter", "2024-Q1")]
    report = export(app, folder)
    assert sorted(report.written) == names(folder) == sorted(f"{feed.slug}.ics" for feed in issued)
    for feed in issued:
        served = ServedFeeds(app).feed(token(feed))
        path = folder / f"{feed.slug}.ics"
        assert path.read_bytes() == served.data
        assert gzip.decompress((folder / f"{path.name}.gz").read_bytes()) == served.data
        assert path.stat().st_mtime == pytest.approx(served.last_modified.timestamp(), abs=1e-3)


def test_second_export_writes_nothing(app, folder):
    issue(app)
    (written,) = export(app, folder).written
    before = (folder / written).stat().st_ino
    assert export(app, folder) == ExportReport((), (written,), ())
    assert (folder / written).stat().st_ino == before


def test_only_feeds_that_show_the_change_are_written(app, folder):
    shows, other = issue(app), issue(app, "quarter", "2024-Q1")
    export(app, folder)
    mark_done(app, "249-2024.14", on=date(2024, 5, 24))
    report = export(app, folder)
    assert (report.written, report.unchanged) == ((f"{shows.slug}.ics",), (f"{other.slug}.ics",))


def test_file_that_somebody_changed_is_put_right(app, folder):
    (written,) = export(issue(app) and app, folder).written
    (folder / written).write_bytes(b"junk")
    assert export(app, folder).written == (written,)


def test_revoked_feed_takes_its_files_along_and_others_stay(app, folder):
    keeps, goes = issue(app), issue(app, "unit", "so-noi-vu")
    export(app, folder)
    (folder / "mine.ics").write_text("x")
    revoke(app, goes.slug)
    assert export(app, folder).removed == (f"{goes.slug}.ics",)
    assert names(folder) == sorted([f"{keeps.slug}.ics", "mine.ics"])
    assert not (folder / f"{goes.slug}.ics.gz").exists()


def test_renamed_feed_keeps_its_file_and_gets_its_new_name(app, folder):
    feed = issue(app)
    export(app, folder)
    rename(app, feed.slug, "Another name")
    assert export(app, folder).written == (f"{feed.slug}.ics",)
    assert b"NAME:Another name\r\n" in (folder / f"{feed.slug}.ics").read_bytes()


def test_large_feed_is_its_present_part_and_every_part(app, folder, monkeypatch):
    monkeypatch.setattr(parts, "LIMIT", 20_000)
    feed = issue(app)
    report = export(app, folder)
    periods = [re.search(r"\.(.*)\.ics", name)[1] for name in report.written if name.count(".") == 2]
    assert len(periods) >= 2
    source = ServedFeeds(app)
    for period in periods:
        served = source.feed(token(feed), Look(period=period))
        assert (folder / f"{feed.slug}.{period}.ics").read_bytes() == served.data
    assert (folder / f"{feed.slug}.ics").read_bytes() == source.feed(token(feed)).data
    monkeypatch.undo()
    assert set(export(app, folder).removed) == {f"{feed.slug}.{period}.ics" for period in periods}


def test_exporter_writes_what_another_process_issued_and_what_was_lost(app, folder):
    exporter = Exporter(app, folder)
    assert exporter.bring_up() == ExportReport((), (), ())
    feed = issue(app)
    assert exporter.bring_up().written == (f"{feed.slug}.ics",)
    assert exporter.bring_up().written == ()
    (folder / f"{feed.slug}.ics").unlink()
    assert exporter.bring_up().written == (f"{feed.slug}.ics",)
    mark_done(app, "249-2024.14", on=date(2024, 5, 24))
    publish(app)
    assert exporter.bring_up().written == (f"{feed.slug}.ics",)


def test_map_leads_from_tokens_to_feeds_and_marks_former_ones(app, folder, tmp_path):
    first, other = issue(app), issue(app, "unit", "so-noi-vu")
    second = rotate(app, first.slug)
    revoke(app, other.slug)
    path = tmp_path / "addresses.map"
    assert export(app, folder, path).lost == 0
    lines = dict(
        re.fullmatch(r'"([\w-]{43})" ([a-z0-9-]+);', line).groups() for line in path.read_text().splitlines()
    )
    assert lines == {token(first): "gone", token(second): first.slug, token(other): "gone"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_addresses_of_a_former_key_are_counted_and_left_out(app, folder, tmp_path):
    lost = issue(app)
    app.config.feeds.key_file.unlink()
    known = issue(app, "unit", "so-noi-vu")
    path = tmp_path / "addresses.map"
    assert export(app, folder, path).lost == 1
    assert token(lost) not in path.read_text()
    assert token(known) in path.read_text()


def test_no_feed_is_called_as_those_that_are_gone(app):
    assert issue(app, name="Gone").slug == "gone-2"


@pytest.mark.parametrize("slug", ["../../x", "a/b", "."])
def test_slug_that_was_tampered_with_leaves_the_folder_alone(app, folder, tmp_path, slug):
    feed = issue(app)
    with app.store.write() as session:
        session.connection().execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        session.exec(sa.update(FeedRow).values(slug=slug))
        session.exec(sa.update(FeedAddressRow).where(FeedAddressRow.feed == feed.slug).values(feed=slug))
        session.connection().execute(sa.text("UPDATE feed_month SET feed = :slug"), {"slug": slug})
    before = set(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=r"feed\.slug"):
        export(app, folder)
    assert {path for path in set(tmp_path.rglob("*")) - before if "sqlite" not in path.name} == set()


@pytest.mark.parametrize("where", ["folder", "map"])
def test_place_that_cannot_be_written_is_told(app, tmp_path, where):
    issue(app)
    (tmp_path / "file").write_text("x")
    blocked = tmp_path / "file" / "below"
    with pytest.raises(StoreError) as caught:
        export(app, blocked) if where == "folder" else export(app, tmp_path / "srv", blocked)
    assert (caught.value.key, caught.value.facts["path"]) == ("feed.unwritable", blocked)
