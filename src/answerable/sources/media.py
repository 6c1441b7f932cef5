"""What a file is by its bytes, of the few kinds that are kept as evidence; its name is not believed.

Of what is packed only the list of its parts is read.
"""

import re
from pathlib import Path

from answerable.core.terms.errors import InputError
from answerable.sources.packed import ZIP, Packed
from answerable.sources.text import decode

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TEXT = "text/csv", "text/plain"
KNOWN = (PDF, PNG, JPEG, DOCX, XLSX, CSV, TEXT)
SCANS = (PDF, PNG, JPEG)
"""What a scan or a photograph is: nothing in it is changed by opening it."""
LARGEST_PACKED = 50_000_000
"""Bytes of an office document; its list of parts is read in memory."""
_STARTS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
_PROGRAM = "vbaProject.bin"
_NO_TEXT = re.compile(b"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CHUNK = 1 << 20


def media_type(path: Path, *, name: str) -> str | None:
    """The media type of a file; None where it is none of those that are known, or holds a program."""
    with path.open("rb") as file:
        head = file.read(16)
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head.startswith(ZIP):
        return _packed(path, name)
    return _text(path, name)


def _packed(path: Path, name: str) -> str | None:
    if path.stat().st_size > LARGEST_PACKED:
        return None
    try:
        names = Packed(path.read_bytes(), name=name).names
    except InputError:
        return None
    if any(each.endswith(_PROGRAM) for each in names):
        return None
    return next((found for part, found in _PARTS if part in names), None)


def _text(path: Path, name: str) -> str | None:
    """Text in UTF-8 or GB18030 without control characters; a table where it is called one."""
    if decode(path).broken_at is not None:
        return None
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _NO_TEXT.search(chunk):
                return None
    return CSV if name.lower().endswith(".csv") else TEXT
