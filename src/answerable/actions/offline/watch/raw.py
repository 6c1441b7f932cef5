"""Raw bytes as they were captured, kept by their hash under the folder `raw`: written once, never changed."""

import re
from hashlib import sha256
from pathlib import Path

from answerable.actions.offline.aside import file_aside

RAW = "raw"
_DOCUMENT = re.compile(r"sha256:([0-9a-f]{64})\Z")


def keep(folder: Path, data: bytes) -> str:
    """Keep the bytes and return their name, `sha256:` and 64 digits. Raises OutputError if they cannot be written."""
    digest = sha256(data).hexdigest()
    path = _path(folder, digest)
    # One of another length was damaged by something else; the bytes at hand are what its name says.
    if not path.is_file() or path.stat().st_size != len(data):
        with file_aside(path, replaces=True) as aside:
            aside.write_bytes(data)
    return f"sha256:{digest}"


def raw_path(folder: Path, document: str) -> Path | None:
    """Where the bytes of a document lie, whether they are there or not; None if it is no name of raw bytes."""
    found = _DOCUMENT.match(document)
    return None if found is None else _path(folder, found[1])


def _path(folder: Path, digest: str) -> Path:
    return folder / RAW / digest[:2] / digest
