"""Joining catalogue sources: sound ones become a catalogue, unsound ones are refused by name."""

import gettext

import pytest

from tracker.i18n.build import CatalogueError, compile_all

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def write(tmp_path):
    def write(name, entries, head=HEAD, language="vi"):
        folder = tmp_path / language
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(head + entries, encoding="utf-8")

    return write


def test_files_of_a_language_become_one_catalogue(write, tmp_path):
    write("one.po", 'msgid "a"\nmsgstr "việc"\n')
    write("two.po", 'msgid "b"\nmsgid_plural "b"\nmsgstr[0] "{count} ngày"\n')
    compile_all(tmp_path)
    catalogue = gettext.translation("tracker", tmp_path, ["vi"])
    assert catalogue.gettext("a") == "việc"
    assert catalogue.ngettext("b", "b", 5) == "{count} ngày"


def test_english_counts_one_and_many(write, tmp_path):
    write(
        "one.po", 'msgid "b"\nmsgid_plural "b"\nmsgstr[0] "a day"\nmsgstr[1] "{count} days"\n', language="en"
    )
    compile_all(tmp_path)
    catalogue = gettext.translation("tracker", tmp_path, ["en"])
    assert [catalogue.ngettext("b", "b", number) for number in (1, 2)] == ["a day", "{count} days"]


def test_same_sources_give_the_same_bytes(write, tmp_path):
    write("one.po", 'msgid "a"\nmsgstr "việc"\n')
    compile_all(tmp_path)
    target = tmp_path / "vi" / "LC_MESSAGES" / "tracker.mo"
    first = target.read_bytes()
    target.unlink()
    compile_all(tmp_path)
    assert target.read_bytes() == first
    assert b"Creation-Date: 1970" in first


@pytest.mark.parametrize(
    ("entries", "head", "flaw"),
    [
        ('msgid "a"\nmsgstr ""\n', HEAD, "'a' is empty"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', HEAD, "'a' is fuzzy"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', HEAD, "'a' stands here 2 times"),
        ('msgid "a"\nmsgstr "b\n', HEAD, "lacks its closing quote"),
        ('msgid "a"\nnonsense\n', HEAD, "is not a catalogue"),
        ('msgid "a"\nmsgstr "b"\n', HEAD.replace("UTF-8", "latin-1"), "must say charset=UTF-8"),
    ],
)
def test_unsound_source_is_refused_with_file_and_key(write, tmp_path, entries, head, flaw):
    write("room.po", entries, head=head)
    with pytest.raises(CatalogueError, match=r"vi/room\.po") as refused:
        compile_all(tmp_path)
    assert flaw in str(refused.value)


def test_key_in_two_files_is_refused(write, tmp_path):
    write("one.po", 'msgid "a"\nmsgstr "b"\n')
    write("two.po", 'msgid "a"\nmsgstr "b"\n')
    with pytest.raises(CatalogueError, match=r"vi/two\.po: 'a' stands in another file already"):
        compile_all(tmp_path)
