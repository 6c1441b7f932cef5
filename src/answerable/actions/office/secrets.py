"""The key that signs sessions: made once, readable by nobody else."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from answerable.core.terms.errors import InputError, OutputError

KEY_BYTES = 48
SHORTEST = 32
"""Characters below which a key can be guessed."""


def read_settings() -> None:
    """Read the configuration once. Raises InputError where a value is none that can be used."""
    try:
        import answerable.settings  # noqa: F401 - reading it is what is wanted
    except OSError as error:
        raise InputError(
            "data_unusable", path=str(error.filename), why=error.strerror or str(error)
        ) from error
    except ValueError as error:
        raise InputError("settings_unusable", why=str(error)) from error


def ensure_key() -> bool:
    """Make the secret key if neither the environment nor the data folder has one; whether it was made.

    To be called before Django is made ready. Raises InputError or OutputError where the folder cannot be used.
    """
    read_settings()
    from answerable import settings

    if settings.SECRET_KEY:
        return False
    settings.SECRET_KEY = write_key(settings.SECRET_KEY_FILE)
    return True


def write_key(path: Path) -> str:
    """Write a new key where there is none, for the owner alone; the key that stands there afterwards."""
    key = secrets.token_urlsafe(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists():
            return _stands(path)
        # Written whole before it has its name: a second process never reads half a key.
        handle, aside = tempfile.mkstemp(prefix=".secret-key.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
        except FileExistsError:
            return _stands(path)
        finally:
            Path(aside).unlink()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError("output_failed", path=str(path), why=why) from error
    return key


def _stands(path: Path) -> str:
    """The key that another process, or an earlier start, has made."""
    key = path.read_text(encoding="ascii").strip() if path.is_file() else ""
    if not key:
        raise InputError("key_empty", path=str(path))
    return key


def is_private(path: Path) -> bool:
    """Whether nobody but the owner may read or write the file."""
    return not stat.S_IMODE(path.stat().st_mode) & 0o077
