"""Nobody judges what he had a part in, of his own or through a stand-in; and somebody is always left who may."""

from dataclasses import replace

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, kind_of
from answerable.core.enforce.course.who import ABOVE, BY_MEETING, ROLES, Who, barred, capacity, not_his
from answerable.core.tables.responsibility import CHAIN_ROLES
from answerable.render.words.catalogue import terms
from tests.courses import (
    ANN,
    CLERK,
    HAN,
    HEAD,
    LEGAL,
    LI,
    MAYOR,
    SEC,
    STRANGER,
    Course,
    at_stage,
    codes,
    who,
)

EVERYBODY = (HAN, SEC, LEGAL, ANN, LI, HEAD, MAYOR, CLERK, STRANGER)
_DESK, _DECIDE, _OFFICIALS = "han sec ann li head", "ann head mayor", "han sec legal ann li head mayor"
_JUDGE = "legal ann li head mayor"
MAY = {
    "open": _DESK,
    "take_over": _OFFICIALS,
    "find": _DESK,
    "set_route": "legal ann head mayor",
    "notify": _DESK,
    "serve": f"{_DESK} clerk",
    "state": "han sec clerk",
    "drop": _DECIDE,
    "dismiss": _DECIDE,
    "order": _OFFICIALS,
    "report": "han sec clerk",
    "recheck": _OFFICIALS,
    "extend": _DECIDE,
    "accept_rest": _DECIDE,
    "find_not_corrected": _DECIDE,
    "end": _OFFICIALS,
    "hand_over": _DESK,
    "protect": _OFFICIALS,
    "review_protection": _DECIDE,
    "lift": _DECIDE,
    "pause": _DECIDE,
    "resume": _DECIDE,
    "contest": "han sec clerk",
    "decide_objection": _JUDGE,
    "go_outside": f"{_OFFICIALS} clerk",
    "outside_decided": _JUDGE,
    "correct": _DESK,
    "refer": _DECIDE,
}
"""Who may do each act, if he had no part in anything."""


@pytest.mark.parametrize("kind", list(Kind))
def test_an_act_is_for_these_people_and_no_others(kind: Kind) -> None:
    free = {name for name in EVERYBODY if not not_his(kind, who(name), barred=frozenset())}
    assert free == set(MAY[kind].split())


@pytest.mark.parametrize("kind", list(Kind))
def test_whoever_is_refused_reads_whose_it_is(kind: Kind) -> None:
    (reason,) = not_his(kind, who(STRANGER), barred=frozenset())
    assert codes([reason]) == ["case_not_your_role"]
    assert reason.params["roles"] == ROLES[kind]


def test_his_own_capacity_comes_before_that_of_another() -> None:
    both = Who("x", "x", None, frozenset({("head", None), ("answers", ANN)}))
    assert capacity(Kind.DROP, both, barred=frozenset()) == ("head", None)
    assert capacity(
        Kind.DROP, replace(both, capacities=frozenset({("answers", ANN)})), barred=frozenset()
    ) == (
        "answers",
        ANN,
    )


def test_a_stand_in_of_somebody_barred_is_barred_in_that_capacity_and_not_in_his_own() -> None:
    stand_in = who(LI, ANN)
    out = frozenset({ANN})
    assert codes(not_his(Kind.DISMISS, stand_in, barred=out)) == ["case_had_a_part_found"]
    assert capacity(Kind.RECHECK, stand_in, barred=out) == ("leader", None)


def test_somebody_barred_does_not_come_back_as_the_stand_in_of_another() -> None:
    reasons = codes(not_his(Kind.DISMISS, who(ANN, HEAD), barred=frozenset({ANN})))
    assert reasons == ["case_had_a_part_found"]


PARTS = [
    (Course(by=LI, finders=(ANN,)), Kind.DROP, None, {LI, ANN}),
    (Course(by=LI, finders=(ANN,)).notified().served().heard(), Kind.DISMISS, None, {LI, ANN}),
    (Course(by=LI, finders=(ANN,)).notified().served().heard(), Kind.ORDER, None, {LI, ANN}),
    (at_stage("rechecking"), Kind.RECHECK, None, {HAN, ANN}),
    (at_stage("concluding"), Kind.EXTEND, None, {LEGAL}),
    (at_stage("concluding"), Kind.ACCEPT_REST, None, {LEGAL}),
    (at_stage("concluding"), Kind.FIND_NOT_CORRECTED, None, {LEGAL}),
    (at_stage("opened").protected(by=ANN), Kind.REVIEW_PROTECTION, 2, {ANN}),
    (at_stage("correcting").contested(5), Kind.DECIDE_OBJECTION, 7, {HAN, ANN}),
    (at_stage("parting").contested(10), Kind.DECIDE_OBJECTION, 12, {HAN, LEGAL, ANN, HEAD}),
    (
        at_stage("parting").go(acts.GoOutside(step=10, forum="court", number="民初1号"), CLERK),
        Kind.OUTSIDE_DECIDED,
        12,
        {HAN, LEGAL, ANN, HEAD},
    ),
]


