"""What a clerk would type finds its line of the catalogue among the first three."""

import csv
from pathlib import Path

import pytest

from answerable.core.rulebook.catalogue import load_catalogue
from answerable.engines.find import find, simplified

# Written without sight of the catalogue's plain words. The first set was used to mend the search and the words, the
# second was looked at once in between; the third was only ever counted.
QUERIES = list(
    csv.DictReader(Path(__file__).with_name("clerk_queries.csv").read_text(encoding="utf-8").splitlines())
)


def among(query: str, codes: str, *, first: int) -> bool:
    return bool({hit.line.code for hit in find(query, load_catalogue(), most=first)} & set(codes.split("|")))


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_nine_in_ten_queries_find_their_line_among_the_first_three(name: str) -> None:
    asked = [each for each in QUERIES if each["set"] == name]
    right = [each for each in asked if among(each["query"], each["codes"], first=3)]
    assert len(asked) >= 40
    assert len(right) / len(asked) >= 0.9


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_no_script_and_no_language_is_left_behind(lang: str) -> None:
    asked = [each for each in QUERIES if each["lang"] == lang]
    assert sum(among(each["query"], each["codes"], first=3) for each in asked) / len(asked) >= 0.85


def test_every_name_finds_its_own_line_first_or_one_of_the_same_name() -> None:
    lines = load_catalogue()
    missed = []
    for line in lines[1:]:
        hits = find(line.name.zh, lines, most=3)
        if line.name.zh not in {hit.line.name.zh for hit in hits}:
            missed.append(line.code)
    assert len(missed) / len(lines) < 0.05, missed


def test_traditional_and_simplified_find_the_same() -> None:
    lines = load_catalogue()
    assert simplified("請人打理我們單位的微信公眾號") == "请人打理我们单位的微信公众号"
    assert find("請人修路燈", lines) == find("请人修路灯", lines)


@pytest.mark.parametrize("text", ["", "🙂", "'; DROP TABLE lines; --", "的", "(((", "\\", "a" * 1000, "\x00"])
def test_nonsense_finds_little_and_breaks_nothing(text: str) -> None:
    assert len(find(text, load_catalogue(), most=3)) <= 3


def test_the_best_comes_first_and_says_which_words_spoke() -> None:
    hits = find("路灯不亮了", load_catalogue())
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert any("灯" in word for word in hits[0].words)


def test_the_catalogue_is_whole_and_its_words_are_clean() -> None:
    lines = load_catalogue()
    assert (len(lines), len({line.code for line in lines})) == (621, 621)
    assert [line.level for line in lines[:4]] == [0, 1, 2, 3]
    for line in lines:
        assert line.name.zh
        assert line.name.en.isascii() or "–" in line.name.en
        assert line.about.zh
        assert line.about.en
        for words in (line.words_zh, line.words_en):
            assert len(set(words)) == len(words), line.code
            assert all(word == word.strip() for word in words), line.code
