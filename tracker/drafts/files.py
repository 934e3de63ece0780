"""A file that stands whole or not at all."""

import os
from pathlib import Path
from secrets import token_hex


def put(path: Path, data: bytes) -> None:
    """Write beside the place and put it there at once; what stood there goes only then."""
    beside = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        error.filename = str(path)  # a full disk names no file, the others one that nobody knows
        raise
    finally:
        beside.unlink(missing_ok=True)
