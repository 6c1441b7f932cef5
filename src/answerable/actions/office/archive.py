"""The one file of a backup: a ZIP archive of a manifest, a database, and the uploaded files."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from answerable.core.terms.errors import InputError, OutputError

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, so that whoever restores it can tell whether all of it came along."""

    format: int
    version: str
    """Of the program that wrote it."""
    kind: str
    """`sqlite` or `postgresql`."""
    written_at: str
    migrations: tuple[str, ...]
    tables: Mapping[str, int]
    """Rows of each table."""
    entries: int
    entries_digest: str
    """SHA-256 over the ids of the entries in their order, one a line."""
    payload: str
    """Name of the database in the archive."""
    payload_sha256: str
    files: Mapping[str, str]
    """SHA-256 of each uploaded file, by its path below the folder of files."""


def write_archive(target: Path, manifest: Manifest, *, payload: Path, files: Path) -> None:
    """Write the archive. Raises InputError if a file changed since its hash was taken, OSError if writing fails."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True))
        archive.write(payload, manifest.payload)
        for name in manifest.files:
            archive.write(files / name, f"{FILES}/{name}")
    with target.open("rb") as written:
        os.fsync(written.fileno())


def read_manifest(path: Path) -> Manifest:
    """The manifest of an archive. Raises InputError where there is none that this program understands."""
    try:
        with zipfile.ZipFile(path) as archive:
            stated = json.loads(archive.read(MANIFEST))
        return _manifest(stated)
    except FileNotFoundError as error:
        raise InputError("source_unreadable", path=str(path), why=error.strerror or "-") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise InputError("backup_damaged", path=str(path), why=type(error).__name__) from error


def _manifest(stated: dict[str, Any]) -> Manifest:
    manifest = Manifest(**{**stated, "migrations": tuple(stated["migrations"])})
    if manifest.format != FORMAT or not all(map(_is_plain, (manifest.payload, *manifest.files))):
        raise ValueError("a manifest of another format, or with names that lead elsewhere")
    return manifest


def _is_plain(name: str) -> bool:
    """Whether a name stays below the folder it is written into."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name


def verify_archive(path: Path, manifest: Manifest) -> str | None:
    """Why the archive is not what its manifest says; None if it is."""
    expected = {manifest.payload: manifest.payload_sha256}
    expected |= {f"{FILES}/{name}": digest for name, digest in manifest.files.items()}
    try:
        with zipfile.ZipFile(path) as archive:
            if set(archive.namelist()) != {MANIFEST, *expected}:
                return MANIFEST
            for name, digest in expected.items():
                with archive.open(name) as member:
                    if _digest(iter(lambda: member.read(_CHUNK), b"")) != digest:
                        return name
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        return type(error).__name__
    return None


def extract(path: Path, name: str, target: Path) -> None:
    """Write one member of the archive to a file that outlives a power failure."""
    with zipfile.ZipFile(path) as archive, archive.open(name) as member, target.open("wb") as file:
        while chunk := member.read(_CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return _digest(iter(lambda: file.read(_CHUNK), b""))


def _digest(chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def hashes_below(folder: Path) -> dict[str, str]:
    """Path and SHA-256 of every file below a folder; nothing where there is no folder.

    Raises OutputError for a link, which would lead out of what is backed up.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_symlink():
            raise OutputError("output_failed", path=str(path), why="symbolic link")
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = sha256_of(path)
    return found
