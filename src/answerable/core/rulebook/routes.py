"""Routes of correction and ending, dated, read from `rulebooks/<name>/routes.yaml`.

A route says through which stages a case goes, whose turn it is in each, within how many working days, what silence
leads to, and which acts are open. What an act demands and does is code (`core.enforce.course`); where it leads is data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

import yaml

from answerable.core.rulebook.citing import citation
from answerable.core.rulebook.parameters import Status, shipped_rulebooks
from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.tables.declare import Both
from answerable.core.terms.citation import Citation
from answerable.core.terms.errors import InputError

_FILE = "routes.yaml"
FIRST = "opened"
"""The stage in which every case begins."""
CLOSED = "closed"
"""The stage of a case that is over without an end of the contract."""
LAST_DAY = "last_day"
"""The clock of a stage that lasts until the contract's last day."""
SIDES = ("handler", "leader", "provider")
"""Whose turn a stage may be."""
STATES = (
    *("finding", "statement", "ordered", "recheck", "not_corrected", "renewal_suspended", "ending"),
    *("closed", "ended"),
)
"""What a stage is called outside: the states of the table `case_states`; `ended` takes the way of ending with it."""
REMEDIES = ("objection", "court", "arbitration", "administrative_review")
NEEDED_CLOCKS = (
    *("notify", "serve", "statement", "decide", "items", "recheck", "conclude", "choose", "hand_over"),
    *("protect", "review", "object", "outside", "publish", "pause"),
)
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "find": (),
    "notify": (),
    "drop": (),
    "serve": (),
    "state": (),
    "order": (),
    "dismiss": (),
    "report": ("some", "all"),
    "recheck": ("all", "rest"),
    "extend": (),
    "accept_rest": (),
    "find_not_corrected": (),
    "end": ("expiry", "agreement", "unilateral"),
    "hand_over": ("some", "all"),
}
"""The acts that a stage may open, and what each may come to."""


@dataclass(frozen=True)
class ClockRule:
    """So many working days, as the route sets them; nobody sets fewer than `least`."""

    workdays: int
    least: int
    ground: Citation


@dataclass(frozen=True)
class Remedy:
    """Where a provider may go, and within which time; `days` are days of the calendar."""

    to: str
    workdays: int | None
    days: int | None
    ground: Citation


@dataclass(frozen=True)
class Stage:
    """Where a case stands. A final stage has neither owner nor clock, and opens nothing."""

    id: str
    state: str
    owner: str | None
    clock: str | None
    silence: str | None
    acts: Mapping[str, Mapping[str, str]]
    """Of each act that is open the stage it leads to, by its outcome; an act with one outcome has the key ``""``."""

    @property
    def final(self) -> bool:
        return self.owner is None

    def leads_to(self, act: str, outcome: str = "") -> str | None:
        """The stage after the act; None where the stage does not open it."""
        there = self.acts.get(act, {})
        return there.get(outcome) or there.get("")


@dataclass(frozen=True)
class RouteEdition:
    """A route as it is from a day on."""

    route: str
    starts: date
    status: Status
    change_first: bool
    """Changing the contract has to be looked at before one side ends it."""
    compensation: bool
    lines: int
    """How many independent lines of evidence poor performance needs."""
    right_months: int
    """The right to end lapses so many months after the cause was known."""
    extensions: int
    remedies: tuple[Remedy, ...]
    ground: Citation
    clocks: Mapping[str, ClockRule]
    stages: Mapping[str, Stage]
    hand_over: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """A way of correcting and ending a kind of contract, with its editions, oldest first."""

    id: str
    title: Both
    editions: tuple[RouteEdition, ...]

    def at(self, on: date) -> RouteEdition | None:
        """The edition in force at the end of the day; None before the first and after a repeal."""
        begun = [each for each in self.editions if each.starts <= on and each.status is not Status.PROPOSED]
        return begun[-1] if begun and begun[-1].status is not Status.REPEALED else None


@dataclass(frozen=True)
class Routes:
    """All routes of a rulebook."""

    rulebook: str
    routes: tuple[Route, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Route]:
        return {route.id: route for route in self.routes}

    def edition(self, id: str, *, on: date) -> RouteEdition:
        """The edition of a route on the day. Raises InputError (`route_not_in_force`) where there is none."""
        route = self.by_id.get(id)
        edition = None if route is None else route.at(on)
        if edition is None:
            raise InputError("route_not_in_force", route=id[:60], on=on, known=tuple(sorted(self.by_id)))
        return edition


@cache
def load_routes(rulebook: str) -> Routes:
    """The routes of a shipped rulebook; none where it states none.

    Raises `InputError` (`unknown_rulebook`), and `RulebookFaultsError` with all faults of the file at once.
    """
    if rulebook not in shipped_rulebooks():
        raise InputError("unknown_rulebook", name=rulebook, known=shipped_rulebooks())
    file = files("answerable.rulebooks").joinpath(rulebook, _FILE)
    if not file.is_file():
        return Routes(rulebook, ())
    return parse_routes(file.read_text(encoding="utf-8"), file=f"{rulebook}/{_FILE}")


