"""The sample of local rules: complete, in both languages, tighter than national rules and never looser."""

import re
from collections.abc import Iterator

import pytest

from answerable.core.rulebook.boundary import Boundary, Rule
from answerable.core.rulebook.conditions import Within, leaves
from answerable.core.rulebook.paper import Article, load_paper
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.tables.declare import Both
from answerable.core.terms.verdict import Verdict
from answerable.engines.prover import prove

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def model() -> Boundary:
    return load_boundary("model")


@pytest.fixture(scope="module")
def own(model: Boundary) -> list[Rule]:
    return [rule for rule in model.rules if rule.rulebook == "model"]


def articles_of(rule: Rule) -> list[Article]:
    return [article for article in load_paper("model").articles if rule in article.rules]


def texts(model: Boundary) -> Iterator[Both]:
    """Everything that the rulebook itself says."""
    above = model.extends
    assert above is not None
    yield from (model.title, model.about)
    for fact in model.facts[len(above.facts) :]:
        yield from (fact.title, fact.question, fact.help, fact.find_out, *fact.titles.values())
    for duty in model.duties[len(above.duties) :]:
        yield from (duty.what, duty.when)
    for rule in model.rules[len(above.rules) :]:
        yield rule.title
        yield from (edition.because for edition in rule.editions)
        yield from (edition.instead for edition in rule.editions if edition.instead is not None)


def paper_texts() -> Iterator[Both]:
    paper = load_paper("model")
    yield paper.title
    for step in paper.steps:
        yield from (step.title, step.who, step.what, step.record)
    for chapter in paper.chapters:
        yield chapter.title
    for article in paper.articles:
        yield article.title
        yield from (Both(zh, en) for zh, en in zip(article.text.zh, article.text.en, strict=True))


def test_everything_is_said_in_both_languages(model: Boundary) -> None:
    for said in (*texts(model), *paper_texts()):
        assert CHINESE.search(said.zh), said.zh
        assert not CHINESE.search(said.en), said.en


def test_the_boundary_is_proven_clear_and_no_looser_than_the_rules_above_it(model: Boundary) -> None:
    assert model.extends is load_boundary("cn")
    assert prove(model).flaws == ()


def test_no_rule_opens_anything(own: list[Rule]) -> None:
    said = {edition.verdict for rule in own for edition in rule.editions}
    assert said == {Verdict.NOT_YET, Verdict.LIMITED, None}


def test_every_rule_stands_in_the_articles_it_cites_as_its_ground(own: list[Rule]) -> None:
    for rule in own:
        numbers = {article.number for article in articles_of(rule)}
        cited = {
            int(ground.article)
            for edition in rule.editions
            for ground in edition.grounds
            if ground.law.id == "model-rules"
        }
        assert cited, rule.id
        assert cited <= numbers, rule.id


def test_every_threshold_of_a_rule_stands_in_an_article_in_both_languages(own: list[Rule]) -> None:
    for rule in own:
        said = [
            {int(number) for text in article.text.in_(lang) for number in re.findall("[0-9]+", text)}
            for article in articles_of(rule)
            for lang in ("zh", "en")
        ]
        for edition in rule.editions:
            for leaf in leaves(edition.condition):
                if isinstance(leaf, Within):
                    assert leaf.low is not None
                    assert any(leaf.low - 1 in numbers for numbers in said[::2]), rule.id
                    assert any(leaf.low - 1 in numbers for numbers in said[1::2]), rule.id


def test_every_rule_rests_on_a_law_of_the_rules_above_it_and_says_so_as_a_choice_of_its_own(
    own: list[Rule],
) -> None:
    for rule in own:
        for edition in rule.editions:
            laws = [ground.law.id for ground in edition.grounds]
            assert len(set(laws) - {"model-rules"}) >= 1, rule.id
            assert all(ground.law.starts <= edition.starts for ground in edition.grounds), rule.id


def test_every_duty_follows_from_a_rule(model: Boundary, own: list[Rule]) -> None:
    above = model.extends
    assert above is not None
    given = {duty for rule in own for edition in rule.editions for duty in edition.duties}
    assert set(model.duties[len(above.duties) :]) == given


def test_the_paper_says_first_that_it_binds_nobody() -> None:
    notice = load_paper("model").notice
    assert "没有约束力" in notice.zh[0]
    assert "binds nobody" in notice.en[0]


def test_the_adoption_goes_through_every_review_before_it_is_published() -> None:
    order = [step.id for step in load_paper("model").steps]
    assert order == [
        "research",
        "comment",
        "fairness",
        "legality",
        "deliberation",
        "publish",
        "filing",
        "review",
    ]


def test_every_law_of_its_own_is_cited(model: Boundary, own: list[Rule]) -> None:
    above = model.extends
    assert above is not None
    paper = load_paper("model")
    grounds = [ground for step in paper.steps for ground in step.grounds]
    grounds += [ground for article in paper.articles for ground in article.grounds]
    grounds += [ground for rule in own for edition in rule.editions for ground in edition.grounds]
    assert {law.id for law in model.laws[len(above.laws) :]} <= {ground.law.id for ground in grounds}
