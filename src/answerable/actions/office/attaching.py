"""Keep evidence files: the bytes under their hash in the data folder, and who brought them in the database.

A file is on the disk, under its final name, before a row names it; a backup takes the database first and the files
second, so that it has the bytes of every row. What is written meanwhile lies beside the folder that is backed up.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from answerable.actions.office.archive import FILES
from answerable.actions.office.backup import sync
from answerable.core.tables.types import HASH
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Account, Attachment
from answerable.sources.media import KNOWN, SCANS, media_type

MEGABYTE = 1_000_000
_ATTACHMENTS = "attachments"
_INCOMING = "incoming"
_PREFIX = "sha256:"
_LONGEST_NAME = 200
_ABANDONED = timedelta(days=1)


class UploadError(InputError):
    """A file is not kept; the message says why."""


@dataclass(frozen=True)
class Brought:
    """A file as somebody brings it."""

    name: str
    chunks: Iterable[bytes]


def attach(
    brought: Brought,
    *,
    account: Account,
    at: datetime,
    most_mb: int | None = None,
    kinds: tuple[str, ...] = KNOWN,
) -> Attachment:
    """Keep a file for an account; the same bytes are kept once.

    Raises UploadError for an empty file, one that is larger than `most_mb` (of evidence, as the settings say), and one
    whose bytes are none of these kinds.
    """
    name = plain_name(brought.name)
    most = (settings.UPLOAD_MB if most_mb is None else most_mb) * MEGABYTE
    with _aside() as path:
        digest, size = _write(path, brought.chunks, most=most)
        if size == 0:
            raise UploadError("upload_empty", name=name)
        found = media_type(path, name=name)
        if found not in kinds:
            raise UploadError(_of_no_kind(kinds), name=name)
        _give_place(path, digest)
    facts = {"name": name, "media_type": found, "size": size, "at": at}
    return Attachment.objects.get_or_create(hash=digest, account=account, defaults=facts)[0]


def keep_made(data: bytes) -> tuple[str, int]:
    """Keep a file that the program made itself: its hash and its size. The same bytes are kept once."""
    with _aside() as path:
        digest, size = _write(path, (data,), most=len(data))
        _give_place(path, digest)
    return digest, size


def place_of(digest: str) -> Path:
    """Where the bytes of a hash lie. Raises ValueError for what is no hash."""
    if not HASH.matches(digest):
        raise ValueError(digest[:80])
    digits = digest.removeprefix(_PREFIX)
    return Path(settings.DATA) / FILES / _ATTACHMENTS / digits[:2] / digits


def is_brought_by(digest: str, account: Account) -> bool:
    """Whether the account brought these bytes itself."""
    return Attachment.objects.filter(hash=digest, account=account).exists()


def brought_fault(digest: str, account: Account, kinds: tuple[str, ...] | None = None) -> Message | None:
    """Why these bytes do not count as brought by the account: it did not bring them, or they are none of the kinds."""
    row = Attachment.objects.filter(hash=digest, account=account).first()
    if row is None:
        return Message.of("upload_unknown")
    if kinds is not None and row.media_type not in kinds:
        return Message.of(_of_no_kind(kinds), name=row.name)
    return None


def _of_no_kind(kinds: tuple[str, ...]) -> str:
    return "upload_no_scan" if kinds == SCANS else "upload_kind"


def plain_name(name: str) -> str:
    """The last part of a name, without what would lead elsewhere or break a line."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    shown = "".join(each for each in last if each.isprintable()).strip()
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > _LONGEST_NAME and dot and len(ending) < 8:
        return f"{stem[: _LONGEST_NAME - 1 - len(ending)]}.{ending}"
    return shown[:_LONGEST_NAME] if shown.strip(".") else "-"


def clear_incoming(*, at: datetime) -> int:
    """Remove what was being written when its writer died; how many files they were."""
    before, gone = (at - _ABANDONED).timestamp(), 0
    folder = Path(settings.DATA) / _INCOMING
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                gone += 1
    return gone


@contextmanager
def _aside() -> Iterator[Path]:
    """A file to write into, on the same disk; gone after the block unless it was moved."""
    folder = Path(settings.DATA) / _INCOMING
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, chunks: Iterable[bytes], *, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise UploadError("upload_too_large", most=most // MEGABYTE)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return f"{_PREFIX}{digest.hexdigest()}", size


def _give_place(path: Path, digest: str) -> None:
    """Rename the file to its place. Whoever brought the same bytes before has written the same file."""
    place = place_of(digest)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.replace(place)
    sync(place.parent)
    sync(place.parent.parent)
