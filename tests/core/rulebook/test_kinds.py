"""The words for goods, works and services are read strictly, and those that come with the program are sound."""

import pytest

from answerable.core.rulebook.kinds import Kind, KindWord, load_kinds, parse_kinds
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.tables.declare import Both

GOOD = """\
format: 1
goods:
  - {about: {zh: 买, en: Buying}, weight: 2, en: [supply of], zh: [购置]}
works:
  - {about: {zh: 建, en: Building}, weight: 3, en: [refurbish*], zh: [修缮]}
  - {about: {zh: 迹象, en: Hints}, weight: 0.5, en: [roof], zh: [屋顶]}
services:
  - {about: {zh: 做, en: Doing}, weight: 1, en: [cleaning], zh: [保洁]}
silent: {en: [health service], zh: [服务中心]}
"""


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RulebookFaultsError) as raised:
        parse_kinds(text)
    return [(fault.line, fault.message.code) for fault in raised.value.faults]


def test_every_word_comes_with_its_kind_weight_and_group() -> None:
    words = parse_kinds(GOOD)
    assert words.speaking[0] == KindWord("supply of", Kind.GOODS, 2.0, Both("买", "Buying"))
    assert [(word.text, word.kind, word.weight) for word in words.speaking[1:]] == [
        ("购置", "goods", 2.0),
        ("refurbish*", "works", 3.0),
        ("修缮", "works", 3.0),
        ("roof", "works", 0.5),
        ("屋顶", "works", 0.5),
        ("cleaning", "services", 1.0),
        ("保洁", "services", 1.0),
    ]
    assert words.silent == ("health service", "服务中心")


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("format: 1", "format: 2", 1, "rulebook_out_of_range"),
        ("weight: 2,", "weight: 9,", 3, "rulebook_out_of_range"),
        ("weight: 2,", "weight: much,", 3, "rulebook_wrong_type"),
        ("weight: 2, ", "", 3, "rulebook_key_missing"),
        ("en: [supply of]", "en: []", 3, "rulebook_wrong_type"),
        ("[supply of]", "[Supply of]", 3, "rulebook_value_unknown"),
        ("[supply of]", "[no]", 3, "rulebook_wrong_type"),
        ("en: [roof]", "en: [refurbish*]", 6, "rulebook_id_twice"),
        ("services:", "service:", 1, "rulebook_key_missing"),
    ],
)
def test_what_is_wrong_is_noted_with_its_line(old: str, new: str, line: int, code: str) -> None:
    assert (line, code) in faults(GOOD.replace(old, new))


def test_all_mistakes_are_found_at_once() -> None:
    text = GOOD.replace("weight: 2,", "weight: 9,").replace("[roof]", "[Roof]")
    assert faults(text) == [(3, "rulebook_out_of_range"), (6, "rulebook_value_unknown")]


def test_a_word_may_speak_for_two_kinds() -> None:
    words = parse_kinds(GOOD.replace("[roof]", "[supply of]")).speaking
    assert [word.kind for word in words if word.text == "supply of"] == [Kind.GOODS, Kind.WORKS]


def test_the_shipped_words_speak_for_every_kind_in_both_languages() -> None:
    for kind in Kind:
        texts = [word.text for word in load_kinds().speaking if word.kind is kind]
        assert min(sum(text.isascii() for text in texts), sum(not text.isascii() for text in texts)) > 50


def test_no_shipped_word_is_silent_and_speaks() -> None:
    assert {word.text for word in load_kinds().speaking} & set(load_kinds().silent) == set()


def test_shipped_weights_are_few_and_small() -> None:
    assert {word.weight for word in load_kinds().speaking} <= {0.5, 0.7, 1.0, 1.5, 2.0, 3.0}
