"""The machine: settings, storage, key, time zones, fonts, versions."""

import json
import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from answerable import __version__, settings
from answerable.actions.office import channels
from answerable.actions.office.archive import FILES, hashes_below
from answerable.actions.office.doctor.values import Check, check
from answerable.actions.office.restore import RESTORED, SCRATCH
from answerable.actions.office.secrets import SHORTEST, is_private
from answerable.outside.fonts import chinese_font

LEAST_FREE, LITTLE_FREE = 256 * 1024**2, 2 * 1024**3
"""Bytes below which writing will soon fail, and below which somebody should make room."""
PARTS = ("django", "django-allauth", "granian", "psycopg", "duckdb")
_SHOWN = 5
_ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Europe/London")


def _storage(_at: datetime) -> Check:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(b"x")
    except OSError as error:
        why = error.strerror or type(error).__name__
        return check("fail", "storage", code="doctor_storage_unusable", path=str(settings.DATA), why=why)
    return check("ok", "storage", code="doctor_storage_fine", path=str(settings.DATA))


def _disk(_at: datetime) -> Check:
    folder = settings.DATA
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    state = "fail" if free < LEAST_FREE else "warn" if free < LITTLE_FREE else "ok"
    megabytes = free // 1024**2
    if state == "ok":
        return check("ok", "disk", code="doctor_disk_fine", megabytes=megabytes)
    return check(state, "disk", code="doctor_disk_low", path=str(settings.DATA), megabytes=megabytes)


def _key(_at: datetime) -> Check:
    path = settings.SECRET_KEY_FILE
    stated = settings.value("ANSWERABLE_SECRET_KEY")
    if not stated and not path.is_file():
        return check("fail", "key", code="doctor_key_missing", path=str(path))
    if not stated and not is_private(path):
        return check("fail", "key", code="doctor_key_open", path=str(path))
    if len(settings.SECRET_KEY) < SHORTEST:
        return check("fail", "key", code="doctor_key_short", least=SHORTEST)
    return check("ok", "key", code="doctor_key_fine")


def _files(_at: datetime) -> Check:
    """Whether a restore was finished, and what it brought is still what it was."""
    left = next(iter(sorted(settings.DATA.glob(f"{SCRATCH}*"))), None)
    if left is not None:
        return check("fail", "files", code="doctor_restore_unfinished", path=str(left))
    listed = settings.DATA / RESTORED
    if not listed.is_file():
        return check("ok", "files", code="doctor_files_none")
    stated: dict[str, str] = json.loads(listed.read_text(encoding="utf-8"))
    there = hashes_below(settings.DATA / FILES)
    wrong = tuple(name for name, digest in stated.items() if there.get(name) != digest)
    if wrong:
        return check("fail", "files", code="doctor_files_differ", n=len(wrong), files=wrong[:_SHOWN])
    return check("ok", "files", code="doctor_files_fine")


def _zones(_at: datetime) -> Check:
    for name in _ZONES:
        try:
            ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            return check("fail", "zones", code="doctor_zones_missing", zone=name)
    return check("ok", "zones", code="doctor_zones_fine")


def _fonts(_at: datetime) -> Check:
    font = chinese_font()
    if font is None:
        return check("warn", "fonts", code="doctor_fonts_missing")
    return check("ok", "fonts", code="doctor_fonts_fine", font=font)


def _look(_at: datetime) -> Check:
    if settings.STYLE_SHEET.is_file():
        return check("ok", "look", code="doctor_look_fine")
    return check("warn", "look", code="doctor_look_missing")


def _mail(_at: datetime) -> Check:
    if settings.value("ANSWERABLE_MAIL_URL"):
        return check("ok", "mail", code="doctor_mail_fine")
    return check("warn", "mail", code="doctor_mail_missing")


def _channels(_at: datetime) -> Check:
    """Whether notices can be sent: each channel is set to something, or empty on purpose."""
    wrong, without = channels.unusable(), channels.empty()
    if wrong:
        return check("fail", "channels", code="doctor_channels_unusable", variables=wrong)
    if not without:
        return check("ok", "channels", code="doctor_channels_fine")
    state = "warn" if len(without) == len(channels.SETTINGS) else "ok"
    return check(state, "channels", code="doctor_channels_empty", variables=without)


def _signer(_at: datetime) -> Check:
    line = settings.value("ANSWERABLE_SIGNER")
    if not line:
        return check("warn", "signer", code="doctor_signer_missing")
    program = line.split()[0].strip("'\"")
    if shutil.which(program) is None and not Path(program).is_file():
        return check("fail", "signer", code="doctor_signer_not_found", program=program)
    return check("ok", "signer", code="doctor_signer_fine")


def _versions(_at: datetime) -> Check:
    parts = tuple(f"{name} {_version(name)}" for name in PARTS)
    stand = (f"answerable {__version__}", f"Python {platform.python_version()}", *parts)
    missing = tuple(name for name in PARTS if _version(name) == "-")
    if missing:
        return check("fail", "versions", code="doctor_versions_missing", missing=missing)
    return check(
        "ok", "versions", code="doctor_versions_fine", parts=(*stand, f"SQLite {sqlite3.sqlite_version}")
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


CHECKS: Mapping[str, Callable[[datetime], Check]] = MappingProxyType(
    {
        "versions": _versions,
        "storage": _storage,
        "disk": _disk,
        "key": _key,
        "files": _files,
        "zones": _zones,
        "fonts": _fonts,
        "look": _look,
        "mail": _mail,
        "channels": _channels,
        "signer": _signer,
    }
)
"""What needs no database."""
