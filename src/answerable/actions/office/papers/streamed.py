"""A zip file as a stream: a case file with its evidence may be larger than memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can name."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
Members = Iterable[tuple[str, Iterable[bytes]]]


class _Out(io.RawIOBase):
    """What was written and is not sent yet."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]  # any buffer
        self._waiting.append(part)
        return len(part)

    def taken(self) -> bytes:
        """What waits, once."""
        parts, self._waiting = b"".join(self._waiting), []
        return parts


def zip_stream(members: Members) -> Iterator[bytes]:
    """The bytes of a zip file with these members in their order, without times; the same members, the same bytes."""
    out = _Out()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, chunks in members:
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            with file.open(info, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
                    yield out.taken()
            yield out.taken()
    yield out.taken()
