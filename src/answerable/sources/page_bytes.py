"""The encoding of a web page, found as browsers find it: mark, header, what the page says of itself, then the bytes."""

import codecs
import re
from dataclasses import dataclass

_HEAD = 4096
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})", re.IGNORECASE)
_BROKEN = "\N{REPLACEMENT CHARACTER}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_BROWSERS_DO = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "big5": "big5hkscs",
}
_TEXT_ENCODINGS = re.compile("utf|gb|big5|iso8859|cp|koi8|euc|shift|mac|latin|tis|johab|ascii")


@dataclass(frozen=True)
class PageText:
    """A page's characters, what it is said to be encoded in, what it was read as, and how many were broken."""

    text: str
    declared: str | None
    used: str
    broken: int


def page_text(data: bytes, *, content_type: str | None) -> PageText:
    """The page as characters; no bytes are refused.

    Without a header, bytes that are sound UTF-8 are read as that whatever the page says of itself: a header that
    nobody kept may have said so.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding, _declared(data, content_type))
    declared = _declared(data, content_type)
    known = None if declared is None else _codec(declared)
    if known is not None and (content_type is not None or known == "utf-8" or not _is_utf8(data)):
        return _read(data, known, declared)
    return _sniffed(data, declared)


def _declared(data: bytes, content_type: str | None) -> str | None:
    header = _CHARSET.search(content_type or "")
    if header is not None:
        return header[1].lower()
    found = _XML.match(data[:_HEAD]) or _META.search(data[:_HEAD])
    return None if found is None else found[1].decode("ascii", errors="replace").lower()


def _codec(label: str) -> str | None:
    """The codec that browsers take for the label; None for one that is no encoding of text."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if _TEXT_ENCODINGS.match(name) is None:
        return None
    # A page whose own letters can be read says UTF-16 of itself by mistake.
    return "utf-8" if name.startswith("utf") else _AS_BROWSERS_DO.get(name, name)


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are sound UTF-8 with anything beyond ASCII; the end may be cut off."""
    if data.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _sniffed(data: bytes, declared: str | None) -> PageText:
    """UTF-8 if that is sound, else whichever of UTF-8 and GB18030 breaks fewer characters."""
    first = _read(data, "utf-8", declared)
    if not first.broken:
        return first
    second = _read(data, "gb18030", declared)
    return second if second.broken < first.broken else first


def _read(data: bytes, encoding: str, declared: str | None) -> PageText:
    text = data.decode(encoding, errors="replace")
    return PageText(text, declared, encoding, text.count(_BROKEN))
