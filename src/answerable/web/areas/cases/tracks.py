"""What may be done in a case at any time: measures, pauses, objections, other procedures, corrections, referrals."""

from datetime import date

from answerable.actions.office.cases.at_once import take_measures
from answerable.actions.office.pages.cases import offers
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.types import IDENT, TEXT, YES_NO
from answerable.web.actor import Visit
from answerable.web.areas.cases.asking import (
    MINUTES,
    NUMBER,
    REASON,
    day,
    file,
    findings,
    lines,
    listed,
    of_group,
    offered_codes,
    step,
    text,
)
from answerable.web.areas.cases.stepping import done, either, step_deed
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import asked
from answerable.web.desk.offers import offered

ROUTE = "civil"
"""The route of a case that begins with measures: which law the contract is under is asked when there is time."""
_SUBJECT = 100


def _anywhere(visit: Visit, key: str) -> Subject | None:
    """Some body in which an official may act in cases."""
    return None if visit.actor.person is None else anywhere(visit.asking, "cases", Act.ACT_IN_CASE)


def _urgent(doing: Doing) -> Done:
    """Measures at once. A case of their own is about what the reason begins with."""
    visit = doing.visit
    subject = next(iter(lines(doing["reason"])), "")[:_SUBJECT]
    made = take_measures(
        doing["contract"],
        _protect(doing),
        acts.Open(route=ROUTE, subject=subject),
        case=doing["case"],
        by=visit.actor,
        at=visit.now,
        on=visit.on,
        matters=listed(doing["matter"]),
    )
    return done(made)


def _protect(doing: Doing) -> acts.Protect:
    return acts.Protect(measures=listed(doing["measures"]), reason=doing["reason"], number=doing["number"])


def _review(doing: Doing) -> acts.ReviewProtection:
    return acts.ReviewProtection(
        step=int(doing["step"]),
        upheld=doing["upheld"] == "yes",
        reason=doing["reason"],
        minutes=doing["minutes"],
    )


def _lift(doing: Doing) -> acts.Lift:
    return acts.Lift(step=int(doing["step"]), reason=doing["reason"])


def _pause(doing: Doing) -> acts.Pause:
    return acts.Pause(reason=doing["reason"], until=date.fromisoformat(doing["until"]))


def _resume(doing: Doing) -> acts.Resume:
    return acts.Resume(reason=doing["reason"])


def _decide(doing: Doing) -> acts.DecideObjection:
    return acts.DecideObjection(
        step=int(doing["step"]),
        result=doing["result"],
        reason=doing["reason"],
        number=doing["number"],
        minutes=doing["minutes"],
        set_aside=listed(doing["set_aside"]),
        places=lines(doing["places"]),
    )


def _go_outside(doing: Doing) -> acts.GoOutside:
    return acts.GoOutside(step=int(doing["step"]), forum=doing["forum"], number=doing["number"])


def _outside_decided(doing: Doing) -> acts.OutsideDecided:
    return acts.OutsideDecided(
        step=int(doing["step"]),
        result=doing["result"],
        reason=doing["reason"],
        proof=doing["proof"],
        minutes=doing["minutes"],
        set_aside=listed(doing["set_aside"]),
        places=lines(doing["places"]),
    )


def _correct(doing: Doing) -> acts.Correct:
    return acts.Correct(step=int(doing["step"]), place=doing["place"], note=doing["note"])


def _refer(doing: Doing) -> acts.Refer:
    return acts.Refer(to=doing["to"], reason=doing["reason"], number=doing["number"])


_MEASURES = (
    of_group("web_field_case_measures", "case_measure", acts.MEASURES, many=True),
    REASON,
    text("web_field_case_number", long=False, required=False, example="No. 1"),
)
_CONTRACT = asked(
    "contract",
    "web_field_case_contract",
    IDENT,
    hint="web_field_case_contract_hint",
    choices=offered(lambda visit, key: offers.contracts_to_protect(visit.asking)),
)
_CASE = asked(
    "case",
    "web_field_case_into",
    IDENT,
    hint="web_field_case_into_hint",
    required=False,
    choices=offered(lambda visit, key: offers.cases_to_protect(visit.asking)),
)
_MATTER = asked(
    "matter",
    "web_field_case_matter",
    IDENT,
    hint="web_field_case_matter_hint",
    required=False,
    choices=offered(lambda visit, key: offers.matters_to_protect(visit.asking)),
)
_RESULT = of_group("web_field_case_result", "case_reviewed", acts.REVIEWED)
_AFTER = (
    _RESULT,
    REASON,
    findings("web_field_case_set_aside", offers.all_in, required=False),
    text("web_field_case_places", required=False, example="官方网站"),
)
DEEDS = (
    Deed(
        "cases",
        "urgent",
        Act.ACT_IN_CASE,
        _anywhere,
        _urgent,
        fields=(_CONTRACT, *_MEASURES, _CASE, _MATTER),
        keyed=False,
        explained=True,
        back="cases",
    ),
    step_deed(Kind.PROTECT, _protect, *_MEASURES),
    step_deed(
        Kind.REVIEW_PROTECTION,
        _review,
        step("web_field_case_step_protection", offers.to_review),
        asked("upheld", "web_field_case_upheld", YES_NO, hint="web_field_case_upheld_hint", example="yes"),
        REASON,
        MINUTES,
    ),
    step_deed(Kind.LIFT, _lift, step("web_field_case_step_measures", offers.to_lift), REASON),
    step_deed(Kind.PAUSE, _pause, day("web_field_case_until"), REASON),
    step_deed(Kind.RESUME, _resume, REASON),
    step_deed(
        Kind.DECIDE_OBJECTION,
        _decide,
        step("web_field_case_step_objection", offers.objections),
        *_AFTER,
        NUMBER,
        MINUTES,
    ),
    step_deed(
        Kind.GO_OUTSIDE,
        _go_outside,
        step("web_field_case_step_against", offers.to_file),
        offered_codes("web_field_case_forum", "case_forum", offers.forums),
        NUMBER,
        subject=either,
    ),
    step_deed(
        Kind.OUTSIDE_DECIDED,
        _outside_decided,
        step("web_field_case_step_outside", offers.procedures),
        *_AFTER,
        file("proof", "web_field_case_award", required=True),
        MINUTES,
    ),
    step_deed(
        Kind.CORRECT,
        _correct,
        step("web_field_case_step_owed", offers.owed),
        asked(
            "place",
            "web_field_case_place",
            TEXT,
            hint="web_field_case_place_hint",
            choices=offered(lambda visit, key: offers.places(key, on=visit.on)),
        ),
        text("web_field_case_note"),
    ),
    step_deed(
        Kind.REFER, _refer, of_group("web_field_case_to", "referred_to", acts.REFERRED_TO), REASON, NUMBER
    ),
)