def parse_routes(text: str, *, file: str) -> Routes:
    """Read a file of routes; `file` is the name faults speak of. Raises `RulebookFaultsError`."""
    reader = Reader(file)
    names = ("format", "rulebook", "clocks", "hand_over", "stages", "routes", "remedies")
    fields = reader.mapping(reader.compose(text), required=names)
    reader.one_of(fields.get("format"), ("1",))
    shared = _Shared.read(reader, fields)
    routes: dict[str, Route] = {}
    for node in reader.sequence(fields.get("routes")):
        route = _route(reader, node, shared)
        if route.id in routes:
            reader.note(node, "rulebook_id_twice", id=route.id)
        routes.setdefault(route.id, route)
    rulebook = reader.text(fields.get("rulebook"))
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return Routes(rulebook, tuple(routes.values()))


@dataclass(frozen=True)
class _Shared:
    """What the routes of a file have in common."""

    clocks: Mapping[str, ClockRule]
    remedies: Mapping[str, Remedy]
    stages: Mapping[str, Stage]
    hand_over: tuple[str, ...]

    @classmethod
    def read(cls, reader: Reader, fields: Mapping[str, yaml.Node]) -> "_Shared":
        """All of it, with every fault noted."""
        clocks = {name: _clock(reader, node) for name, node in _entries(reader, fields.get("clocks"))}
        for name in NEEDED_CLOCKS:
            if "clocks" in fields and name not in clocks:
                reader.note(fields["clocks"], "rulebook_key_missing", key=name)
        remedies = {
            name: _remedy(reader, name, node, clocks)
            for name, node in _entries(reader, fields.get("remedies"))
        }
        nodes = _entries(reader, fields.get("stages"))
        stages = {name: _stage(reader, name, node, clocks) for name, node in nodes}
        _joined(reader, fields.get("stages"), stages)
        handed = tuple(reader.text(node) for node in reader.sequence(fields.get("hand_over")))
        return cls(clocks, remedies, stages, handed)


