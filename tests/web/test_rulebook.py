"""The rulebook is open to everybody who works here: every rule and parameter with its editions, marks and grounds."""

import re

import pytest

from answerable.core.rulebook.clauses import load_clauses
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.rulebook.shipped import load_boundary
from answerable.records.models import Held
from tests.web.cast import signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
LISTS = ("", "list/parameters/", "list/endings/", "list/clauses/", "list/laws/", "list/calendar/")


def text_of(page: str, role: str = "handler") -> str:
    return signed_in(role).get(page).content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_can_be_read_with_every_edition(lang: str) -> None:
    browser = signed_in("provider")
    browser.post("/language/", {"lang": lang, "next": "/"})
    for rule in load_boundary("cn").rules:
        said = browser.get(f"/rulebook/rules/{rule.id}/").content.decode()
        for edition in rule.editions:
            assert edition.starts.isoformat() in said, rule.id


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_parameter_can_be_read_with_every_edition(lang: str) -> None:
    browser = signed_in("supervisor")
    browser.post("/language/", {"lang": lang, "next": "/"})
    for parameter in load_parameters("cn").parameters:
        answer = browser.get(f"/rulebook/parameters/{parameter.id}/")
        assert len(answer.context["editions"]) == len(parameter.editions), parameter.id
        assert sum(applies for _, _, applies in answer.context["editions"]) <= 1


def test_a_rule_says_when_it_holds_in_words_and_how_its_ground_was_read() -> None:
    rule = next(
        each for each in load_boundary("cn").rules if each.editions[-1].grounds[0].read.value == "found"
    )
    said = text_of(f"/rulebook/rules/{rule.id}/")
    assert rule.editions[-1].because.zh in said
    assert rule.editions[-1].grounds[0].law.title.zh in said
    assert "已核原文" in said
    assert "适用情形" in said
    assert "现在适用" in said


def test_the_rule_of_a_later_day_is_not_said_to_apply_yet() -> None:
    dated = next(each for each in load_boundary("cn").rules if len(each.editions) > 1)
    shown = signed_in("handler").get(f"/rulebook/rules/{dated.id}/").context["shown"]
    applies = dated.on(today())
    assert [each.starts for each in shown.editions if each.applies] == ([applies.starts] if applies else [])
    starts = [each.starts for each in shown.editions]
    assert starts == sorted(starts, reverse=True)


@pytest.mark.parametrize("page", LISTS)
def test_words_narrow_every_list_and_words_of_nothing_empty_it(page: str) -> None:
    browser = signed_in("handler")
    if page == "list/calendar/":
        (line, *_) = browser.get("/rulebook/list/calendar/?year=2025").context["lines"]
        assert line.key.startswith("2025-")
        return
    whole = browser.get(f"/rulebook/{page}").context["page"].paginator.count
    some = browser.get(f"/rulebook/{page}?search=政府").context["page"].paginator.count
    none = browser.get(f"/rulebook/{page}?search=没有这样的词").context["page"].paginator.count
    assert 0 == none <= some < whole


def test_rules_are_found_by_verdict_by_law_and_by_duty() -> None:
    browser = signed_in("handler")
    prohibited = browser.get("/rulebook/?verdict=prohibited").context["page"].object_list
    assert {each.edition.verdict for each in prohibited} == {"prohibited"}
    for words in ("行政强制法", "administrative coercion law"):
        assert browser.get("/rulebook/", {"search": words}).context["page"].paginator.count


def test_the_clause_library_is_shown_with_its_wording() -> None:
    answer = signed_in("provider").get("/rulebook/list/clauses/?kind=exit")
    exits = [clause for clause in load_clauses() if clause.kind == "exit"]
    assert [line.key for line in answer.context["lines"]] == [clause.id for clause in exits]
    assert all(clause.text.zh in answer.content.decode() for clause in exits)


def test_what_is_no_rule_or_parameter_is_not_there() -> None:
    browser = signed_in("handler")
    for page in ("/rulebook/rules/none/", "/rulebook/rules/\u0000/", "/rulebook/parameters/none/"):
        assert browser.get(page).status_code == 404


def test_a_rulebook_without_a_boundary_says_so_and_asks_nothing() -> None:
    Held.objects.update(rulebook="general")
    browser = signed_in("handler")
    assert "没有边界规则" in browser.get("/rulebook/").content.decode()
    answer = browser.get("/work-items/sweeping-work/boundary/")
    assert answer.status_code == 422
    assert "没有边界规则" in answer.content.decode()
    assert browser.get("/work-items/sweeping-work/").status_code == 200
    assert browser.get("/work-items/sweeping-work/record/").status_code == 200
    assert browser.get("/rulebook/list/parameters/").context["lines"]


def test_the_list_is_taken_away_as_a_file() -> None:
    said = b"".join(signed_in("provider").get("/rulebook/?format=csv")).decode("utf-8-sig")
    assert len(re.findall("(?m)^", said)) > len(load_boundary("cn").rules)
