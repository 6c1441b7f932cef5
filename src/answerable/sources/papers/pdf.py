"""PDF files as papers: their words, by lines joined to paragraphs.

A PDF states where words stand and not what they are, so looks and margins stay unknown. The library's own limits are
set lower, and everything that a page makes it do is counted: a file that costs its reader dearly is refused.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from pypdf import PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject

from answerable.core.terms.errors import InputError
from answerable.core.watch.papers.values import Paper, Paragraph

MAX_PAGES = 500
MAX_STEPS = 1_500_000
"""Operators on all pages together, forms that a page repeats included; a dense page has five thousand."""
FORM_STEPS = 50
"""What drawing a form or picture counts for, besides what it draws."""
MAX_TEXT = 5_000_000
"""Characters."""
_MAX_STREAM = 20_000_000

_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}[章节条款项]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[．.、](?!\d)|附件|[●•■◆])"
)
_CLOSED = ("。", "！", "？", "：", "；", ".", "!", "?", ":", ";")
_FULL = 85, 100
"""A line this full, against the fullest of its page, goes on in the next one."""

logging.getLogger("pypdf").addHandler(logging.NullHandler())


class _TooMuch(BaseException):
    """Nothing in the library may take this for one of its own errors and go on."""


class _Steps:
    """Counts what the pages make the library do."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def __call__(self, operator: object, *_: object) -> None:
        self._left -= FORM_STEPS if operator == b"Do" else 1
        if self._left < 0:
            raise _TooMuch


def read(data: bytes, *, id: str, name: str) -> Paper:
    """The paper. Raises InputError: `paper_locked`, `paper_broken`, `paper_too_many_pages`, `paper_too_costly`,
    `paper_only_pictures`, `paper_empty`.
    """
    try:
        with apply_configuration(
            maximum_declared_stream_length=_MAX_STREAM,
            array_based_stream_maximum_output_length=_MAX_STREAM,
            zlib_maximum_output_length=_MAX_STREAM,
            lzw_maximum_output_length=_MAX_STREAM,
            run_length_maximum_output_length=_MAX_STREAM,
            stream_decoding_work_maximum_length=4 * _MAX_STREAM,
            stream_parsing_work_maximum_count=MAX_STEPS,
            page_tree_maximum_entries=4 * MAX_PAGES,
            xform_maximum_invocations_per_extraction=500,
        ):
            return _paper(PdfReader(BytesIO(data), root_object_recovery_limit=2_000), id=id, name=name)
    except InputError:
        raise
    except (_TooMuch, LimitReachedError, MemoryError):
        raise InputError("paper_too_costly", name=name) from None
    except Exception:
        # The library meets broken files with errors of every kind.
        raise InputError("paper_broken", name=name) from None


def _paper(reader: PdfReader, *, id: str, name: str) -> Paper:
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise InputError("paper_locked", name=name)
    try:
        count = len(reader.pages)
    except LimitReachedError:
        raise InputError("paper_too_many_pages", name=name, limit=MAX_PAGES) from None
    if count > MAX_PAGES:
        raise InputError("paper_too_many_pages", name=name, limit=MAX_PAGES)
    steps = _Steps(MAX_STEPS)
    pages: list[list[str]] = []
    pictures = length = 0
    for page in reader.pages:
        text = page.extract_text(visitor_operand_before=steps)
        length += len(text)
        if length > MAX_TEXT:
            raise _TooMuch
        pages.append([line.strip() for line in text.replace("\0", "").splitlines() if line.strip()])
        pictures += _pictures(page)
    lines = list(_without_numbers(pages))
    if not any(lines):
        raise InputError("paper_only_pictures" if pictures else "paper_empty", name=name)
    numbered = True if sum(map(len, lines)) < sum(map(len, pages)) else None
    paragraphs = tuple(Paragraph(text) for text in _joined(lines))
    return Paper(id, name, "pdf", paragraphs, pictures=pictures, numbered=numbered)


def _pictures(page: PageObject) -> int:
    """How many pictures the page may draw, without unpacking any."""
    resources = page.get("/Resources")
    held = resources.get_object() if resources is not None else None
    objects = held.get("/XObject") if isinstance(held, DictionaryObject) else None
    named = objects.get_object() if objects is not None else None
    if not isinstance(named, DictionaryObject):
        return 0
    drawn = (each.get_object() for each in named.values())
    return sum(isinstance(each, DictionaryObject) and each.get("/Subtype") == "/Image" for each in drawn)


def _without_numbers(pages: Iterable[list[str]]) -> Iterator[list[str]]:
    """The lines of each page without the number at its top or bottom."""
    for lines in pages:
        first = 1 if len(lines) > 1 and _is_number(lines[0]) else 0
        last = len(lines) - 1 if len(lines) > first and _is_number(lines[-1]) else len(lines)
        yield lines[first:last]


def _is_number(line: str) -> bool:
    return len(line) <= 20 and _NUMBER.fullmatch(line) is not None


def _joined(pages: Iterable[list[str]]) -> Iterator[str]:
    """Lines as paragraphs: a full line goes on in the next, over the end of a page too, unless that is a heading."""
    held = ""
    for lines in pages:
        full = max(map(_width, lines), default=0) * _FULL[0]
        for line in lines:
            if held and _HEADING.match(line):
                yield held
                held = ""
            held = _glued(held, line)
            if _width(line) * _FULL[1] < full or (len(lines) < 3 and line.endswith(_CLOSED)):
                yield held
                held = ""
    if held:
        yield held


def _glued(before: str, line: str) -> str:
    """Latin words are parted by a blank, Chinese ones by nothing."""
    latin = before[-1:].isascii() and line[:1].isascii() and before[-1:] not in "-"
    return f"{before} {line}" if before and latin else before + line


def _width(line: str) -> int:
    return sum(1 if char.isascii() else 2 for char in line)
