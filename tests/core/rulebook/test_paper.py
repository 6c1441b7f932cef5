"""A paper is read strictly: all mistakes at once, and none of its rules, references or laws made up."""

import pytest

from answerable.core.rulebook.boundary import Boundary, Reading
from answerable.core.rulebook.paper import Paper, load_paper, parse_paper, shipped_papers
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.terms.errors import InputError
from tests.rulebooks import boundary, fact, simple

GOOD = """\
format: 1
rulebook: trial
title: {zh: 样本, en: Sample}
notice: {zh: [不具约束力。], en: [It binds nobody.]}
blanks:
  - {mark: {zh: ××, en: xx}, what: {zh: 名称, en: a name}}
steps:
  - id: comment
    title: {zh: 征求意见, en: Comment}
    who: {zh: 牵头部门, en: lead department}
    what: {zh: 公布草案, en: publish the draft}
    record: {zh: 汇总表, en: table}
    grounds:
      - {law: the-law, article: 三, read: memory-low}
chapters:
  - title: {zh: 总则, en: General}
    articles:
      - id: purpose
        title: {zh: 目的, en: Purpose}
        text:
          zh: ["依照{limits}执行。"]
          en: ["Carried out under {limits}."]
        grounds:
          - {law: the-law, article: 1, read: found}
  - title: {zh: 边界, en: Boundary}
    articles:
      - id: limits
        title: {zh: 限度, en: Limits}
        text:
          zh: [第一段。, 第二段。]
          en: [First., Second.]
        rules: [secrets, open]
        grounds:
          - {law: the-law, article: 10(2), read: derived}
"""


def trial() -> Boundary:
    secret = fact("secret", worse="yes")
    secrets = simple("secrets", "limit", {"secret": "yes"}, "limited")
    return boundary([secret], [secrets, simple("open", "open", {"secret": "no"}, "suitable")])


def paper(text: str = GOOD) -> Paper:
    return parse_paper(text, file="trial/paper.yaml", boundary=trial())


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RulebookFaultsError) as refused:
        paper(text)
    assert {fault.file for fault in refused.value.faults} == {"trial/paper.yaml"}
    return [(fault.line, fault.message.code) for fault in refused.value.faults]


def line(part: str) -> int:
    return GOOD[: GOOD.index(part)].count("\n") + 1


def test_articles_are_numbered_through_all_chapters() -> None:
    assert paper().numbers == {"purpose": 1, "limits": 2}
    assert [chapter.number for chapter in paper().chapters] == [1, 2]


def test_an_article_has_its_rules_grounds_and_paragraphs_in_both_languages() -> None:
    article = paper().articles[1]
    assert [rule.id for rule in article.rules] == ["secrets", "open"]
    assert [(ground.law.id, ground.article, ground.read) for ground in article.grounds] == [
        ("the-law", "10(2)", Reading.DERIVED)
    ]
    assert article.text.in_("zh") == ("第一段。", "第二段。")
    assert article.text.in_("en") == ("First.", "Second.")


def test_a_step_says_who_does_what_and_which_record_has_to_exist() -> None:
    (step,) = paper().steps
    said = [step.title.en, step.who.en, step.what.en, step.record.en, step.grounds[0].article]
    assert said == ["Comment", "lead department", "publish the draft", "table", "三"]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("{limits}执行", "{limit}执行", "paper_article_unknown"),
        ("{limits}.", "{}.", "paper_article_unknown"),
        ("[First., Second.]", "[First.]", "paper_paragraphs_differ"),
        ("[secrets, open]", "[secrets, open, closed]", "rulebook_value_unknown"),
        ("id: limits", "id: Limits!", "rulebook_bad_id"),
        ("id: limits", "id: comment", "rulebook_id_twice"),
        ("law: the-law, article: 10(2)", "law: a-law, article: 10(2)", "rulebook_value_unknown"),
        ("read: derived", "read: heard", "rulebook_value_unknown"),
        ("article: 10(2)", "article: ''", "rulebook_wrong_type"),
        ("rulebook: trial", "rulebook: other", "rulebook_value_unknown"),
        ("format: 1", "format: 2", "rulebook_value_unknown"),
        ("record: {zh: 汇总表, en: table}", "note: {zh: 汇总表, en: table}", "rulebook_key_missing"),
        ("zh: [不具约束力。]", "zh: []", "rulebook_wrong_type"),
    ],
)
def test_a_mistake_is_found(right: str, wrong: str, code: str) -> None:
    assert right in GOOD
    assert code in [found for _, found in faults_of(GOOD.replace(right, wrong, 1))]


def test_a_rule_that_stands_in_no_article_is_a_mistake_and_is_named() -> None:
    with pytest.raises(RulebookFaultsError) as refused:
        paper(GOOD.replace("[secrets, open]", "[open]"))
    (fault,) = refused.value.faults
    assert (fault.message.code, fault.message.params["rules"]) == ("paper_rule_left_out", ("secrets",))


def test_all_mistakes_come_at_once_with_their_lines() -> None:
    broken = GOOD.replace("en: [First., Second.]", "en: [First.]").replace("read: memory-low", "read: told")
    assert faults_of(broken.replace("{limits}执行", "{nowhere}执行")) == [
        (line("- {law: the-law, article: 三"), "rulebook_value_unknown"),
        (line('zh: ["依照'), "paper_article_unknown"),
        (line("zh: [第一段"), "paper_paragraphs_differ"),
    ]


@pytest.mark.parametrize("text", ["", "a: [", "- 1", "title: 1"])
def test_what_is_no_paper_at_all_is_refused(text: str) -> None:
    assert faults_of(text)


def test_a_rulebook_without_a_paper_is_refused_by_name() -> None:
    assert shipped_papers() == ("model",)
    with pytest.raises(InputError) as refused:
        load_paper("cn")
    assert refused.value.message.params["known"] == ("model",)
