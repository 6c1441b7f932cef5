"""Acts have names that stay, and each name and closed word is said in both languages."""

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.effects import EFFECTS
from answerable.core.enforce.course.steps import CLASSES, By, Kind, kind_of
from answerable.core.enforce.course.turns import HANDLER, LEADER, PROVIDER, REVIEWER
from answerable.core.rulebook.routes import OUTCOMES, REMEDIES
from answerable.render.words.catalogue import terms

GROUPS: dict[str, set[str]] = {
    "case_act": {*Kind, *(f"end_{way}" for way in OUTCOMES["end"])},
    "case_side": {HANDLER, LEADER, PROVIDER, REVIEWER},
    "case_measure": set(acts.MEASURES),
    "case_excuse": set(acts.EXCUSES),
    "case_method": set(acts.METHODS),
    "case_dismissal": set(acts.OUTCOMES),
    "recheck_result": set(acts.RESULTS),
    "case_forum": set(acts.FORUMS),
    "case_remedy": set(REMEDIES),
    "case_reviewed": set(acts.REVIEWED),
    "continuity_way": set(acts.CONTINUITY_WAYS),
    "referred_to": set(acts.REFERRED_TO),
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_has_a_word_and_none_is_left_over(group: str) -> None:
    assert terms()[group].keys() == {str(each) for each in GROUPS[group]}


def test_every_name_has_one_act_and_every_act_one_name() -> None:
    assert CLASSES.keys() == set(Kind)
    assert len(set(CLASSES.values())) == len(CLASSES)
    groups: set[type[acts.Act]] = {acts.OnPaper, acts.Decided}
    among = {made for group in groups for made in group.__subclasses__()}
    assert set(CLASSES.values()) == {*acts.Act.__subclasses__(), *among} - groups


def test_every_act_but_those_that_begin_a_case_does_something_to_it() -> None:
    assert EFFECTS.keys() == set(Kind) - {Kind.OPEN, Kind.TAKE_OVER}


def test_an_act_of_a_stage_has_the_name_that_routes_use() -> None:
    assert OUTCOMES.keys() < {kind.value for kind in Kind}
    assert kind_of(acts.Speak(text="x")) is Kind.STATE


def test_a_name_that_was_used_once_stays() -> None:
    released = (
        "open take_over find notify serve state drop dismiss order report recheck extend accept_rest "
        "find_not_corrected end hand_over protect review_protection lift pause resume contest decide_objection "
        "go_outside outside_decided correct refer set_route"
    )
    assert set(released.split()) <= {kind.value for kind in Kind}


def test_whoever_acts_for_another_has_both_behind_the_step() -> None:
    assert By(account="a", person="li", for_="ann").persons == {"li", "ann"}
    assert By(account="clerk", provider="p").persons == frozenset()
