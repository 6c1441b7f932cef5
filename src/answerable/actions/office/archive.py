"""The one file of a backup: a ZIP archive of a manifest, a database, and the uploaded files.

Nothing an archive says of itself is trusted further than it can be checked: every member is read up to the size that
the manifest states and no further, and the manifest carries a proof by the deployment's key.
"""

import hashlib
import json
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from answerable.core.ledger.canonical import CanonicalError, canonical
from answerable.core.terms.errors import InputError, OutputError
from answerable.outside.sealed import fingerprint, proof, proves

FORMAT = 2
MANIFEST = "manifest.json"
FILES = "files"
LARGEST_MANIFEST = 64 * 1024**2
"""Bytes; a file more costs about 200."""
_CHUNK = 1 << 20
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # it says that it is encrypted
    NotImplementedError,  # compressed in a way of its own
    KeyError,
    TypeError,
    ValueError,
    EOFError,
)
"""What reading an archive raises that is damaged, or none of ours."""


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
    sizes: Mapping[str, int]
    """Bytes of every other member of the archive, by its name there."""
    key: str
    """Fingerprint of the secret key, under which second factors are sealed; the key itself is not in the archive."""
    proof: str = ""
    """By that key, over everything above."""


def member_of(name: str) -> str:
    """Under which name an uploaded file stands in the archive."""
    return f"{FILES}/{name}"


def proven(manifest: Manifest, key: str) -> Manifest:
    """The manifest with the fingerprint of a key and the proof by it."""
    stated = replace(manifest, key=fingerprint(key))
    return replace(stated, proof=proof(_content(stated), key=key))


def is_proven(manifest: Manifest, key: str) -> bool:
    """Whether the holder of the key wrote this manifest."""
    try:
        return proves(manifest.proof, _content(manifest), key=key)
    except CanonicalError:
        return False


def _content(manifest: Manifest) -> bytes:
    stated = asdict(manifest)
    del stated["proof"]
    return canonical({**stated, "migrations": list(manifest.migrations)})


def write_archive(target: Path, manifest: Manifest, *, payload: Path, files: Path) -> None:
    """Write the archive. Raises InputError if a file changed since its hash was taken, OSError if writing fails."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True))
        archive.write(payload, manifest.payload)
        for name in manifest.files:
            archive.write(files / name, member_of(name))
    with target.open("rb") as written:
        os.fsync(written.fileno())


def read_manifest(path: Path) -> Manifest:
    """The manifest of an archive. Raises InputError where there is none that this program understands."""
    try:
        with zipfile.ZipFile(path) as archive:
            stated = json.loads(b"".join(_read(archive, MANIFEST, most=LARGEST_MANIFEST)))
        return _manifest(stated)
    except FileNotFoundError as error:
        raise InputError("source_unreadable", path=str(path), why=error.strerror or "-") from error
    except (*_BROKEN, OSError, RecursionError) as error:
        raise InputError("backup_damaged", path=str(path), why=type(error).__name__) from error


def _manifest(stated: dict[str, Any]) -> Manifest:
    manifest = Manifest(**{**stated, "migrations": tuple(stated["migrations"])})
    if manifest.format != FORMAT or not all(map(_is_plain, (manifest.payload, *manifest.files))):
        raise ValueError("a manifest of another format, or with names that lead elsewhere")
    members = {manifest.payload, *map(member_of, manifest.files)}
    if manifest.sizes.keys() != members or not all(map(_is_size, manifest.sizes.values())):
        raise ValueError("a manifest that does not say how large its parts are")
    if not all(isinstance(stated[name], str) for name in ("proof", "key")):
        raise TypeError("a proof that is no text")
    return manifest


def _is_plain(name: str) -> bool:
    """Whether a name stays below the folder it is written into."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name


def _is_size(stated: object) -> bool:
    return isinstance(stated, int) and not isinstance(stated, bool) and stated >= 0


def verify_archive(path: Path, manifest: Manifest) -> str | None:
    """Why the archive is not what its manifest says; None if it is."""
    expected = {manifest.payload: manifest.payload_sha256}
    expected |= {member_of(name): digest for name, digest in manifest.files.items()}
    try:
        with zipfile.ZipFile(path) as archive:
            if sorted(archive.namelist()) != sorted((MANIFEST, *expected)):
                return MANIFEST
            for name, digest in expected.items():
                if _digest(_read(archive, name, most=manifest.sizes[name])) != digest:
                    return name
    except (*_BROKEN, OSError) as error:
        return type(error).__name__
    return None


def extract(path: Path, manifest: Manifest, *, name: str, target: Path) -> None:
    """Write one member of the archive to a file that outlives a power failure; never more than the manifest states.

    Raises InputError where the archive is not the one that was verified.
    """
    try:
        with zipfile.ZipFile(path) as archive, target.open("wb") as file:
            for chunk in _read(archive, name, most=manifest.sizes[name]):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except _BROKEN as error:
        raise InputError("backup_damaged", path=str(path), why=type(error).__name__) from error
    except OSError as error:
        raise OutputError("output_failed", path=str(target), why=error.strerror or str(error)) from error


def _read(archive: zipfile.ZipFile, name: str, *, most: int) -> Iterator[bytes]:
    """The content of a member. Raises ValueError as soon as it is larger than it may be."""
    info = archive.getinfo(name)
    if info.file_size > most or info.compress_type not in _PLAIN:
        raise ValueError("a part that is larger than stated, or compressed in another way")
    with archive.open(info) as member:
        yield from _chunks(member, most)


def _chunks(member: IO[bytes], most: int) -> Iterator[bytes]:
    left = most
    while chunk := member.read(min(_CHUNK, left + 1)):
        left -= len(chunk)
        if left < 0:
            raise ValueError("a part that is larger than stated")
        yield chunk


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
