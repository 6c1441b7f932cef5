"""Grounds in law for ending a contract are dated and cited, and refused with all their faults at once."""

from datetime import date

import pytest

from answerable.core.rulebook.grounds import Need, load_grounds, parse_grounds
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.terms.citation import Provenance
from answerable.core.terms.errors import InputError
from answerable.render.words import say_fault
from answerable.render.words.catalogue import terms

GOOD = """\
format: 1
rulebook: trial
grounds:
  - id: late
    title: {zh: 迟延, en: Late}
    editions:
      - starts: 2021-01-01
        status: in_force
        means: {zh: 新, en: New}
        needs: [demand_expired]
        ground: {source: 新法, article: 第二条, how: seen}
      - starts: 2000-01-01
        status: in_force
        means: {zh: 旧, en: Old}
        needs: [demand_expired, purpose_defeated]
        ground: {source: 旧法, article: 第一条, how: second_hand}
      - starts: 2030-01-01
        status: repealed
        ground: {source: 新法, article: 废止, how: policy}
"""


def codes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RulebookFaultsError) as caught:
        parse_grounds(text, file="trial.yaml")
    assert all(say_fault(each.message.code, each.message.params, "zh") for each in caught.value.faults)
    return [(fault.line, fault.message.code) for fault in caught.value.faults]


def test_the_edition_of_the_day_is_in_force() -> None:
    late = parse_grounds(GOOD, file="trial.yaml").by_id["late"]
    seen = {on.year: edition and edition.citation.source for on in DAYS for edition in [late.at(on)]}
    assert seen == {1999: None, 2020: "旧法", 2021: "新法", 2029: "新法", 2030: None}


DAYS = [date(1999, 12, 31), date(2020, 12, 31), date(2021, 1, 1), date(2029, 12, 31), date(2030, 1, 1)]


def test_a_proposed_edition_is_never_in_force() -> None:
    text = GOOD.replace("2021-01-01\n        status: in_force", "2021-01-01\n        status: proposed")
    edition = parse_grounds(text, file="trial.yaml").in_force(date(2026, 1, 1))["late"]
    assert edition.needs == (Need.DEMAND_EXPIRED, Need.PURPOSE_DEFEATED)


def test_all_faults_are_told_at_once() -> None:
    bad = (
        GOOD.replace("2000-01-01", "2021-01-01")
        .replace("needs: [demand_expired]", "needs: [rated_low]")
        .replace("        means: {zh: 旧, en: Old}\n", "")
        .replace("status: repealed", "status: repealed\n        needs: [refusal_shown]")
    )
    assert codes(bad) == [
        (10, "rulebook_value_unknown"),
        (12, "rulebook_key_missing"),
        (12, "rule_edition_twice"),
        (18, "rule_repealed_with"),
    ]
    assert codes(GOOD + GOOD[GOOD.index("  - id") :]) == [(20, "rulebook_id_twice")]
    assert codes("[]")[0] == (1, "rulebook_wrong_type")


def test_the_shipped_grounds_are_cited_and_begin_when_their_law_does() -> None:
    grounds = load_grounds("cn")
    for ground in grounds.grounds:
        for edition in ground.editions:
            assert edition.citation.article
            assert edition.means is not None
            assert edition.citation.how in (Provenance.SEEN, Provenance.SECOND_HAND)
            code = edition.citation.source == "民法典"
            assert code == (edition.starts == date(2021, 1, 1))
    assert "late-after-demand" in grounds.in_force(date(2020, 12, 31))
    assert "open-ended-notice" not in grounds.in_force(date(2020, 12, 31))
    assert "administrative-agreement" not in grounds.in_force(date(2019, 12, 31))
    assert grounds.in_force(date(1999, 9, 30)) == {}


def test_a_rulebook_without_such_a_file_has_no_grounds_and_an_unknown_one_is_refused() -> None:
    assert load_grounds("general").grounds == ()
    with pytest.raises(InputError):
        load_grounds("nowhere")


def test_every_need_has_its_words() -> None:
    assert terms()["ending_need"].keys() == {need.value for need in Need}
