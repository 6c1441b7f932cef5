"""Text files as people save them: which encoding, is it plain, where is it broken."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
MAX_LINE = 4 << 20
"""Characters one line may have; longer ones are not tables."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class LineTooLongError(ValueError):
    """A line is longer than any table's."""


@dataclass(frozen=True)
class Text:
    """A text file as it can be read.

    `plain`: UTF-8, no empty lines in between, no NUL, no lone carriage return: any CSV reader reads it alike.
    `broken_at`: the line of the first byte that is neither UTF-8 nor GB18030, or None.
    """

    path: Path
    encoding: str
    plain: bool
    broken_at: int | None

    @contextmanager
    def open(self) -> Iterator[Iterator[str]]:
        """The file's lines, decoded, with their ends; raises LineTooLongError rather than fill the memory."""
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        with self.path.open(encoding=encoding, newline="") as file:
            yield _lines(file)


def _lines(file: io.TextIOBase) -> Iterator[str]:
    while line := file.readline(MAX_LINE):
        if len(line) >= MAX_LINE:
            raise LineTooLongError
        yield line


def decode(path: Path) -> Text:
    """Find out how a file is encoded, reading it once (twice if it is not UTF-8) in bounded memory."""
    with path.open("rb") as file:
        start = file.read(2)
    if start in _UTF16:
        return Text(path, "utf-16", plain=False, broken_at=1)
    plain, broken_at = _scan(path, "utf-8")
    if broken_at is None:
        return Text(path, "utf-8", plain, None)
    _, also_broken_at = _scan(path, "gb18030")
    return Text(path, "gb18030", plain=False, broken_at=None if also_broken_at is None else broken_at)


def _scan(path: Path, encoding: str) -> tuple[bool, int | None]:
    """Whether the bytes are plain, and the line of the first byte that does not decode."""
    decoder = codecs.getincrementaldecoder(encoding)()
    plain, line, last = True, 1, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return plain, line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
            plain = plain and _is_plain(last + chunk)
            last = chunk[-3:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return plain, line
    return plain, None


def _is_plain(chunk: bytes) -> bool:
    if b"\0" in chunk or b"\n\n" in chunk or b"\n\r\n" in chunk:
        return False
    return chunk.count(b"\r") == chunk.count(b"\r\n") + chunk.endswith(b"\r")
