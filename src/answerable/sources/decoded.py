"""Bytes that should be text: which encoding, and whether what comes out of it is anybody's words."""

import codecs
import re

from answerable.core.terms.errors import InputError

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON = 4, 5
"""Of the characters beyond ASCII, four in five are in GB 2312 or punctuation, if a text is Chinese at all."""


def decoded(data: bytes, *, name: str) -> str:
    """The text in UTF-8, UTF-16 or GB18030, lines ended by a line feed alone.

    Raises InputError (`not_text`) for bytes that no encoding makes words of, such as Big5 read as GB18030.
    """
    text = _text(data)
    if text is None or _NO_TEXT.search(text) is not None:
        raise InputError("not_text", name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes) -> str | None:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\0" in data:
        return _wide(data)
    text = _try(data, "utf-8")
    if text is not None:
        return text
    text = _try(data, "gb18030")
    return text if text is not None and _plausible(text) else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: whichever order of bytes gives words."""
    low, high = data[1::2].count(0), data[::2].count(0)
    for encoding in ("utf-16-le", "utf-16-be") if low > high else ("utf-16-be", "utf-16-le"):
        text = _try(data, encoding)
        if text is not None and _NO_TEXT.search(text) is None and _plausible(text):
            return text
    return None


def _plausible(text: str) -> bool:
    foreign = [char for char in text if ord(char) > 0x7F]
    common = sum(_is_common(char) for char in foreign)
    return common * _COMMON[1] >= len(foreign) * _COMMON[0]


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