def _entries(reader: Reader, node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """The entries of a mapping with free names."""
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        reader.note(node, "rulebook_wrong_type", expected="mapping", found="")
        return []
    return [(str(key.value), value) for key, value in node.value]


def _clock(reader: Reader, node: yaml.Node) -> ClockRule:
    fields = reader.mapping(node, required=("workdays", "ground"), optional=("least",))
    workdays = _count(reader, fields.get("workdays"))
    least = _count(reader, fields["least"]) if "least" in fields else 1
    return ClockRule(workdays, least, citation(reader, fields.get("ground")))


def _remedy(reader: Reader, to: str, node: yaml.Node, clocks: Mapping[str, ClockRule]) -> Remedy:
    fields = reader.mapping(node, required=("ground",), optional=("clock", "days"))
    if to not in REMEDIES:
        reader.note(node, "rulebook_value_unknown", found=to, known=REMEDIES)
    clock = reader.one_of(fields["clock"], tuple(clocks)) if "clock" in fields else None
    days = _count(reader, fields["days"]) if "days" in fields else None
    return Remedy(to, clocks[clock].workdays if clock else None, days, citation(reader, fields.get("ground")))


def _stage(reader: Reader, id: str, node: yaml.Node, clocks: Mapping[str, ClockRule]) -> Stage:
    fields = reader.mapping(
        node, required=("state",), optional=("owner", "clock", "silence", "acts", "final")
    )
    state = reader.one_of(fields.get("state"), STATES) or STATES[0]
    if "final" in fields:
        reader.one_of(fields["final"], ("true",))
        for name in sorted(fields.keys() & {"owner", "clock", "silence", "acts"}):
            reader.note(fields[name], "rulebook_key_unknown", key=name, known=("state", "final"))
        return Stage(id, state, None, None, None, {})
    for name in ("owner", "clock", "acts"):
        if name not in fields:
            reader.note(node, "rulebook_key_missing", key=name)
    return Stage(
        id,
        state,
        reader.one_of(fields.get("owner"), SIDES) or SIDES[0],
        reader.one_of(fields.get("clock"), (*clocks, LAST_DAY)),
        reader.text(fields["silence"]) if "silence" in fields else None,
        dict(_acts(reader, id, fields.get("acts"))),
    )


def _acts(reader: Reader, stage: str, node: yaml.Node | None) -> Iterator[tuple[str, Mapping[str, str]]]:
    for act, to in _entries(reader, node):
        if act not in OUTCOMES:
            reader.note(to, "rulebook_value_unknown", found=act, known=tuple(OUTCOMES))
            continue
        if isinstance(to, yaml.MappingNode):
            known = OUTCOMES[act]
            leads = reader.mapping(to, required=(), optional=known)
            needed = known if act != "end" else () if leads else known
            for outcome in (each for each in needed if each not in leads):
                reader.note(to, "route_outcome_missing", stage=stage, act=act, outcome=outcome)
            yield act, {outcome: reader.text(each) for outcome, each in leads.items()}
        else:
            yield act, {"": reader.text(to)}


def _joined(reader: Reader, node: yaml.Node | None, stages: Mapping[str, Stage]) -> None:
    """Every stage that is named is there and can be reached, and no case comes to a halt in any."""
    if node is None or not stages:
        return
    next_of = {id: frozenset(_after(stage)) for id, stage in stages.items()}
    for id in (FIRST, CLOSED):
        if id not in stages or stages[id].final != (id == CLOSED):
            reader.note(node, "route_stage_missing", stage=id)
    for id in sorted(frozenset().union(*next_of.values()) - stages.keys()):
        reader.note(node, "route_stage_unknown", stage=id)
    for id in sorted(stages.keys() - _reached({FIRST}, next_of)):
        reader.note(node, "route_stage_unreached", stage=id)
    for id in sorted(stages):
        if not any(stages[each].final for each in _reached({id}, next_of) if each in stages):
            reader.note(node, "route_stage_without_end", stage=id)
        _moving(reader, node, id, stages)


def _moving(reader: Reader, node: yaml.Node, id: str, stages: Mapping[str, Stage]) -> None:
    """The provider does not hold a case up, silence leads to somebody's turn, and an end by one side is served."""
    stage = stages[id]
    if stage.owner == "provider" and stage.silence is None:
        reader.note(node, "route_silence_missing", stage=id)
    silent = {each.id: frozenset({each.silence}) for each in stages.values() if each.silence is not None}
    if id in _reached(set(silent.get(id, ())), silent):
        reader.note(node, "route_silence_circle", stage=id)
    ended = stages.get(stage.leads_to("end", "unilateral") or "")
    if ended is not None and (
        ended.state != "ending" or "serve" not in ended.acts or ended.clock == LAST_DAY or ended.silence
    ):
        reader.note(node, "route_end_unserved", stage=id)


def _after(stage: Stage) -> Iterator[str]:
    if stage.silence is not None:
        yield stage.silence
    for outcomes in stage.acts.values():
        yield from outcomes.values()


def _reached(begun: set[str], next_of: Mapping[str, frozenset[str]]) -> frozenset[str]:
    seen, left = set(begun), list(begun)
    while left:
        for each in next_of.get(left.pop(), frozenset()) - seen:
            seen.add(each)
            left.append(each)
    return frozenset(seen)


def _count(reader: Reader, node: yaml.Node | None) -> int:
    return 1 if node is None else reader.whole(node, low=1, high=999)


def _yes(reader: Reader, node: yaml.Node | None) -> bool:
    return reader.one_of(node, ("true", "false")) == "true"


def _route(reader: Reader, node: yaml.Node, shared: _Shared) -> Route:
    fields = reader.mapping(node, required=("id", "title", "editions"))
    id = reader.text(fields.get("id"))
    editions: dict[date, RouteEdition] = {}
    for item in reader.sequence(fields.get("editions")):
        edition = _edition(reader, id, item, shared)
        if edition.starts in editions and edition.starts != date.min:
            reader.note(item, "rule_edition_twice", starts=edition.starts)
        editions[edition.starts] = edition
    return Route(id, reader.both(fields.get("title")), tuple(editions[day] for day in sorted(editions)))


def _edition(reader: Reader, route: str, node: yaml.Node, shared: _Shared) -> RouteEdition:
    required = ("starts", "status", "ground", "change_first", "compensation", "lines", "right_months")
    fields = reader.mapping(node, required=(*required, "extensions", "remedies"), optional=("clocks",))
    own = {name: _clock(reader, each) for name, each in _entries(reader, fields.get("clocks"))}
    remedies = [
        reader.one_of(each, tuple(shared.remedies)) for each in reader.sequence(fields.get("remedies"))
    ]
    return RouteEdition(
        route=route,
        starts=reader.day(fields.get("starts")),
        status=Status(reader.one_of(fields.get("status"), tuple(Status)) or Status.IN_FORCE),
        change_first=_yes(reader, fields.get("change_first")),
        compensation=_yes(reader, fields.get("compensation")),
        lines=_count(reader, fields.get("lines")),
        right_months=_count(reader, fields.get("right_months")),
        extensions=_count(reader, fields.get("extensions")),
        remedies=tuple(shared.remedies[each] for each in remedies if each),
        ground=citation(reader, fields.get("ground")),
        clocks={**shared.clocks, **own},
        stages=shared.stages,
        hand_over=shared.hand_over,
    )
