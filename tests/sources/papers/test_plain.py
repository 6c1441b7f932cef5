"""Plain text in the encodings that people save it in."""

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.decoded import decoded
from answerable.sources.papers.open import paper_of

TEXT = "关于环境整治工作的报告\r\n\r\n　　全年共开展整治320次。\r落款：县城管局"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_reads_alike_in_every_encoding(encoding: str) -> None:
    paper = paper_of(TEXT.encode(encoding), id="p", name="p.txt")
    assert paper.text == "关于环境整治工作的报告\n全年共开展整治320次。\n落款：县城管局"
    assert (paper.form, paper.setup, paper.paragraphs[0].size) == ("txt", None, None)


@pytest.mark.parametrize(
    "data",
    [
        "臺灣正體中文寫成的一份文書，內容甚長。".encode("big5"),
        "日本語のテキストです。これは公文書ではありません。".encode("shift_jis"),
        "文字".encode() + b"\xff\xfe\xfd",
        b"binary\x00\x01\x02",
        b"\xff\xfe\x00",
    ],
)
def test_words_in_a_wrong_encoding_are_refused_and_not_guessed(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        decoded(data, name="p.txt")
    assert refused.value.message.code == "not_text"


def test_rare_characters_among_common_ones_are_fine() -> None:
    assert decoded("镕基、喆、㛃等同志参加了会议。".encode("gb18030"), name="p").startswith("镕基")
