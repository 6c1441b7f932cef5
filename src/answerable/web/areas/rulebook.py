"""The rulebook: the law as the program applies it, open to everybody who works here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import path, reverse

from answerable.actions.office.pages.rulebook import (
    EndingLine,
    RuleLine,
    calendar_days,
    calendar_years,
    ending_lines,
    has_words,
    laws_read,
    parameter_on,
    parameters_read,
    rule_lines,
)
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act, Subject
from answerable.core.rulebook.boundary import Law
from answerable.core.rulebook.clauses import ModelClause, clauses_on
from answerable.core.rulebook.parameters import Parameter
from answerable.core.tables.declare import Both
from answerable.core.tables.register import CLAUSE_KINDS
from answerable.core.tables.types import choice
from answerable.core.terms.citation import Citation
from answerable.core.terms.verdict import RULE_VERDICTS
from answerable.render.rulebook import parameter_value
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed
from answerable.web.desk.fields import Choice, asked
from answerable.web.desk.lists import Cell, Column, Line, Lines, Listing, Rows, Wanted
from answerable.web.views import rulebook as pages

_SEARCH = asked("search", "web_field_search", hint="web_field_rule_search_hint", required=False)
_LISTS = (
    "rulebook", "rulebook_parameters", "rulebook_endings", "rulebook_clauses", "rulebook_laws", "rulebook_calendar",
)  # fmt: skip


def _may_open(visit: Visit) -> Subject:
    return own(visit.asking, "rulebook")


def _listing(name: str, columns: tuple[Column, ...], rows: Rows, lines: Lines, **more: Any) -> Listing:
    route = f"rulebook_{name}" if name else "rulebook"
    beside = tuple(each for each in _LISTS if each != route)
    return Listing(
        "rulebook",
        name,
        Act.SEE_OWN,
        _may_open,
        columns,
        rows,
        lines,
        beside=beside,
        explained=True,
        **{"filters": (_SEARCH,), **more},
    )


def _rules(visit: Visit, wanted: Wanted) -> list[RuleLine]:
    words, verdict = wanted["search"], wanted["verdict"]
    return [
        each
        for each in rule_lines(on=visit.on)
        if (not words or has_words(words, _said(each)))
        and (not verdict or (each.edition is not None and each.edition.verdict == verdict))
    ]


def _said(line: RuleLine) -> Iterable[Both | str]:
    """Everything of a rule in which words are looked for."""
    yield from (line.rule.id, line.rule.title)
    yield from (edition.because for edition in line.rule.editions)
    yield from (duty.what for edition in line.rule.editions for duty in edition.duties)
    for ground in line.grounds:
        yield Both(f"{ground.law.zh} {ground.article.zh}", f"{ground.law.en} {ground.article.en}")


def _rule_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        edition = each.edition
        grounds = tuple(
            Both(f"{ground.law.zh} {ground.article.zh}", f"{ground.law.en}, {ground.article.en}")
            for ground in each.grounds
        )
        cells: tuple[Cell, ...] = (
            each.rule.title,
            each.stage,
            None if edition is None else edition.verdict,
            None if edition is None else edition.starts,
            len(each.rule.editions),
            grounds,
            each.rule.id,
        )
        yield Line(each.rule.id, cells, reverse("rulebook_rule", args=[each.rule.id]))


def _parameters(visit: Visit, wanted: Wanted) -> list[Parameter]:
    words = wanted["search"]
    return [
        each
        for each in parameters_read()
        if not words
        or has_words(words, (each.id, each.title, *(edition.ground.source for edition in each.editions)))
    ]


def _parameter_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        edition = parameter_on(each, on=visit.on)
        cells: tuple[Cell, ...] = (
            each.title,
            None if edition is None else parameter_value(edition.value, each.unit),
            None if edition is None else edition.starts,
            None if edition is None else _cited(edition.ground),
            None if edition is None else edition.ground.how.value,
            each.id,
        )
        yield Line(each.id, cells, reverse("rulebook_parameter", args=[each.id]))


def _cited(ground: Citation) -> str:
    return " ".join(part for part in (ground.source, ground.article) if part)


def _endings(visit: Visit, wanted: Wanted) -> list[EndingLine]:
    words = wanted["search"]
    return [
        each
        for each in ending_lines(on=visit.on)
        if not words
        or has_words(
            words, (each.ground.id, each.ground.title, each.edition.means, _cited(each.edition.citation))
        )
    ]


def _ending_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        edition = each.edition
        cells: tuple[Cell, ...] = (
            each.ground.title,
            edition.means,
            edition.starts,
            edition.status.value,
            each.applies,
            _cited(edition.citation),
            edition.citation.how.value,
        )
        yield Line(f"{each.ground.id}.{edition.starts.isoformat()}", cells)


def _clauses(visit: Visit, wanted: Wanted) -> list[ModelClause]:
    words, kind = wanted["search"], wanted["kind"]
    return [
        each
        for each in clauses_on(visit.on)
        if (not words or has_words(words, (each.id, each.title, each.text, each.why, _cited(each.ground))))
        and (not kind or each.kind == kind)
    ]


def _clause_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        cells = (
            each.title,
            each.kind,
            each.text,
            each.why,
            each.starts,
            _cited(each.ground),
            each.ground.how.value,
        )
        yield Line(each.id, cells)


def _laws(visit: Visit, wanted: Wanted) -> list[Law]:
    words = wanted["search"]
    return [each for each in laws_read() if not words or has_words(words, (each.id, each.title))]


def _law_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        yield Line(each.id, (each.title, each.starts, each.address), each.address)


def _years(visit: Visit, key: str) -> Iterable[Choice]:
    return (Choice(str(year), Both(str(year), str(year))) for year in calendar_years(on=visit.on))


def _days(visit: Visit, wanted: Wanted) -> list[Any]:
    stated = wanted["year"]
    return calendar_days(int(stated) if stated else visit.on.year, on=visit.on)


def _day_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        yield Line(
            each.day.isoformat(), (each.day, str(each.day.isoweekday()), each.works, each.notice, each.how)
        )


LISTINGS = (
    _listing(
        "",
        (
            Column("rule", "rules_rule"),
            Column("stage", "rules_stage"),
            Column("verdict", group="verdict"),
            Column("since", "web_col_in_force_since"),
            Column("editions", number=True),
            Column("grounds", "rules_grounds"),
            Column("id", "rules_id"),
        ),
        _rules,
        _rule_lines,
        filters=(
            _SEARCH,
            asked(
                "verdict",
                "web_col_verdict",
                choice(*(each.value for each in RULE_VERDICTS)),
                required=False,
                group="verdict",
            ),
        ),
    ),
    _listing(
        "parameters",
        (
            Column("parameter"),
            Column("value"),
            Column("since", "web_col_in_force_since"),
            Column("ground"),
            Column("provenance", group="provenance"),
            Column("id", "rules_id"),
        ),
        _parameters,
        _parameter_lines,
    ),
    _listing(
        "endings",
        (
            Column("ending"),
            Column("means"),
            Column("since", "web_col_in_force_since"),
            Column("status", "rules_status", group="rule_status"),
            Column("applies"),
            Column("law"),
            Column("provenance", group="provenance"),
        ),
        _endings,
        _ending_lines,
    ),
    _listing(
        "clauses",
        (
            Column("clause"),
            Column("clause_kind", group="clause_kind"),
            Column("wording"),
            Column("why"),
            Column("since", "web_col_in_force_since"),
            Column("ground"),
            Column("provenance", group="provenance"),
        ),
        _clauses,
        _clause_lines,
        filters=(
            _SEARCH,
            asked("kind", "web_col_clause_kind", choice(*CLAUSE_KINDS), required=False, group="clause_kind"),
        ),
    ),
    _listing(
        "laws",
        (Column("law"), Column("since", "web_col_in_force_since"), Column("address")),
        _laws,
        _law_lines,
    ),
    _listing(
        "calendar",
        (
            Column("day"),
            Column("weekday", group="weekday"),
            Column("works"),
            Column("notice"),
            Column("provenance", group="provenance"),
        ),
        _days,
        _day_lines,
        filters=(asked("year", "web_field_year", required=False, choices=_years),),
    ),
)
DEEDS: tuple[Deed, ...] = ()
PAGES = (
    path("rulebook/rules/<str:id>/", pages.rule, name="rulebook_rule"),
    path("rulebook/parameters/<str:id>/", pages.parameter, name="rulebook_parameter"),
)
