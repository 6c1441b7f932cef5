"""A file as a paper. Its first bytes tell what it is, whatever its name says."""

import re
from pathlib import Path

from answerable.core.terms.errors import InputError
from answerable.core.watch.papers.values import Paper, Paragraph
from answerable.sources.adapted import unreadable
from answerable.sources.packed import ZIP
from answerable.sources.pages import page_of
from answerable.sources.papers import plain

MAX_BYTES = 50_000_000
"""A larger file is no paper but a book of pictures."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_EMPTY_ZIP = b"PK\x05\x06"
_PDF_WITHIN = 1024
"""Readers look for the head of a PDF in its first so many bytes."""
_NO_PAPER = (
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"BM",
    b"Rar!",
    b"7z\xbc\xaf",
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_paper(path: Path) -> Paper:
    """The paper in the file, called by the file's name. Raises InputError, as `paper_of` does."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("file_too_large", name=path.name, limit=MAX_BYTES)
        data = path.read_bytes()
    except OSError as why:
        raise unreadable(path, why) from why
    return paper_of(data, id=path.name, name=path.name)


def paper_of(data: bytes, *, id: str, name: str) -> Paper:
    """The paper in the bytes; `name` is what refusals call it.

    Raises InputError with a code for each reason: too large, empty, encrypted, with macros, an old binary format,
    another format, pictures without text, broken, or made to cost its reader dearly.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", name=name, limit=MAX_BYTES)
    if not data.strip(b"\0 \r\n\t"):
        raise InputError("paper_empty", name=name)
    if data.startswith(_OLE):
        raise InputError("paper_locked" if _LOCKED_STREAM in data else "paper_old_format", name=name)
    if data.startswith((ZIP, _EMPTY_ZIP)):
        from answerable.sources.papers import docx

        return docx.read(data, id=id, name=name)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from answerable.sources.papers import pdf

        return pdf.read(data, id=id, name=name)
    if _HTML.match(data[:_PDF_WITHIN]):
        return _page(data, id=id, name=name)
    if data.startswith(_NO_PAPER) or data.lstrip().startswith(b"<?xml"):
        raise InputError("paper_unknown_format", name=name)
    return plain.read(data, id=id, name=name)


def _page(data: bytes, *, id: str, name: str) -> Paper:
    """A saved web page: what a reader sees of it, line by line."""
    view = page_of(data, id=id, address=None, content_type=None)
    if not view.text:
        raise InputError("paper_empty", name=name)
    return Paper(id, name, "html", tuple(Paragraph(line) for line in view.text.split("\n")))
