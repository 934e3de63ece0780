"""Writing drafts of plans: one page of words, three formats; what is written, our readers read back."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from tracker.core.rollover.draft import Draft
from tracker.drafts.files import put
from tracker.drafts.page import page_of
from tracker.errors import UsageError

#: Suffix → module of this package whose ``written`` makes the file's bytes; loaded when it is asked for.
FORMATS: Mapping[str, str] = {".docx": "word", ".txt": "text", ".xlsx": "sheet"}


def check_path(path: Path, *, may_replace: bool) -> None:
    """Refuse a name that no format has, a folder that is none, a file that stands already."""
    if path.suffix.lower() not in FORMATS:
        raise UsageError("rollover.format", file=path, formats=", ".join(FORMATS))
    if not path.parent.is_dir():
        raise UsageError("rollover.no_folder", file=path, folder=path.parent)
    if path.exists() and not (may_replace and path.is_file()):
        raise UsageError("rollover.exists", file=path)


def write_draft(draft: Draft, path: Path, *, may_replace: bool = False) -> None:
    """Write a draft in the format of the file's suffix, whole or not at all; OSError as the disk says."""
    check_path(path, may_replace=may_replace)
    data = _writer(path)(page_of(draft))
    try:
        put(path, data)
    except FileNotFoundError:  # the folder went away, or takes no files
        raise UsageError("rollover.no_folder", file=path, folder=path.parent) from None


def _writer(path: Path) -> Callable[..., bytes]:
    module = import_module(f"tracker.drafts.{FORMATS[path.suffix.lower()]}")
    written: Callable[..., bytes] = module.written
    return written
