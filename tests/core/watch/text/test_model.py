"""A model is whole numbers in a file: it scores the same everywhere, and its threshold comes with it."""

import json
from fractions import Fraction
from itertools import pairwise

import pytest

from answerable.core.rulebook.watch import load_watch
from answerable.core.watch.text.model import TextModel, parse_model, shipped_model

BUCKETS = 64


def file(**other: object) -> str:
    """A tiny model with one weight on everything."""
    fields: dict[str, object] = {
        "format": 1,
        "name": "tiny",
        "marks": False,
        "quotes": True,
        "passage": 10,
        "pool": "worst",
        "damp": 0,
        "scale": 8,
        "bias": -8,
        "threshold": "0.75",
        "channels": [{"of": "characters", "grams": [1], "bits": 6, "weights": [4] * BUCKETS}],
    }
    return json.dumps(fields | other)


def test_a_score_is_the_logistic_of_the_sum_over_the_square_root_of_the_length() -> None:
    model = parse_model(file())
    assert model.score(["一二三四"]) == (0.5,)
    assert model.score(["一二三四五六七八九"]) == (0.622459,)
    assert model.threshold == Fraction(3, 4)


def test_a_text_without_any_character_to_read_scores_nothing() -> None:
    assert parse_model(file()).score(["", "。。。", " "]) == (0.0, 0.0, 0.0)
    assert parse_model(file()).score([]) == ()


def test_the_worst_passage_counts_or_all_of_them_by_length() -> None:
    text = "一，二三四五六七八九十一二三四五六"
    worst, whole = (parse_model(file(pool=pool, passage=2)) for pool in ("worst", "whole"))
    (_, _, first), (_, _, second) = worst.passages(text)
    assert worst.score([text]) == (max(first, second),)
    assert whole.score([text])[0] == pytest.approx((first + second * 15) / 16, abs=1e-5)


def test_a_sentence_read_alone_counts_with_its_logit_lowered() -> None:
    weights = [-4] * BUCKETS
    channel = {"of": "characters", "grams": [1], "bits": 6, "weights": weights}
    text, sentence = "一二三四五六七八九。一", "一"
    together, alone, less = (
        parse_model(file(channels=[channel], passage=100, **more)).score([text])[0]
        for more in ({}, {"alone": 0}, {"alone": 8})
    )
    assert alone == parse_model(file(channels=[channel])).score([sentence])[0] > together
    assert together <= less < alone


def test_many_texts_score_as_each_one_alone() -> None:
    model = shipped_model("hostile")
    texts = ["您好，已转交办理。", "", "闭嘴，刁民！", "好" * 40_000, "路灯修好了。" * 50]
    assert model.score(texts) == tuple(model.score([text])[0] for text in texts)


def test_what_tells_most_is_found_in_the_text_as_it_was_written() -> None:
    text = "感谢来信。你就是个傻 逼，别再投诉了。"
    tells = shipped_model("hostile").tells(text, 3)
    assert text[tells[0][0] : tells[0][1]] == "傻 逼"
    assert [weight for _, _, weight in tells] == sorted((weight for _, _, weight in tells), reverse=True)


def test_the_passages_of_a_text_are_all_of_it_in_order() -> None:
    text = "您好，您反映的问题已收悉，正在办理之中。" * 20
    passages = shipped_model("hostile").passages(text)
    assert passages[-1][1] == len(text)
    assert all(one[1] == other[0] for one, other in pairwise(passages))
    assert shipped_model("hostile").passages("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        file(format=2),
        file(scale=0),
        file(passage=0),
        file(pool="best"),
        file(threshold="much"),
        file(damp=-1),
        file(alone=-1),
        file(channels=[]),
        file(channels=[{"of": "words", "grams": [1], "bits": 6, "weights": [0] * BUCKETS}]),
        file(channels=[{"of": "characters", "grams": [1], "bits": 7, "weights": [0] * BUCKETS}]),
        file(channels=[{"of": "characters", "grams": [0], "bits": 6, "weights": [0] * BUCKETS}]),
        file(channels=[{"of": "characters", "grams": [1], "bits": 6, "weights": ["x"] * BUCKETS}]),
        file(channels=[{"of": "characters", "grams": [1], "bits": 6, "weights": [2**40] * BUCKETS}]),
        file(channels=["characters"]),
    ],
)
def test_a_file_that_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_model(text)


@pytest.mark.parametrize("name", ["hostile", "style"])
def test_a_shipped_model_reads_and_says_its_name(name: str) -> None:
    model: TextModel = shipped_model(name)
    assert model.name == name
    assert Fraction(1, 2) <= model.threshold < 1


def test_the_rule_has_the_threshold_that_the_model_ships_with() -> None:
    edition = load_watch("cn").by_id["reply-hostile"].editions[-1]
    assert edition.thresholds["score"] == shipped_model("hostile").threshold
