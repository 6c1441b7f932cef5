"""Zip files of strangers, as docx and xlsx are: members are counted and measured before and while they are read."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from answerable.core.terms.errors import InputError

MAX_MEMBERS = 2_000
"""A document with a thousand pictures has fewer."""
MAX_DIRECTORY = 1 << 20
"""Bytes of the list of members."""
MAX_UNPACKED = 300_000_000
"""Bytes that all members say they unpack to, pictures included."""
MAX_PART = 32_000_000
"""Bytes that one member really unpacks to, and that all members together do that are read at all."""
ZIP = b"PK\x03\x04"
"""How a zip file begins."""

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_ENCRYPTED = 0x1
_STEP = 1 << 16
_KNOWN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Ways of packing that office programs use."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)
"""What the library raises for bytes that are no sound zip file."""


class Packed:
    """A zip file in memory; `name` is what refusals call it.

    Raises InputError: `packed_broken`, `packed_too_many`, `packed_too_large`, `packed_locked`.
    """

    def __init__(self, data: bytes, *, name: str) -> None:
        self.name = name
        self._left = MAX_PART
        _refuse_long_directory(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise InputError("packed_broken", name=name) from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise InputError("packed_too_many", name=name, limit=MAX_MEMBERS)
        if sum(member.file_size for member in members) > MAX_UNPACKED:
            raise InputError("packed_too_large", name=name, limit=MAX_UNPACKED)
        if any(member.compress_type not in _KNOWN for member in members):
            raise InputError("packed_broken", name=name)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise InputError("packed_locked", name=name)
        self.names = frozenset(member.filename for member in members)

    def read(self, member: str) -> bytes:
        """The bytes of one member; none where there is no such member."""
        return b"".join(self.stream(member))

    def stream(self, member: str) -> Iterator[bytes]:
        """The bytes of one member, a little at a time; what it says of its size is not relied on."""
        if member not in self.names:
            return
        try:
            with self._zip.open(member) as file:
                while piece := file.read(_STEP):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise InputError("packed_too_large", name=self.name, limit=MAX_PART)
                    yield piece
        except _BROKEN:
            raise InputError("packed_broken", name=self.name) from None


def _refuse_long_directory(data: bytes, name: str) -> None:
    """Stop before the library builds a value for each of a million members."""
    at = data.rfind(_END_MARK, max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise InputError("packed_broken", name=name)
    size = _END.unpack_from(data, at)[5]
    if size > MAX_DIRECTORY:
        raise InputError("packed_too_many", name=name, limit=MAX_MEMBERS)
