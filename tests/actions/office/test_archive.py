"""An archive is read no further than it can be checked, and whatever is wrong with it is said in one sentence."""

import hashlib
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from answerable.actions.office import archive
from answerable.actions.office.archive import (
    FORMAT,
    MANIFEST,
    Manifest,
    extract,
    is_proven,
    proven,
    read_manifest,
    sha256_of,
    verify_archive,
    write_archive,
)
from answerable.core.terms.errors import InputError

KEY = "k" * 40


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A sound archive of a small database and one file."""
    payload, files = tmp_path / "database.sqlite3", tmp_path / "files"
    payload.write_bytes(hashlib.sha256(b"x").digest() * 700 + b"\0" * 50_000)
    files.mkdir()
    (files / "a.txt").write_bytes(b"text" * 500)
    write_archive(tmp_path / "all.zip", manifest_of(payload, files / "a.txt"), payload=payload, files=files)
    return tmp_path / "all.zip"


def manifest_of(payload: Path, file: Path) -> Manifest:
    return proven(
        Manifest(
            format=FORMAT,
            version="1.0",
            kind="sqlite",
            written_at="2026-06-30T00:00:00Z",
            migrations=("records.0001_initial",),
            tables={"entries": 1},
            entries=1,
            entries_digest="0" * 64,
            payload=payload.name,
            payload_sha256=sha256_of(payload),
            files={file.name: sha256_of(file)},
            sizes={payload.name: payload.stat().st_size, f"files/{file.name}": file.stat().st_size},
            key="",
        ),
        KEY,
    )


def refusal(path: Path) -> str | None:
    """Why it is refused, if it is; nothing else may be raised."""
    try:
        return verify_archive(path, read_manifest(path))
    except InputError as error:
        return error.message.code


def test_a_sound_archive_is_found_sound(written: Path) -> None:
    assert refusal(written) is None


def test_whichever_bit_is_turned_the_archive_is_refused_or_whole(written: Path, tmp_path: Path) -> None:
    """Of headers that nobody reads a bit may turn unseen; what is read then is what was written."""
    content, sound = written.read_bytes(), read_manifest(written)
    chance = random.Random(7)  # noqa: S311 - a test
    for _ in range(600):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        (tmp_path / "bad.zip").write_bytes(
            content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
        )
        if refusal(tmp_path / "bad.zip") is None:
            assert read_manifest(tmp_path / "bad.zip") == sound


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_that_is_compressed_in_another_way_is_refused(
    written: Path, tmp_path: Path, kind: int
) -> None:
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(tmp_path / "bad.zip", "w", kind) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert refusal(tmp_path / "bad.zip") == "backup_damaged"


def test_no_more_is_written_than_the_manifest_states(written: Path, tmp_path: Path) -> None:
    manifest = read_manifest(written)
    name = manifest.payload
    short = replace(manifest, sizes={**manifest.sizes, name: 100})
    assert verify_archive(written, short) == "ValueError"
    with pytest.raises(InputError):
        extract(written, short, name=name, target=tmp_path / "out")
    assert (tmp_path / "out").stat().st_size <= 100


def test_a_header_that_understates_its_part_does_not_help(written: Path, tmp_path: Path) -> None:
    """The sizes of the archive's own directory are not believed either."""
    manifest = read_manifest(written)
    content, size = written.read_bytes(), manifest.sizes[manifest.payload]
    small = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert small != content
    (tmp_path / "bad.zip").write_bytes(small)
    short = replace(manifest, sizes={**manifest.sizes, manifest.payload: 100})
    with pytest.raises(InputError):
        extract(tmp_path / "bad.zip", short, name=manifest.payload, target=tmp_path / "out")
    assert (tmp_path / "out").stat().st_size <= 100


def test_a_manifest_without_end_is_not_read(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_MANIFEST", 1000)
    with zipfile.ZipFile(tmp_path / "bad.zip", "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(MANIFEST, b" " * 1001 + b"{}")
    assert refusal(tmp_path / "bad.zip") == "backup_damaged"


@pytest.mark.parametrize(
    "sizes",
    [{}, {"database.sqlite3": 1}, {"database.sqlite3": -1, "files/a.txt": 1}, {"database.sqlite3": "1"}],
)
def test_a_manifest_that_does_not_say_how_large_its_parts_are_is_refused(
    written: Path, sizes: dict[str, int]
) -> None:
    stated = vars(read_manifest(written)) | {"sizes": sizes}
    with pytest.raises(ValueError, match="how large"):
        archive._manifest(stated)


def test_a_manifest_is_proven_by_its_own_key_and_for_its_own_content(written: Path) -> None:
    manifest = read_manifest(written)
    assert KEY not in str(vars(manifest))
    assert is_proven(manifest, KEY)
    assert not is_proven(manifest, "another key")
    assert not is_proven(replace(manifest, payload_sha256="0" * 64), KEY)
    assert not is_proven(replace(manifest, files={}), KEY)
    assert not is_proven(replace(manifest, entries=2**80), KEY)
