"""Case files of strangers, as a zip file or a folder: what every file in them is known by, without unpacking any."""

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from answerable.core.enforce.papers.manifest import MANIFEST_FILE, Stamp
from answerable.core.terms.errors import InputError

MOST_FILES = 20_000
MOST_MANIFEST = 64_000_000
_STEP = 1 << 18
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Found:
    """What lies in a case file: the bytes of its manifest (none where there is none), stamps by path, and doubles."""

    manifest: bytes | None
    stamps: dict[str, Stamp]
    twice: tuple[str, ...]


Files = Generator[tuple[str, IO[bytes] | None]]
"""Paths with their open files, one at a time; none for what is no plain file or cannot be opened."""


def look_into(path: Path) -> Found:
    """Read a case file. Raises InputError: `source_missing`, `case_file_unreadable`, `case_file_too_many`."""
    if path.is_dir():
        with closing(_folder(path)) as files:
            return _of(files, str(path))
    if not path.is_file():
        raise InputError("source_missing", path=str(path))
    with _refusing(str(path)), zipfile.ZipFile(path) as file, closing(_zip(file)) as files:
        return _of(files, str(path))


@contextmanager
def _refusing(path: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise InputError("case_file_unreadable", path=path) from error


def _of(files: Files, name: str) -> Found:
    manifest, stamps, twice = None, dict[str, Stamp](), list[str]()
    for path, file in files:
        if len(stamps) >= MOST_FILES:
            raise InputError("case_file_too_many", path=name, most=MOST_FILES)
        if path == MANIFEST_FILE and manifest is None and file is not None:
            manifest = _read(file)
        elif path in stamps or path == MANIFEST_FILE:
            twice.append(path)
        else:
            stamps[path] = _stamped(file)
    return Found(manifest, stamps, tuple(twice))


def _read(file: IO[bytes]) -> bytes:
    """The bytes of a manifest; none where they are broken, which makes it one that cannot be read."""
    try:
        return file.read(MOST_MANIFEST)
    except _BROKEN:
        return b""


def _stamped(file: IO[bytes] | None) -> Stamp:
    """What a file is known by. A link has no bytes of its own, and a broken member of a zip no hash."""
    digest, size = hashlib.sha256(), 0
    try:
        while file is not None and (piece := file.read(_STEP)):
            digest.update(piece)
            size += len(piece)
    except _BROKEN:
        return Stamp("", size)
    return Stamp(digest.hexdigest(), size)


def _zip(file: zipfile.ZipFile) -> Files:
    for info in file.infolist():
        if info.is_dir():
            continue
        try:
            member = file.open(info)
        except _BROKEN:
            yield info.filename, None
            continue
        with member:
            yield info.filename, member


def _folder(folder: Path) -> Files:
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(where, name)
            told = path.relative_to(folder).as_posix()
            if stat.S_ISREG(path.lstat().st_mode):
                with path.open("rb") as file:
                    yield told, file
            else:
                yield told, None
