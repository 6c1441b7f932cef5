"""Texts are read without the tricks of spelling, and every kept character knows where it stood."""

import pytest

from answerable.core.watch.text.normalise import Stream, read, unquoted


def kept(text: str, *, marks: bool = False) -> str:
    return said(read([text], marks=marks, passage=1000))


def said(stream: Stream) -> str:
    return "".join(map(chr, stream.points.tolist()))


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("傻 逼", "傻逼"),
        ("傻*·.逼！", "傻逼"),
        ("傻\u200b\ufeff逼", "傻逼"),
        ("ＳＢ滚", "sb滚"),
        ("滚滚滚滚", "滚"),
        ("谢谢您天天来", "谢谢您天天来"),
        ("您好，谢谢", "您好谢谢"),
        ("2026年11月24日", "0年0月0日"),
        ("①②㎡", "0m"),
        ("刁民們", "刁民們"),
        ("🐷🐷🐷", "🐷"),
        ("", ""),
        ("。。。", ""),
    ],
)
def test_spaces_signs_and_forms_do_not_hide_a_word(text: str, reads: str) -> None:
    assert kept(text) == reads


def test_marks_are_kept_where_a_model_reads_them() -> None:
    assert kept("“走！”他说。", marks=True) == "“走!”他说。"


def test_every_kept_character_knows_where_it_stood() -> None:
    text = "好 的，傻\u200b逼"
    stream = read([text], marks=False, passage=1000)
    assert [text[place] for place in stream.places] == list("好的傻逼")


def test_many_texts_are_read_as_each_one_is() -> None:
    texts = ["您好。已办。", "", "滚！" * 3, "第一句很长很长。第二句。"]
    together = read(texts, marks=False, passage=8)
    alone = [read([text], marks=False, passage=8) for text in texts]
    assert said(together) == "".join(map(said, alone))
    assert together.owners.tolist() == [at for at, one in enumerate(alone) for _ in one.owners]
    assert together.places.tolist() == [place for one in alone for place in one.places.tolist()]


def test_a_passage_ends_with_a_clause_and_begins_in_a_new_stretch() -> None:
    stream = read(["一二三四，五六七八，九十"], marks=False, passage=5)
    assert stream.passages.tolist() == [0] * 4 + [1] * 4 + [2] * 2
    assert read(["一二三四，五六七八，九十"], marks=False, passage=100).owners.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("有人骂他“傻逼”，已查处", "有人骂他    ，已查处"),
        ("称其“狗东西”“滚”", "称其        "),
        ("谢谢。“傻逼”", "谢谢。“傻逼”"),
        ("没有引号", "没有引号"),
        ("他骂“没有收尾的引号", "他骂“没有收尾的引号"),
    ],
)
def test_words_told_of_somebody_are_blanked_and_others_stay(text: str, rest: str) -> None:
    assert unquoted(text) == rest
    assert len(unquoted(text)) == len(text)
