"""What papers speak of: a case after a step, with the names, texts and files that its papers need; read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from answerable.actions.office.cases.keeping import Kept
from answerable.actions.office.cases.loading import Loaded, calendar_on, steps_of
from answerable.actions.office.dump import held_district
from answerable.actions.office.people import all_bodies, all_successions
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.fold import after, begun
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.enforce.papers.values import Evidence
from answerable.core.register import values
from answerable.core.register.succession import Bodies
from answerable.core.rulebook.grounds import EndingGrounds, load_grounds
from answerable.core.rulebook.routes import load_routes
from answerable.core.tables.declare import Both
from answerable.core.tables.district import District
from answerable.core.terms.calendar import WorkingCalendar
from answerable.records.models import Approval, Attachment, Body, Clause, Finding, Person, Post, Provider
from answerable.records.values import values_of

_SINGLE = ("proof", "paper", "consent")
"""Where acts state one file."""


@dataclass(frozen=True)
class Found:
    """A finding as papers name it."""

    id: str
    on: date
    source: str
    severity: str
    what: Both


@dataclass(frozen=True, kw_only=True)
class About:
    """A case right after a step, with everything around it that a paper says."""

    case: str
    number: int
    """Of the step."""
    step: Step
    steps: tuple[Step, ...]
    before: CaseNow
    now: CaseNow
    contract: values.Contract
    title: Both
    """Of the contract."""
    body: Both
    provider: Both
    zone: ZoneInfo
    calendar: WorkingCalendar
    findings: Mapping[str, Found]
    clauses: tuple[values.Clause, ...]
    grounds: EndingGrounds
    names: Mapping[str, Both]
    """Of people, by their ids."""
    handlers: tuple[str, ...]
    files: Mapping[str, Evidence]
    """Evidence, by its hash as steps state it, under the names that whoever brought it first gave it."""
    brought: Mapping[str, str]
    """Of the same what the provider brought, under the names that it gave: no other name may reach it."""
    decided: Mapping[str, str]
    """What the decision behind the step states, where several people signed it."""
    correcting: CaseNow
    """The case when its items last ran; where they never did, as it was before the step."""

    @property
    def on(self) -> date:
        return self.step.on

    def act_of(self, number: int) -> acts.Act | None:
        """What the step of this number stated; None where there is no such step."""
        return self.steps[number - 1].act if 0 < number <= len(self.steps) else None

    def latest(self, *kinds: Kind, before: int | None = None) -> int | None:
        """The number of the latest step of these kinds, this one left out; None where there was none."""
        upto = self.number if before is None else before
        found = [place for place, step in enumerate(self.steps[: upto - 1], start=1) if step.kind in kinds]
        return found[-1] if found else None


def about(kept: Kept, before: Loaded) -> About:
    """Everything that the papers of a step speak of, as it stands when the step is taken."""
    contract = before.contract
    # A case that was kept before there were steps has got one more.
    steps = (*before.steps, kept.step) if before.steps else steps_of(kept.case)
    district = held_district()
    calendar = calendar_on(district.calendar)(kept.step.on)
    handlers = handlers_of(contract.body, on=kept.step.on)
    return About(
        case=kept.case,
        number=kept.number,
        step=kept.step,
        steps=steps,
        before=before.now,
        now=kept.now,
        contract=contract,
        title=_both(contract),
        body=_both(Body.objects.get(id=contract.body)),
        provider=_both(Provider.objects.get(id=contract.provider)),
        zone=ZoneInfo(district.time_zone),
        calendar=calendar,
        findings=_findings({*before.now.findings, *kept.now.findings}),
        clauses=values_of(values.Clause, Clause.objects.filter(contract=contract.id).order_by("id")),
        grounds=load_grounds(district.rulebook),
        names=_names({*_people(steps), *handlers}),
        handlers=handlers,
        files=files_of(evidence_in(steps)),
        brought=_brought_by(contract.provider, evidence_in(steps)),
        decided=_decided(kept.step.act),
        correcting=_correcting(steps[:-1], district) or before.now,
    )


def stated_in(step: Step) -> tuple[str, ...]:
    """The hashes of the evidence, the proof and the scanned paper that a step states."""
    act = step.act
    found = (*getattr(act, "evidence", ()), *(getattr(act, name, "") for name in _SINGLE))
    return tuple(digest for digest in found if digest)


def evidence_in(steps: Iterable[Step]) -> tuple[str, ...]:
    """The hashes of all evidence, proofs and scanned papers that steps state, in their order, each once."""
    return tuple(dict.fromkeys(digest for step in steps for digest in stated_in(step)))


def files_of(digests: Iterable[str]) -> dict[str, Evidence]:
    """Evidence files by their hash. One that is not kept here has no size, and its hash for a name."""
    wanted = tuple(digests)
    rows = {row.hash: row for row in Attachment.objects.filter(hash__in=wanted).order_by("-row")}
    return {
        each: Evidence(
            rows[each].name if each in rows else each,
            each.removeprefix("sha256:"),
            rows[each].size if each in rows else 0,
        )
        for each in wanted
    }


def _brought_by(provider: str, digests: Iterable[str]) -> dict[str, str]:
    """The names under which accounts of the provider brought files, by their hash."""
    rows = Attachment.objects.filter(hash__in=tuple(digests), account__provider=provider).order_by("-row")
    return dict(rows.values_list("hash", "name"))


def handlers_of(body: str, *, on: date) -> tuple[str, ...]:
    """Who handles contracts on the day in the body, or in the one that took over from it."""
    there = Bodies(all_bodies(), all_successions()).in_force(body, on=on)
    posts = Post.objects.filter(body=there, role="handler", starts__lte=on)
    held = posts.exclude(ends__lt=on).order_by("starts", "person")
    return tuple(dict.fromkeys(held.values_list("person", flat=True)))


def _correcting(steps: tuple[Step, ...], district: District) -> CaseNow | None:
    """The case at the latest step after which the periods of its items ran."""
    if not steps:
        return None
    calendar, known = calendar_on(district.calendar), load_routes(district.rulebook)
    case = begun(steps[0], known)
    found = case if case.place.clock == "items" else None
    for step in steps[1:]:
        case = after(case, step, calendar(step.on), known)
        found = case if case.place.clock == "items" else found
    return found


def _both(row: Body | Provider | Person | values.Contract) -> Both:
    """A name in both languages; where one is not stated the other stands for it."""
    name = row.name.strip() or row.id
    return Both(name, (row.name_en or "").strip() or name)


def _findings(ids: Iterable[str]) -> dict[str, Found]:
    rows = Finding.objects.filter(id__in=list(ids)).order_by("found_on", "id")
    return {
        row.id: Found(row.id, row.found_on, row.source, row.severity, Both(row.what, row.what_en or row.what))
        for row in rows
    }


def _people(steps: Iterable[Step]) -> set[str]:
    return {each for step in steps for each in (*step.by.persons, *getattr(step.act, "signers", ()))}


def _names(ids: Iterable[str]) -> dict[str, Both]:
    return {row.id: _both(row) for row in Person.objects.filter(id__in=list(ids))}


def _decided(act: acts.Act) -> dict[str, str]:
    id = getattr(act, "decision", "")
    content = Approval.objects.filter(id=id).values_list("content", flat=True).first() if id else None
    return {name: str(text) for name, text in (content or {}).items()}
