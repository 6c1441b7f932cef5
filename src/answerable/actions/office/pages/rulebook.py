"""The rulebook as everybody who works here reads it: rules, parameters, grounds, clauses, laws, the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.dump import held_district
from answerable.core.rulebook.boundary import Boundary, FollowingDuty, Law, Rule, RuleEdition
from answerable.core.rulebook.grounds import EndingGround, GroundEdition, load_grounds
from answerable.core.rulebook.parameters import (
    Parameter,
    ParameterEdition,
    load_parameters,
    shipped_rulebooks,
)
from answerable.core.rulebook.shipped import load_boundary, shipped_boundaries
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import UndecidableError
from answerable.records.models import Held
from answerable.render.scope.parts import GroundPart, conditions, grounds_of
from answerable.sources.calendars import chinese_notices, working_calendar

_DEFAULT = "cn"


@dataclass(frozen=True)
class RuleLine:
    """A rule with the edition that applies on the day; None where none does."""

    rule: Rule
    stage: Both | None
    """None for a rule that only adds duties."""
    edition: RuleEdition | None
    grounds: tuple[GroundPart, ...]


@dataclass(frozen=True)
class EditionPart:
    """An edition of a rule in words."""

    starts: date
    status: str
    applies: bool
    """It is the one in force on the day asked about."""
    when: tuple[Both, ...]
    """Every one of these has to hold."""
    verdict: str | None
    because: Both
    grounds: tuple[GroundPart, ...]
    duties: tuple[FollowingDuty, ...]
    instead: Both | None


@dataclass(frozen=True)
class RulePage:
    """One rule with all its editions, the newest first."""

    rule: Rule
    rulebook: Both
    stage: Both | None
    editions: tuple[EditionPart, ...]


@dataclass(frozen=True)
class EndingLine:
    """A ground in law for ending a contract, in one of its editions."""

    ground: EndingGround
    edition: GroundEdition
    applies: bool


@dataclass(frozen=True)
class CalendarDay:
    """A day on which the working calendar departs from the week."""

    day: date
    works: bool
    notice: str | None
    how: str | None
    address: str | None


def boundary_read() -> Boundary | None:
    """The boundary rulebook of the district; None where its rulebook has none. Without a district, the default one."""
    name = _name()
    return load_boundary(name) if name in shipped_boundaries() else None


def _name() -> str:
    return held_district().rulebook if Held.objects.exists() else _DEFAULT


def rule_lines(*, on: date) -> list[RuleLine]:
    """Every rule, by stage and then as written; those that only add duties come last."""
    boundary = boundary_read()
    if boundary is None:
        return []
    stages = {stage.id: stage.title for stage in boundary.stages}
    rank = {id: at for at, id in enumerate(stages)}
    rules = sorted(boundary.rules, key=lambda rule: rank.get(rule.stage or "", len(rank)))
    return [_line(rule, stages.get(rule.stage or ""), on=on) for rule in rules]


def _line(rule: Rule, stage: Both | None, *, on: date) -> RuleLine:
    edition = rule.on(on)
    return RuleLine(rule, stage, edition, grounds_of((edition or rule.editions[-1]).grounds))


def rule_page(id: str, *, on: date) -> RulePage | None:
    """One rule; None where there is none of this id."""
    boundary = boundary_read()
    rule = None if boundary is None else next((each for each in boundary.rules if each.id == id), None)
    if boundary is None or rule is None:
        return None
    applies = rule.on(on)
    stage = next((each.title for each in boundary.stages if each.id == rule.stage), None)
    editions = (_edition(each, boundary, applies=each is applies) for each in reversed(rule.editions))
    return RulePage(rule, _origin(boundary, rule).title, stage, tuple(editions))


def _origin(boundary: Boundary, rule: Rule) -> Boundary:
    """The rulebook that the rule stands in: this one, or the one it extends."""
    above = boundary.extends
    return boundary if above is None or rule.rulebook == boundary.name else _origin(above, rule)


def _edition(edition: RuleEdition, boundary: Boundary, *, applies: bool) -> EditionPart:
    return EditionPart(
        starts=edition.starts,
        status=edition.status.value,
        applies=applies,
        when=conditions(edition.condition, boundary),
        verdict=None if edition.verdict is None else edition.verdict.value,
        because=edition.because,
        grounds=grounds_of(edition.grounds),
        duties=edition.duties,
        instead=edition.instead,
    )


def parameters_read() -> tuple[Parameter, ...]:
    """The parameters of the district's rulebook; none where it sets none."""
    name = _name()
    return load_parameters(name).parameters if name in shipped_rulebooks() else ()


def parameter_on(parameter: Parameter, *, on: date) -> ParameterEdition | None:
    """The edition in force on the day; None before the first."""
    begun = [each for each in parameter.editions if each.status.value != "proposed" and each.starts <= on]
    return begun[-1] if begun else None


def ending_lines(*, on: date) -> list[EndingLine]:
    """Every ground in law for ending a contract, one line for each edition, the newest first."""
    name = _name()
    grounds = load_grounds(name).grounds if name in shipped_rulebooks() else ()
    return [
        EndingLine(each, edition, edition is each.at(on))
        for each in grounds
        for edition in reversed(each.editions)
    ]


def laws_read() -> tuple[Law, ...]:
    """The laws and documents that the boundary rules cite, in the order in which they are declared."""
    boundary = boundary_read()
    return () if boundary is None else boundary.laws


def calendar_years(*, on: date) -> list[int]:
    """The years that the calendar holds as it was known on the day, the newest first."""
    try:
        calendar = working_calendar(_calendar(), known_on=on)
    except UndecidableError:
        return []
    named = {day.year for day in calendar.off | calendar.made_up}
    return sorted(named, reverse=True)


def calendar_days(year: int, *, on: date) -> list[CalendarDay]:
    """The days of a year on which people rest though the week says work, or work though it says rest."""
    try:
        calendar = working_calendar(_calendar(), known_on=on)
    except UndecidableError:
        return []
    notices = {each.year: each for each in chinese_notices() if each.published <= on and not each.amends}
    notice = notices.get(year) if calendar.name == "cn" else None
    days = sorted(day for day in calendar.off | calendar.made_up if day.year == year)
    return [
        CalendarDay(
            day,
            day in calendar.made_up,
            None if notice is None else notice.number,
            None if notice is None else notice.how.value,
            None if notice is None else notice.address,
        )
        for day in days
    ]


def _calendar() -> str:
    return held_district().calendar if Held.objects.exists() else _DEFAULT


def has_words(words: str, texts: Iterable[Both | str | None]) -> bool:
    """Whether any of the texts holds these words, in either language, whatever the capitals."""
    wanted = words.casefold()
    plain = (f"{each.zh} {each.en}" if isinstance(each, Both) else each or "" for each in texts)
    return any(wanted in text.casefold() for text in plain)
