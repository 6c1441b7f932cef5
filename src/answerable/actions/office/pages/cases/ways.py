"""The ways in which a contract may end, from its case: what is there for each, what is missing, who would be exposed.

The gate of ending is asked as if everybody had signed; nothing is proposed by looking.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from answerable.actions.office.cases.loading import Loaded, load
from answerable.actions.office.dump import held_district
from answerable.actions.office.ending import facts
from answerable.actions.office.obstacles import OF_SIGNATURES
from answerable.actions.office.pages.choosing import LawfulGround, lawful_grounds
from answerable.core.enforce.gates import EndingFacts, Way, evident, may_end
from answerable.core.rulebook.grounds import Need
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError, UndecidableError
from answerable.core.terms.message import Message
from answerable.records.models import Clause, Person

_NOT_HERE = OF_SIGNATURES | {"ending_exposes"}
"""What is only known once everybody has signed; and who would be exposed, which the page says once, by name."""
_STATED = frozenset(
    {
        *("ending_no_continuity", "ending_statement_unanswered", "ending_no_consent"),
        *("ending_consent_no_paper", "ending_change_first", "ending_compensation"),
    }
)
"""What whoever proposes the end still has to state, beside what the record lacks."""
_NOTICE = timedelta(days=30)
_TO_TELL = "renewal.decide_days"
_BY_STATING = frozenset({Need.CHANGE_CONSIDERED, Need.COMPENSATION_OFFERED, Need.NOTICE_GIVEN})
"""Needs that the proposal itself bears out."""
_OF_THE_RECORD = frozenset({Need.DEMAND_EXPIRED, Need.OPEN_ENDED})
"""Needs of which the record says yes or no."""
_KNOWN = frozenset({"not_corrected", "convenience", "serious_finding"})
"""Agreed grounds that ask for nothing, or of which the gate itself says whether they are borne out."""
Reasons = tuple[Message, ...]


class Stands(StrEnum):
    """How a way stands: the record bears it out, something is still to be shown or stated, or it is closed."""

    MET = "met"
    TO_SHOW = "to_show"
    CLOSED = "closed"


@dataclass(frozen=True)
class WayLine:
    """One way to end: on which ground, what the record proves and lacks, and what is still to be shown or stated."""

    way: Way
    ground: str
    """The id of the clause, or of the ground in law; empty where none is needed."""
    title: Both | None
    means: Both | None
    source: str
    proven: tuple[Need, ...]
    """What of a ground in law the record proves."""
    needs: tuple[Need, ...]
    """What of a ground in law is shown with the proposal."""
    unfound: tuple[Need, ...]
    """What of a ground in law nothing on record speaks of."""
    agreed: str
    """The agreed ground of a clause that nothing on record speaks of."""
    there: tuple[str, ...]
    """What the record has for it: keys of labels."""
    missing: tuple[Message, ...]
    to_state: tuple[Message, ...]
    query: Mapping[str, str]
    """What the form of the proposal is filled in with."""
    open: bool

    @property
    def stands(self) -> Stands:
        if not self.open:
            return Stands.CLOSED
        return Stands.TO_SHOW if self.needs or self.unfound or self.agreed or self.to_state else Stands.MET


@dataclass(frozen=True)
class Telling:
    """By when the provider is told that a contract runs out."""

    days: int
    by: date


@dataclass(frozen=True)
class WaysPage:
    """Every way to end the contract of a case, and changing it first."""

    telling: Telling | None
    right_until: date | None
    """The last day on which the right to end may be used, where a cause is known."""
    change_first: bool
    compensation: bool
    exposed: Both | None
    """Who would answer for an end without a ground."""
    ways: tuple[WayLine, ...]
    """Running out and agreement, which need no ground."""
    grounds: tuple[WayLine, ...]
    """One side ends it: each ground, with what is missing for this ground alone."""
    there: tuple[str, ...]
    """What the case has of that which one side needs, whatever the ground."""
    missing: tuple[Message, ...]
    to_state: tuple[Message, ...]


def ways_of(case: str, *, on: date) -> WaysPage:
    """Every way, and what stands against each today."""
    loaded = load(case, on=on)
    now = loaded.now
    found = tuple(_lines(loaded, on))
    free = tuple(each for each in found if each.way is not Way.UNILATERAL)
    grounds = tuple(each for each in found if each.way is Way.UNILATERAL)
    missing, to_state = (
        _shared([each.missing for each in grounds]),
        _shared([each.to_state for each in grounds]),
    )
    asked = _facts(loaded, {"way": "unilateral"}, on)
    person = Person.objects.filter(id=asked.leader or "").first()
    exposed = None if person is None else Both(person.name, person.name_en or person.name)
    return WaysPage(
        telling=_telling(loaded.contract.ends, on=on),
        right_until=None if asked.case is None else asked.case.right_until,
        change_first=now.route.change_first,
        compensation=now.route.compensation,
        exposed=exposed,
        ways=free,
        grounds=tuple(_alone(each, missing, to_state) for each in grounds),
        there=tuple(dict.fromkeys(key for each in grounds for key in each.there)),
        missing=missing,
        to_state=to_state,
    )


def _shared(reasons: Sequence[Reasons]) -> Reasons:
    """What is said of every ground alike, and therefore only once."""
    first = reasons[0] if reasons else ()
    return tuple(each for each in first if all(each in others for others in reasons))


def _alone(line: WayLine, missing: Reasons, to_state: Reasons) -> WayLine:
    """The ground with what is missing for it alone; it is open only where nothing is missing at all."""
    return replace(
        line,
        open=not line.missing,
        missing=tuple(each for each in line.missing if each not in missing),
        to_state=tuple(each for each in line.to_state if each not in to_state),
    )


def _lines(loaded: Loaded, on: date) -> Iterator[WayLine]:
    yield _line(loaded, {"way": "expiry"}, on)
    yield _line(loaded, {"way": "agreement"}, on)
    for clause in Clause.objects.filter(contract=loaded.contract.id, kind="exit").order_by("id"):
        said = Both(clause.text, clause.text)
        line = _line(loaded, {"way": "unilateral", "clause": clause.id}, on, title=said)
        yield line if clause.ground in _KNOWN else replace(line, agreed=clause.ground or "other")
    for each in lawful_grounds(on=on):
        yield _of_law(loaded, each, on)


def _of_law(loaded: Loaded, each: LawfulGround, on: date) -> WayLine:
    """A ground in law: what has to be shown for it is told apart from everything else that is missing."""
    named = {"way": "unilateral", "statutory": each.ground.id}
    as_if = {
        "shown": ",".join(each.edition.needs),
        "notice_on": on.isoformat(),
        "modification": "-",
        "compensation": "-",
    }
    line = _line(loaded, named | as_if, on, title=each.ground.title)
    cited, proven = each.edition.citation, _proven(loaded, named, on)
    left = tuple(need for need in each.edition.needs if need not in proven | _OF_THE_RECORD)
    query = {name: text for name, text in line.query.items() if name not in as_if}
    return replace(
        line,
        means=each.edition.means,
        source=f"{cited.source}{cited.article}",
        proven=tuple(need for need in each.edition.needs if need in proven),
        needs=tuple(need for need in left if need in _BY_STATING),
        unfound=tuple(
            need for need in left if need not in _BY_STATING and need is not Need.ADMINISTRATIVE_AGREEMENT
        ),
        query=query,
    )


def _proven(loaded: Loaded, named: Mapping[str, str], on: date) -> frozenset[Need]:
    """What the record proves without anybody saying so."""
    route = {Need.ADMINISTRATIVE_AGREEMENT} if loaded.now.route.change_first else set()
    return evident(_facts(loaded, named, on)) | route


def _telling(ends: date | None, *, on: date) -> Telling | None:
    """By when the provider is told that the contract runs out; nothing where the rulebook or the contract is silent."""
    try:
        days = load_parameters(held_district().rulebook).count(_TO_TELL, on=on)
    except UndecidableError:
        return None
    return None if ends is None or days is None else Telling(days, ends - timedelta(days=days))


def _line(loaded: Loaded, content: Mapping[str, str], on: date, *, title: Both | None = None) -> WayLine:
    try:
        asked = _facts(loaded, content, on)
        found = tuple(each for each in may_end(asked) if each.code not in _NOT_HERE)
        there = tuple(_there(asked))
    except InputError as error:
        found, there = (error.message,), ()
    return WayLine(
        way=Way(content["way"]),
        ground=content.get("clause") or content.get("statutory") or "",
        title=title,
        means=None,
        source="",
        proven=(),
        needs=(),
        unfound=(),
        agreed="",
        there=there,
        missing=tuple(each for each in found if each.code not in _STATED),
        to_state=tuple(each for each in found if each.code in _STATED),
        open=all(each.code in _STATED for each in found),
        query={"case": loaded.id, **{name: text for name, text in content.items() if name != "way"}},
    )


def _there(asked: EndingFacts) -> Iterator[str]:
    """What the case has of that which one side needs."""
    case = asked.case
    if asked.way is not Way.UNILATERAL or case is None:
        return
    if case.heard:
        yield "web_case_there_heard"
    if case.answered:
        yield "web_case_there_answered"
    if len(case.lines) >= case.lines_needed:
        yield "web_case_there_lines"
    if case.right_until is not None and case.right_until >= asked.on:
        yield "web_case_there_in_time"


def _facts(loaded: Loaded, content: Mapping[str, str], on: date) -> EndingFacts:
    """What the gate would be asked, with the mildest thing that could be proposed."""
    ends = loaded.contract.ends
    last = ends if content["way"] == Way.EXPIRY and ends is not None else _soon(on, ends)
    whole = {"reason": "-", "last_day": last.isoformat(), "case": loaded.id, **content}
    return facts(loaded.contract, whole, None, on=on)


def _soon(on: date, ends: date | None) -> date:
    wanted = on + _NOTICE
    return wanted if ends is None else max(on, min(wanted, ends))
