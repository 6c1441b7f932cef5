"""Every act says in words what it has to, in texts that can be kept and shown."""

from dataclasses import fields, is_dataclass, replace

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import CLASSES, Kind
from answerable.core.enforce.course.texts import LONGEST
from answerable.render.words.catalogue import terms
from tests.courses import ANN, CLERK, HAN, LEGAL, at_stage


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
def test_what_is_not_said_is_missing(text: str) -> None:
    assert at_stage("opened").refused(acts.Drop(reason=text), ANN) == ["case_field_missing"]


def test_a_text_is_as_long_as_it_may_be_and_no_longer() -> None:
    course = at_stage("hearing")
    assert course.refused(acts.Speak(text="字" * LONGEST), CLERK) == []
    assert course.refused(acts.Speak(text="字" * (LONGEST + 1)), CLERK) == ["case_field_long"]


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb", "a\ud800b"])
def test_what_no_database_keeps_is_refused(text: str) -> None:
    assert at_stage("hearing").refused(acts.Speak(text=text), CLERK) == ["case_field_unwritable"]


def test_lines_and_tabs_are_fine() -> None:
    assert at_stage("hearing").refused(acts.Speak(text="第一行\r\n\t第二行"), CLERK) == []


def test_texts_deep_inside_an_act_are_looked_at_and_each_field_is_named_once() -> None:
    course = at_stage("rechecking")
    long_ = course.check("not_corrected")
    results = tuple(replace(each, note="长" * (LONGEST + 1)) for each in long_.results)
    (reason,) = course.why_not(replace(long_, results=results), LEGAL)
    assert (reason.code, reason.params["field"]) == ("case_field_long", "note")
    report = acts.Report(items=(acts.Reported(item="1-1", text="\x00"),), evidence=("\x00",))
    assert at_stage("correcting").refused(report, CLERK) == ["case_field_unwritable"] * 2


def test_every_field_that_holds_words_has_a_name_in_both_languages() -> None:
    parts = [*CLASSES.values(), acts.Demand, acts.Reported, acts.Result]
    held = {
        each.name for part in parts if is_dataclass(part) for each in fields(part) if "str" in str(each.type)
    }
    assert held <= terms()["case_field"].keys() | {"results"}
    assert {"findings", "items", "measures", "signers", "set_aside", "places"} <= terms()["case_field"].keys()


@pytest.mark.parametrize("kind", [Kind.PROTECT, Kind.REFER])
def test_even_urgent_acts_give_their_reasons(kind: Kind) -> None:
    act = acts.Protect(measures=("suspend",), reason=" ") if kind is Kind.PROTECT else None
    referral = acts.Refer(to="audit", reason="", number="1")
    who = HAN if act else ANN
    assert at_stage("opened").refused(act or referral, who) == ["case_field_missing"]


def test_signs_that_turn_the_text_round_are_refused() -> None:
    course = at_stage("opened")
    turned = acts.Protect(measures=("suspend",), reason="辱骂\u202e群众")
    assert course.refused(turned, HAN) == ["case_field_unwritable"]
