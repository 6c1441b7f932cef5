"""My duties, each with the way to the act that does it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.duties import DutyLine, my_duties
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.permits import Act, Subject, may
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import page_of

_PAYING = "pay"
_ON_THE_CONTRACT: Mapping[str, str] = MappingProxyType(
    {
        "measure": "figures_read",
        "appoint": "contracts_assign",
        "exit": "contracts_add_clause",
        "renewal": "contracts_extend",
    }
)
"""The deed on the contract by which a duty is done, by the sort of the duty."""
_ON_ITSELF: Mapping[str, str] = MappingProxyType(
    {
        "decide": "finding",
        "answer": "matter",
        "look": "voice",
        "comply": "case",
        "recheck": "case",
        "case": "case",
    }
)
"""The page of what a duty is about, by the sort of the duty."""
_PLANNED: Mapping[str, str] = MappingProxyType({"score": "figures_score"})
"""The deed on the contract that comes before a planned duty can be recorded as done, by what is to be done."""


@dataclass(frozen=True)
class Way:
    """A step that is one click away: the key of its label, and its address."""

    label: str
    path: str


def ways(line: DutyLine, visit: Visit) -> tuple[Way, ...]:
    """The steps by which a duty is done, the next one first; of the other side's duties there are none."""
    return tuple(each for each in _ways(line, visit) if each.path)


def _ways(line: DutyLine, visit: Visit) -> Iterator[Way]:
    if (line.side == "provider") != (visit.actor.provider is not None):
        return
    if line.side == "provider" and line.sort not in _ON_ITSELF:
        yield Way("web_duties_go", page_of("provider_own", line.contract_id))
        return
    if line.sort == "plan":
        yield from _of_plan(line, visit)
    elif line.sort in _ON_THE_CONTRACT:
        yield Way("web_duties_go", page_of(_ON_THE_CONTRACT[line.sort], line.contract_id))
    elif line.sort in _ON_ITSELF:
        yield Way("web_duties_go", page_of(_ON_ITSELF[line.sort], line.about))


def _of_plan(line: DutyLine, visit: Visit) -> Iterator[Way]:
    period = {"period": line.period} if line.period else {}
    if before := _PLANNED.get(line.planned or ""):
        yield Way("web_duties_score", _with(page_of(before, line.contract_id), **period))
    paying = line.planned == _PAYING
    done = page_of("duties_pay" if paying else "duties_do", line.about)
    yield Way(
        "web_duties_paid" if paying else "web_duties_done",
        _with(done, done_on=visit.on.isoformat(), **period),
    )


def _with(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}" if path and query else path


@signed_in
def duties(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the reader owes, signs and accepts today."""
    actor = visit.actor
    own = Subject("duties", provider=actor.provider, person=actor.person)
    act = Act.SEE_DUTIES if actor.provider is None else Act.SEE_PROVIDER_SIDE
    visit.require(act, own, key="own")
    found = my_duties(visit.asking, now=visit.now)
    there = anywhere(visit.asking, "cases", Act.ACT_IN_CASE)
    protects = actor.person is not None and may(actor, Act.ACT_IN_CASE, there)
    return render(request, "duties.html", {"mine": found, "visit": visit, "protects": protects})
