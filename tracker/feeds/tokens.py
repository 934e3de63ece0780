"""Secret addresses: derived from the installation's key, stored only as a digest.

A token can be shown again at every start because it is made again; whoever
reads the database alone cannot subscribe.
"""

import os
import secrets
import stat
from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from pathlib import Path

from tracker.errors import ConfigError, StoreError
from tracker.feeds.files import drafted

KEY_BYTES = 32
PROOF_LETTERS = 22  # 132 bits
READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def load_key(path: Path) -> bytes:
    """Read the installation's key, or make it on first use; refuse one that others may read."""
    try:
        if not path.exists():
            _create(path)
        return _read(path)
    except OSError as error:
        raise StoreError("feed.key_unusable", path=path, reason=error.strerror) from error


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with drafted(path, secrets.token_bytes(KEY_BYTES)) as draft:
        try:
            os.link(draft, path)  # whole at once, and never over a key that stands
        except FileExistsError:
            return  # another process was first: its key counts


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        if os.name == "posix" and os.fstat(file.fileno()).st_mode & READABLE_BY_OTHERS:
            raise ConfigError("feed.key_exposed", path=path)
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise ConfigError("feed.key_damaged", path=path, bytes=KEY_BYTES)
    return key


def token_for(key: bytes, slug: str, version: str) -> str:
    """Derive the token of a feed: 43 letters that are safe in an address; a new version, a new token."""
    derived = hmac_digest(key, f"feed:{slug}:{version}".encode(), "sha256")
    return urlsafe_b64encode(derived).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return the digest under which the database knows a token; any text has one."""
    return sha256(token.encode(errors="replace")).hexdigest()


def is_same_token(token: str, stored_hash: str) -> bool:
    """Compare a token with a stored digest in constant time."""
    return compare_digest(token_hash(token), stored_hash)


def proof_for(key: bytes, obligation_id: str) -> str:
    """Derive the 22 letters that open the page of one duty."""
    derived = hmac_digest(key, f"duty:{obligation_id}".encode(errors="replace"), "sha256")
    return urlsafe_b64encode(derived)[:PROOF_LETTERS].decode()


def is_proof(proof: str, key: bytes, obligation_id: str) -> bool:
    """Compare a proof with the one that is due, in constant time; any text may be asked for."""
    return compare_digest(proof.encode(errors="replace"), proof_for(key, obligation_id).encode())
