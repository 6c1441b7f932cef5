"""Raw bytes are kept once, whole, under their hash."""

from hashlib import sha256
from pathlib import Path

import pytest

from answerable.actions.offline.watch.raw import keep, raw_path
from answerable.core.terms.errors import OutputError

DATA = "今日公告".encode()


def test_bytes_are_kept_under_their_hash_and_found_again(tmp_path: Path) -> None:
    digest = sha256(DATA).hexdigest()
    assert keep(tmp_path, DATA) == f"sha256:{digest}"
    path = raw_path(tmp_path, f"sha256:{digest}")
    assert path == tmp_path / "raw" / digest[:2] / digest
    assert path.read_bytes() == DATA
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == [digest]


def test_what_is_kept_already_is_not_written_again_unless_it_was_damaged(tmp_path: Path) -> None:
    path = raw_path(tmp_path, keep(tmp_path, DATA))
    assert path is not None
    before = path.stat().st_ino
    keep(tmp_path, DATA)
    assert path.stat().st_ino == before
    path.write_bytes(b"half")
    keep(tmp_path, DATA)
    assert path.read_bytes() == DATA


@pytest.mark.parametrize(
    "name", ["", "sha256:", "sha256:../../etc/passwd", "sha256:" + "A" * 64, "md5:" + "a" * 64, "a" * 64]
)
def test_what_is_no_hash_names_no_file(tmp_path: Path, name: str) -> None:
    assert raw_path(tmp_path, name) is None


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(OutputError):
        keep(tmp_path, DATA)
