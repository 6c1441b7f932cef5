"""A zip file that is sent while it is made is a sound one, and the same every time."""

import io
import zipfile
from collections.abc import Iterator

from answerable.actions.office.papers.streamed import zip_stream

MEMBERS = (("a.txt", (b"one", b"two")), ("文书/b.bin", (bytes(300_000),)), ("empty", ()))


def test_what_goes_in_comes_out() -> None:
    data = b"".join(zip_stream(MEMBERS))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {each.filename: file.read(each) for each in file.infolist()} == {
            name: b"".join(chunks) for name, chunks in MEMBERS
        }


def test_the_same_members_give_the_same_bytes() -> None:
    assert b"".join(zip_stream(MEMBERS)) == b"".join(zip_stream(MEMBERS))


def test_nothing_is_held_back_until_the_end() -> None:
    read: list[int] = []

    def chunks() -> Iterator[bytes]:
        for number in range(5):
            read.append(number)
            yield bytes(1000)

    sent = 0
    for part in zip_stream([("big", chunks())]):
        sent += len(part)
        if len(read) == 3:
            break
    assert sent >= 3000
