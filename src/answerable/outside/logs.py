"""The log: one JSON line for each event on standard error, built from a list of what may be said.

A message of a library or of an error may quote what a person wrote, a path, a query or an address. So no message is
ever passed on. What is written of an event is its code (our own loggers), the logger that spoke (all others), the
fields of `FIELDS`, and of an error its class and the lines it came from.
"""

import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

FIELDS = frozenset({"request", "status", "ms", "route", "job", "done", "child", "pid", "code", "pause"})
"""What an event may carry besides its name: numbers, and words of the program."""
SERVER_LOG = Path(__file__).with_name("server-log.json")
"""The same for the web server, which reads its own file."""
_CODE = re.compile(r"[a-z]+(?:[._][a-z]+)*")
_WORD = re.compile(r"[A-Za-z0-9_.:<>-]{1,80}")
_OURS = "answerable"
_FRAMES = 12


class Line(JsonFormatter):
    """One event as one line."""

    def format(self, record: logging.LogRecord) -> str:
        return self.serialize_log_record(said_of(record))


def said_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record."""
    said: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": _event(record),
    }
    said |= {name: _plain(value) for name, value in sorted(vars(record).items()) if name in FIELDS}
    if isinstance(record.exc_info, tuple) and record.exc_info[0] is not None:
        said |= {"error": record.exc_info[0].__name__, "where": _where(record.exc_info[2])}
    return said


def _event(record: logging.LogRecord) -> str:
    ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
    return record.msg if ours and _CODE.fullmatch(str(record.msg)) else record.name


def _plain(value: object) -> object:
    """Numbers and single words; anything else was not meant for a log."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return value if isinstance(value, str) and _WORD.fullmatch(value) else "-"


def _where(trace: TracebackType | None) -> list[str]:
    """File, line and function of the last calls, innermost last, without any text of the line."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(path: str) -> str:
    """The file below the package it belongs to: where the program is installed is nobody's business."""
    parts = Path(path).parts
    for mark in ("site-packages", "src"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    return parts[-1] if parts else "-"


def log_settings(level: str) -> dict[str, Any]:
    """What Django's LOGGING says: all events of at least this level, and nothing twice.

    Raises ValueError for a level that is none.
    """
    if level.upper() not in logging.getLevelNamesMapping():
        raise ValueError(f"{level!r} is no level of the log")
    wordy = {"level": "WARNING", "propagate": True, "handlers": []}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.Line"}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
        },
        "root": {"handlers": ["lines"], "level": level.upper()},
        "loggers": {
            # Django's own ways of saying things are mail to administrators and plain text; both are left out.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # Tells every request that a page was missing or refused; `request` says so already.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "axes": wordy,
            "django_tasks": wordy,
            "django_tasks_db": wordy,
            "_granian": {"handlers": [], "level": "INFO", "propagate": True},
            "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