@pytest.mark.parametrize(("course", "kind", "target", "out"), PARTS)
def test_these_had_a_part_in_it(course: Course, kind: Kind, target: int | None, out: set[str]) -> None:
    assert barred(course.now, kind, target) == out
    for name in out:
        (code,) = codes(not_his(kind, replace(who(name), capacities=_all(kind)), barred=frozenset(out)))
        assert code.startswith("case_had_a_part_")


def _all(kind: Kind) -> frozenset[tuple[str, str | None]]:
    """Every capacity in which it is done but that of a head, for whom a meeting may decide."""
    return frozenset((role, None) for role in ROLES[kind] if role not in ("head", ABOVE))


# -- where everybody had a part in it --------------------------------------------------------------------------------


@pytest.mark.parametrize(("course", "kind", "target", "out"), PARTS)
def test_where_every_head_had_a_part_a_meeting_decides_and_one_of_them_records_it(
    course: Course, kind: Kind, target: int | None, out: set[str]
) -> None:
    everybody = frozenset(EVERYBODY)
    if kind not in BY_MEETING:
        assert kind in (Kind.ORDER, Kind.RECHECK)
        assert codes(not_his(kind, who(HEAD), barred=everybody, minutes="纪要1号")) != []
        return
    (part,) = codes(not_his(kind, who(ANN), barred=everybody, minutes="纪要1号"))
    assert part.startswith("case_had_a_part_")
    for name in (HEAD, MAYOR):
        alone = codes(not_his(kind, who(name), barred=everybody, minutes=" "))
        assert alone == [part, "case_meeting_may_decide"]
        assert not_his(kind, who(name), barred=everybody, minutes="纪要1号") == ()


@pytest.mark.parametrize("free", [ANN, HEAD, MAYOR])
def test_no_meeting_decides_while_somebody_is_left_who_had_no_part(free: str) -> None:
    out = frozenset(EVERYBODY) - {free}
    for kind in BY_MEETING:
        for name in {HEAD, MAYOR} - {free}:
            (part,) = codes(not_his(kind, who(name), barred=out, minutes="纪要1号"))
            assert part.startswith("case_had_a_part_")


def test_a_stand_in_of_the_head_records_a_meeting_in_that_capacity() -> None:
    barred_all = frozenset(EVERYBODY)
    assert capacity(Kind.DISMISS, who(LI, HEAD), barred=barred_all, minutes="纪要1号") == ("head", HEAD)
    assert capacity(Kind.DISMISS, who(LI, HEAD), barred=barred_all) is None


def test_what_one_person_decides_says_so_and_an_order_has_a_chain_of_its_own() -> None:
    named = "drop dismiss extend accept_rest find_not_corrected review_protection"
    assert {kind.value for kind in BY_MEETING} == {*named.split(), "decide_objection", "outside_decided"}


@pytest.mark.parametrize(("course", "kind", "target", "out"), PARTS)
def test_the_head_of_a_body_above_is_left_who_had_no_part(
    course: Course, kind: Kind, target: int | None, out: set[str]
) -> None:
    if ABOVE in ROLES[kind]:
        assert capacity(kind, who(MAYOR), barred=barred(course.now, kind, target)) is not None


def test_whoever_adds_findings_has_found_them() -> None:
    course = Course(by=SEC).go(acts.Find(findings=("late",), finders=(LEGAL,)), LI)
    assert course.now.finders == {SEC, LI, LEGAL}
    assert course.now.opener == {SEC}


def test_a_stand_in_who_opened_the_case_bars_both_himself_and_whom_he_stood_in_for() -> None:
    course = Course()
    course.go(acts.Find(findings=("late",)), who(STRANGER, ANN))
    assert {STRANGER, ANN} <= course.now.finders


def test_the_authors_of_an_earlier_order_may_check_what_others_ordered_anew() -> None:
    course = at_stage("not_corrected")
    course.go(course.order(signers=(SEC, HEAD)), HEAD)
    assert course.now.authors == {SEC, HEAD}
    assert barred(course.now, Kind.RECHECK) == {SEC, HEAD}


def test_every_role_has_a_word() -> None:
    assert {role for roles in ROLES.values() for role in roles} | set(CHAIN_ROLES) == terms()[
        "case_role"
    ].keys()
    assert kind_of(acts.Drop(reason="x")) in ROLES
