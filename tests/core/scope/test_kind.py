"""Goods, works and services are told apart by words; no word at all leaves only the prior."""

import pytest

from answerable.core.rulebook.kinds import Kind, load_kinds, parse_kinds
from answerable.core.scope.kind import PRIOR, Kindness, kind_of

SMALL = """\
format: 1
goods:
  - {about: {zh: 货物, en: Things}, weight: 2, en: [supply of, vehicle*, supply and install], zh: [购置, 电脑]}
works:
  - {about: {zh: 工程, en: Building}, weight: 2, en: [roof, supply and install], zh: [工程]}
services:
  - {about: {zh: 服务, en: Work}, weight: 2, en: [service, vehicle maintenance], zh: [服务, 工程监理]}
silent: {en: [health service], zh: [服务中心]}
"""


def shipped(title: str, description: str = "") -> Kindness:
    return kind_of(title, description, load_kinds())


def small(title: str, description: str = "") -> Kindness:
    return kind_of(title, description, parse_kinds(SMALL))


def texts(kindness: Kindness) -> list[str]:
    return [each.word.text for each in kindness.words]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("goods", "Supply and delivery of office furniture"),
        ("goods", "Purchase of 40 laptops for schools"),
        ("goods", "Refuse collection vehicles"),
        ("goods", "Microsoft software licences"),
        ("goods", "Supply of milk"),
        ("goods", "小学采购一批电脑"),
        ("goods", "办公家具采购项目"),
        ("goods", "公务用车购置"),
        ("goods", "正版软件许可采购"),
        ("works", "Refurbishment of the town hall"),
        ("works", "Primary school: roof replacement"),
        ("works", "Construction of a footbridge"),
        ("works", "Resurfacing of carriageways 2026"),
        ("works", "教学楼修缮工程"),
        ("works", "老旧小区改造工程施工"),
        ("works", "乡村道路硬化项目"),
        ("services", "Office cleaning"),
        ("services", "School catering services"),
        ("services", "Consultancy for a housing strategy"),
        ("services", "Home care framework"),
        ("services", "办公楼保洁服务"),
        ("services", "政务平台运维"),
        ("services", "居家养老服务"),
    ],
)
def test_plain_titles_are_told_apart(kind: str, title: str) -> None:
    assert shipped(title).kind == kind
    assert shipped(title).sure > 0.6


@pytest.mark.parametrize(
    ("kind", "title", "other", "over_the_border"),
    [
        ("goods", "Purchase of vehicles", "services", "Maintenance of vehicles"),
        ("goods", "Purchase of minibuses", "services", "Vehicle hire"),
        ("goods", "Software licences", "services", "Software development"),
        ("goods", "Supply of food to schools", "services", "Food waste collection"),
        ("works", "Boiler replacement", "services", "Boiler maintenance"),
        ("works", "Lift refurbishment", "services", "Lift maintenance"),
        ("works", "Road improvement", "services", "Design services for a road improvement"),
        (
            "goods",
            "Supply and installation of laptops",
            "works",
            "Supply and installation of windows and doors",
        ),
        ("goods", "车辆采购", "services", "车辆租赁"),
        ("goods", "服务器采购", "services", "服务器托管"),
        ("goods", "设备采购", "services", "设备维保"),
        ("works", "道路改造工程", "services", "道路改造工程设计"),
        ("works", "修缮工程", "services", "修缮工程监理"),
        ("works", "绿化工程", "services", "绿化养护"),
    ],
)
def test_hard_borders_are_seen_from_both_sides(
    kind: str, title: str, other: str, over_the_border: str
) -> None:
    assert shipped(title).kind == kind
    assert shipped(over_the_border).kind == other


@pytest.mark.parametrize("title", ["", "   ", "qwxz 0042 / —", "某某某", "\u0000", "((((", "*"])
def test_where_no_word_speaks_only_the_prior_does(title: str) -> None:
    assert shipped(title, title).words == ()
    assert shipped(title, title).likely == pytest.approx(PRIOR)
    assert shipped(title, title).spoke_for == ()


@pytest.mark.parametrize(
    "title", ["Supply of roof service", "Roof", "购置工程服务", "", "Supply and install"]
)
def test_the_probabilities_sum_to_one(title: str) -> None:
    likely = small(title, "A service. " * 500).likely
    assert set(likely) == set(Kind)
    assert sum(likely.values()) == pytest.approx(1)


def test_a_longer_phrase_hides_the_shorter_words_in_it() -> None:
    assert texts(small("Vehicle maintenance")) == ["vehicle maintenance"]
    assert texts(small("道路工程监理")) == ["工程监理"]


def test_the_name_of_a_body_hides_the_words_in_it() -> None:
    assert small("Roof of the health service").kind is Kind.WORKS
    assert texts(small("服务中心购置电脑")) == ["电脑", "购置"]


def test_a_phrase_that_stands_for_two_kinds_speaks_for_both() -> None:
    assert {each.word.kind for each in small("Supply & install").words} == {Kind.GOODS, Kind.WORKS}


def test_only_whole_english_words_count_and_a_star_takes_any_ending() -> None:
    assert small("Proof of supply, servicing").words == ()
    assert texts(small("VEHICLES")) == ["vehicle*"]
    assert texts(small("Supply-of things")) == ["supply of"]


def test_chinese_words_count_beside_letters_and_digits() -> None:
    assert texts(small("2026年IT服务3项")) == ["服务"]


def test_a_word_counts_once_and_where_it_counts_most() -> None:
    once, again = small("Roof"), small("Roof", "The roof. " * 50)
    assert once.likely == again.likely
    assert [each.in_title for each in again.words] == [True]


def test_the_title_counts_more_than_the_description() -> None:
    assert small("Roof", "A service.").kind is Kind.WORKS
    assert small("A service", "Roof.").kind is Kind.SERVICES


def test_the_head_counts_more_than_what_it_is_for() -> None:
    assert small("Service for vehicles").kind is Kind.SERVICES
    assert small("Vehicles for the service").kind is Kind.GOODS


def test_the_beginning_of_a_description_counts_more_than_the_rest() -> None:
    near, far = small("", "Roof"), small("", "x " * 200 + "roof")
    assert near.likely[Kind.WORKS] > far.likely[Kind.WORKS] > PRIOR[Kind.WORKS]


def test_words_come_strongest_first_and_those_for_the_answer_can_be_had_alone() -> None:
    found = small("Service for vehicles", "Roof")
    assert texts(found) == ["service", "vehicle*", "roof"]
    assert [each.word.text for each in found.spoke_for] == ["service"]
    assert found.sure == max(found.likely.values())


def test_a_very_long_text_is_read_in_time() -> None:
    assert shipped("supply " * 2_000, "supply and " * 10_000).kind is Kind.GOODS
