"""The chronology of a case: every step with who took it, in which role, for whom, and what it stated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from answerable.actions.office.cases.loading import routes
from answerable.actions.office.cases.taking_over import NOBODY
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.tables.declare import Both

Names = Mapping[str, Both]


@dataclass(frozen=True)
class Cell:
    """One thing that a step stated: its name, and what stands there.

    `group` names the words of codes; `file` says that the text is the hash of a file.
    """

    name: str
    text: str
    text_en: str = ""
    group: str = ""
    file: bool = False
    link: str = ""
    """The route of the page of what the text is the id of."""
    note: str = ""
    """What stands beside it, such as why an item is not corrected."""

    @property
    def title(self) -> str:
        """The key of the label that names it."""
        return TITLES[self.name]


@dataclass(frozen=True)
class StepLine:
    """One step as it is told."""

    number: int
    step: Step
    who: Both | None
    """None of what nobody did, because it stands in the record."""
    for_: Both | None
    cells: tuple[Cell, ...]

    @property
    def kind(self) -> Kind:
        return self.step.kind


_LISTS = frozenset({"items", "results"})
"""Cells that hold several things, each of which is told by itself."""
TITLES = {
    "answer": "web_field_case_answer",
    "arrived_on": "web_field_case_arrived_on",
    "consent": "web_field_case_consent",
    "continuity": "web_field_case_continuity",
    "compensation": "web_field_case_compensation",
    "continuity_way": "web_field_case_continuity_way",
    "demand": "web_field_case_demand",
    "evidence": "web_field_case_evidence",
    "excuse": "web_field_case_excuse",
    "facts": "web_field_case_facts",
    "findings": "web_field_case_findings",
    "forum": "web_field_case_forum",
    "ground": "web_field_case_ground",
    "item": "web_field_case_item",
    "last_day": "web_field_case_last_day",
    "measures": "web_field_case_measures",
    "method": "web_field_case_method",
    "minutes": "web_field_case_minutes",
    "modification": "web_field_case_modification",
    "note": "web_field_case_note",
    "notice_days": "web_field_case_notice_days",
    "number": "web_field_case_number",
    "opened_on": "web_field_case_opened_on",
    "paper": "web_field_case_paper",
    "received_on": "web_field_case_received_on",
    "outcome": "web_field_case_outcome",
    "place": "web_field_case_place",
    "places": "web_field_case_places",
    "proof": "web_field_case_proof",
    "reason": "web_field_case_reason",
    "received_by": "web_field_case_received_by",
    "report": "web_field_case_report",
    "result": "web_field_case_result",
    "route": "web_field_case_route",
    "right_until": "web_field_case_right_until",
    "set_aside": "web_field_case_set_aside",
    "since": "web_col_case_since",
    "step": "web_field_case_step",
    "subject": "web_field_case_subject",
    "suspended_from": "web_field_case_suspended_from",
    "text": "web_field_case_text",
    "to": "web_field_case_to",
    "until": "web_field_case_until",
    "upheld": "web_field_case_upheld",
    "way": "web_field_case_way",
    "workdays": "web_field_case_workdays",
}
"""The label of each cell, by its name."""
_LINKS = {"findings": "finding", "set_aside": "finding"}
_FILES = frozenset({"proof", "evidence", "paper", "consent"})
_GROUPS = {
    "method": "case_method",
    "excuse": "case_excuse",
    "outcome": "case_dismissal",
    "measures": "case_measure",
    "forum": "case_forum",
    "to": "referred_to",
    "way": "ending_way",
    "continuity_way": "continuity_way",
}
"""The words of closed cells."""
_OF_KIND = {(Kind.HAND_OVER, "item"): "hand_over_item"} | {
    (kind, "result"): "case_reviewed" for kind in (Kind.DECIDE_OBJECTION, Kind.OUTSIDE_DECIDED)
}
"""The same of cells that are closed in some acts alone."""


def step_lines(steps: tuple[Step, ...], names: Names) -> tuple[StepLine, ...]:
    """Every step in its order."""
    return tuple(
        StepLine(number, step, _who(step, names), names.get(step.by.for_ or ""), tuple(cells_of(step)))
        for number, step in enumerate(steps, start=1)
    )


def persons_in(steps: tuple[Step, ...]) -> set[str]:
    """Everybody whose name the chronology tells."""
    by = [step.by for step in steps]
    return {id for each in by for id in (each.person, each.provider, each.for_) if id}


def _who(step: Step, names: Names) -> Both | None:
    by = step.by
    if by.account == NOBODY:
        return None
    return names.get(by.person or by.provider or "", Both(by.account, by.account))


def cells_of(step: Step) -> Iterator[Cell]:
    """What the step stated, in the order in which the act declares it; nothing of what is left empty."""
    for each in fields(step.act):
        value = getattr(step.act, each.name)
        if (
            each.name in TITLES.keys() | _LISTS
            and value not in ("", (), None)
            and not _beside(step, each.name)
        ):
            yield from _cells(step.kind, each.name, value)


def _beside(step: Step, name: str) -> bool:
    """What is told by something else: which findings an order upholds stands in its items."""
    return step.kind is Kind.ORDER and name == "upheld"


def _cells(kind: Kind, name: str, value: Any) -> Iterator[Cell]:
    group = _GROUPS.get(name) or _OF_KIND.get((kind, name), "")
    for each in value if isinstance(value, tuple) else (value,):
        yield _cell(name, each, group)


def _cell(name: str, value: Any, group: str) -> Cell:
    if isinstance(value, acts.Demand):
        days = "" if not value.workdays else str(value.workdays)
        return Cell("demand", value.demand, value.demand_en, note=days)
    if isinstance(value, acts.Reported):
        return Cell("report", value.text)
    if isinstance(value, acts.Result):
        return Cell("result", value.result, group="recheck_result", note=value.note)
    if name == "route":
        route = routes().by_id.get(value)
        return Cell(name, *((value,) if route is None else (route.title.zh, route.title.en)))
    if isinstance(value, bool):
        return Cell(name, "yes" if value else "no", group="yes_no")
    text = value.isoformat() if isinstance(value, date) else str(value)
    return Cell(name, text, group=group, file=name in _FILES, link=_LINKS.get(name, ""))
