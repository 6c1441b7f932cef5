"""Corrections: what was shown and no longer stands, said where it stood; and the places in which one is still owed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from answerable.actions.office.cases.loading import step_of_row
from answerable.actions.office.pages.cases.names import names_of
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.records.models import CaseFinding, CaseStep, CaseTurn, Finding

OWED = "publish"
"""What waits in a case while a correction is owed to the public."""
_ACTS = (Kind.ORDER, Kind.DISMISS, Kind.DECIDE_OBJECTION, Kind.GO_OUTSIDE, Kind.OUTSIDE_DECIDED)
Numbered = tuple[int, Step]


@dataclass(frozen=True)
class Correction:
    """Findings that no longer stand since a step of a case, and why. `by` says who took them back: the body when it
    decided, on an objection, or a court, an arbitration commission, an authority of administrative review.
    """

    case: str
    step: int
    on: date
    by: str
    result: str
    reason: str
    number: str
    findings: frozenset[str]

    @property
    def count(self) -> int | None:
        """How many findings; None where it is about something else, such as the end of a contract."""
        return len(self.findings) or None


@dataclass(frozen=True)
class OwedLine:
    """One place in which a correction has to stand."""

    turn: CaseTurn
    place: str
    owner: Both
    correction: Correction | None


def corrections_in(case: str, steps: Iterable[Step]) -> tuple[Correction, ...]:
    """What the steps of a case took back, in their order."""
    return tuple(_corrections(case, list(enumerate(steps, start=1))))


def corrections_of_cases(cases: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
    """What was taken back in each of the cases, with two queries for all of them; nothing of cases without any."""
    names = [each.value for each in _ACTS]
    rows = CaseStep.objects.filter(case__in=list(cases), act__in=names).order_by("case", "number")
    steps: dict[str, list[Numbered]] = defaultdict(list)
    for row in rows:
        steps[row.case_id].append((row.number, step_of_row(row)))
    whole = _findings_of(case for case, found in steps.items() if any(_dismisses(each) for _, each in found))
    made = {case: tuple(_corrections(case, found, whole.get(case, ()))) for case, found in steps.items()}
    return {case: found for case, found in made.items() if found}


def corrections_of_findings(findings: Iterable[str]) -> dict[str, Correction]:
    """The correction of each finding that no longer stands; the latest, where it was taken back twice."""
    wanted = list(findings)
    cases = CaseFinding.objects.filter(finding__in=wanted).values_list("case", flat=True)
    found: dict[str, Correction] = {}
    for corrections in corrections_of_cases(set(cases)).values():
        for each in corrections:
            for finding in each.findings & set(wanted):
                if finding not in found or found[finding].on <= each.on:
                    found[finding] = each
    return found


def corrections_of_contract(contract: str) -> tuple[Correction, ...]:
    """Everything that was taken back in cases of a contract, the latest first."""
    cases = CaseStep.objects.filter(case__contract=contract).values_list("case", flat=True).distinct()
    found = [each for made in corrections_of_cases(cases).values() for each in made]
    return tuple(sorted(found, key=lambda each: (each.on, each.case, each.step), reverse=True))


def stood(*, on: date) -> Q:
    """Findings that stand confirmed on the day, or stood so until a case took them back: those stay, with the note."""
    confirmed = Q(decision="confirmed", decided_on__lte=on)
    in_cases = CaseFinding.objects.values("finding")
    return confirmed | Q(decision="rejected", decided_on__lte=on, id__in=in_cases)


def was_taken_back(finding: str) -> bool:
    """Whether a finding is rejected now that a case was about: it was confirmed before."""
    in_case = CaseFinding.objects.filter(finding=finding).exists()
    return in_case and Finding.objects.filter(id=finding, decision="rejected").exists()


def owed(asked: Asking) -> QuerySet[CaseTurn]:
    """The places that wait for their correction in cases of bodies whose inside the actor may see, by due date."""
    bodies = bodies_where(asked, Act.SEE_CONTRACT)
    rows = CaseTurn.objects.filter(what=OWED, contract__body__in=bodies)
    return rows.select_related("contract", "contract__body", "case").order_by("by", "row")


def owed_lines(rows: Sequence[CaseTurn]) -> Iterator[OwedLine]:
    """A line for each of them, with so many queries for all."""
    made = corrections_of_cases({row.case_id for row in rows})
    names = names_of(row.owner for row in rows)
    for row in rows:
        _, _, place = row.key.split("/", 2)
        found = next((each for each in made.get(row.case_id, ()) if each.step == row.step), None)
        yield OwedLine(row, place, names[row.owner], found)


def _corrections(case: str, steps: list[Numbered], whole: Sequence[str] = ()) -> Iterator[Correction]:
    at = dict(steps)
    findings = frozenset(whole) | _stated(steps)
    for number, step in steps:
        act = step.act
        if isinstance(act, acts.DecideObjection) and act.result != "rejected":
            yield _made(case, number, step, "objection")
        elif isinstance(act, acts.OutsideDecided) and act.result != "rejected":
            filed = at.get(act.step)
            forum = filed.act.forum if filed and isinstance(filed.act, acts.GoOutside) else "court"
            yield _made(case, number, step, forum)
        elif isinstance(act, acts.Order) and act.set_aside:
            yield _made(case, number, step, "decision")
        elif isinstance(act, acts.Dismiss) and act.outcome != acts.EXCUSED:
            yield replace(_made(case, number, step, "decision"), findings=findings)


def _made(case: str, number: int, step: Step, by: str) -> Correction:
    act = step.act
    result = str(getattr(act, "result", "") or getattr(act, "outcome", ""))
    reason, paper = str(getattr(act, "reason", "")), str(getattr(act, "number", ""))
    aside = frozenset(getattr(act, "set_aside", ()))
    return Correction(case, number, step.on, by, result, reason, paper, aside)


def _stated(steps: Iterable[Numbered]) -> frozenset[str]:
    """The findings that opening acts name."""
    return frozenset(each for _, step in steps for each in getattr(step.act, "findings", ()))


def _dismisses(step: Step) -> bool:
    return isinstance(step.act, acts.Dismiss)


def _findings_of(cases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for case, finding in CaseFinding.objects.filter(case__in=list(cases)).values_list("case", "finding"):
        found[case] = (*found.get(case, ()), finding)
    return found
