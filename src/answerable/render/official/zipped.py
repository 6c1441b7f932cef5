"""Zip files that are the same to the byte whenever and wherever they are written."""

import io
import zipfile
from collections.abc import Iterable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can name."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The members in the order given, without times. They are stored: packers differ, bytes as they are do not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        for name, data in members:
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            file.writestr(info, data)
    return buffer.getvalue()


def zipped_again(data: bytes) -> bytes:
    """A zip file written anew with the same members in the same order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return zipped([(info.filename, file.read(info)) for info in file.infolist()])
