"""The key is made once, and is nobody else's."""

from pathlib import Path

import pytest

from answerable.actions.office.secrets import SHORTEST, is_private, write_key
from answerable.core.terms.errors import InputError, OutputError


def test_a_new_key_is_long_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret-key"
    key = write_key(path)
    assert len(key) >= SHORTEST
    assert path.read_text().strip() == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_private(path)
    path.chmod(0o640)
    assert not is_private(path)


def test_a_key_that_stands_there_stays(tmp_path: Path) -> None:
    key = write_key(tmp_path / "secret-key")
    assert write_key(tmp_path / "secret-key") == key
    assert write_key(tmp_path / "another") != key


def test_an_empty_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("\n")
    with pytest.raises(InputError) as caught:
        write_key(tmp_path / "secret-key")
    assert caught.value.message.code == "key_empty"


def test_a_key_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_key(tmp_path / "file" / "secret-key")
