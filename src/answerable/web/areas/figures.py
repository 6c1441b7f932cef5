"""Readings and scores: a month on one screen, lists of both, and corrections."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from answerable.actions.office import figures_in
from answerable.actions.office.inspection_sheet import duties_to_do
from answerable.actions.office.pages.contracts import contract_subject
from answerable.actions.office.pages.figures import (
    entered,
    entered_lines,
    indicators,
    indicators_of,
    readings_seen,
    scores_seen,
)
from answerable.actions.office.pages.subjects import anywhere, own
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT, PERIOD, choice
from answerable.core.terms.figures import quantise
from answerable.records.models import Contract, Reading, Score
from answerable.web.actor import Visit
from answerable.web.areas.figure_fields import (
    document_field,
    minor_units,
    money_field,
    paired,
    pinned,
    reading_fields,
    score_fields,
    score_places,
    scored,
    whole_units,
)
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import figures as pages


def _named(thing: Any) -> Both:
    return Both(thing.name, thing.name_en or thing.name)


def _entered(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in entered_lines(rows):
        contract = each.contract
        cells = (
            _named(contract),
            _named(contract.body),
            _named(contract.provider),
            each.scored,
            each.measured,
        )
        yield Line(contract.pk, cells, reverse("figures_of", args=[contract.pk]))


def _filtered(rows: QuerySet[Any], wanted: Wanted, *names: str) -> QuerySet[Any]:
    return rows.filter(**{name: wanted[name] for name in names if wanted[name]})


def _readings(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    known = indicators({row.indicator for row in rows})
    for row in rows:
        indicator = known.get(row.indicator)
        cells = (
            _named(row.contract),
            row.indicator if indicator is None else _named(indicator),
            row.period,
            row.numerator,
            row.denominator,
            _value(row, indicator),
            row.recorded,
            row.source,
        )
        yield Line(row.pk, cells, reverse("figures_reading", args=[row.pk]))


def _value(row: Any, indicator: Any) -> str | None:
    """The value as it is shown: of one reading, though readings of a period are added."""
    if not row.denominator:
        return None
    share = indicator is not None and indicator.measure == "share"
    shown = quantise(Fraction((100 if share else 1) * row.numerator, row.denominator))
    return f"{shown}%" if share else shown


def _scores(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    known = indicators({row.item for row in rows})
    for row in rows:
        # A provider sees what was scored, and not by whom.
        by = None if visit.actor.provider is not None or row.scored_by is None else _named(row.scored_by)
        item = known.get(row.item)
        cells = (
            _named(row.contract),
            row.period,
            row.item if item is None else _named(item),
            str(row.points),
            str(row.full),
            by,
            row.scored_on,
        )
        yield Line(str(row.pk), cells, reverse("figures_month", args=[row.pk]))


_CONTRACT = asked("contract", "contract", IDENT, hint="web_figures_contract_hint", required=False)
_PERIOD = asked("period", "period", PERIOD, hint="web_figures_period_hint", required=False, example="2026-05")
_INDICATOR = asked("indicator", "web_indicator", IDENT, hint="web_figures_indicator_hint", required=False)
_ITEM = asked("item", "web_figures_item", IDENT, required=False)
_SOURCE = asked(
    "source",
    "web_figures_source",
    choice("body", "provider", "third_party", "published"),
    required=False,
    group="reading_source",
)
LISTINGS = (
    Listing(
        "figures",
        "",
        Act.RECORD,
        lambda visit: anywhere(visit.asking, "figures", Act.RECORD),
        (
            Column("name", order=("name",)),
            Column("body", order=("body__name",)),
            Column("provider", order=("provider__name",)),
            Column("scored", label="web_figures_col_scored"),
            Column("measured", label="web_figures_col_measured"),
        ),
        lambda visit, wanted: entered(visit.asking),
        _entered,
        beside=("figures_readings", "figures_scores"),
        explained=True,
    ),
    Listing(
        "figures",
        "readings",
        Act.SEE_OWN,
        lambda visit: own(visit.asking, "figures"),
        (
            Column("contract", label="contract", order=("contract__name",)),
            Column("indicator", label="web_indicator", order=("indicator",)),
            Column("period", label="period", order=("period",)),
            Column("numerator", label="numerator", number=True),
            Column("denominator", label="denominator", number=True),
            Column("value", label="value", number=True),
            Column("recorded", label="web_figures_recorded", order=("recorded",)),
            Column("source", label="web_figures_source", group="reading_source", order=("source",)),
        ),
        lambda visit, wanted: _filtered(
            readings_seen(visit.asking), wanted, "contract", "period", "indicator", "source"
        ),
        _readings,
        filters=(_CONTRACT, _PERIOD, _INDICATOR, _SOURCE),
        beside=("figures", "figures_scores"),
    ),
    Listing(
        "figures",
        "scores",
        Act.SEE_OWN,
        lambda visit: own(visit.asking, "figures"),
        (
            Column("contract", label="contract", order=("contract__name",)),
            Column("period", label="period", order=("period",)),
            Column("item", label="web_figures_item", order=("item",)),
            Column("points", label="web_figures_points", number=True),
            Column("full", label="web_figures_full", number=True),
            Column("scored_by", label="web_figures_scored_by"),
            Column("scored_on", label="web_figures_scored_on", order=("scored_on",)),
        ),
        lambda visit, wanted: _filtered(scores_seen(visit.asking), wanted, "contract", "period", "item"),
        _scores,
        filters=(_CONTRACT, _PERIOD, _ITEM),
        beside=("figures", "figures_readings"),
    ),
)


def _entering(doing: Doing) -> figures_in.Entering:
    visit = doing.visit
    return figures_in.Entering(visit.actor, visit.now, visit.on)


def _contract(visit: Visit, key: str) -> Subject | None:
    return contract_subject(key, on=visit.on)


def _of_row(kind: type[Reading] | type[Score], visit: Visit, **key: str) -> Subject | None:
    contract = kind.objects.filter(**key).values_list("contract", flat=True).first()
    return None if contract is None else contract_subject(contract, on=visit.on)


def _of_reading(visit: Visit, key: str) -> Subject | None:
    return _of_row(Reading, visit, pk=key)


def _of_score(visit: Visit, key: str) -> Subject | None:
    return _of_row(Score, visit, pk=key) if pages.is_row(key) else None


def _about(visit: Visit, key: str) -> Mapping[str, object]:
    return {"about": Contract.objects.get(id=key)}


def _score(doing: Doing) -> Done:
    contract, period = doing.key, doing["period"]
    with pinned(score_places(contract)):
        figures_in.record_scores(
            contract,
            period,
            scored(doing.cells),
            entering=_entering(doing),
            duties=_scoring(contract, period, doing),
        )
    first = (
        Score.objects.filter(contract=contract, period=period)
        .order_by("row")
        .values_list("row", flat=True)[0]
    )
    return Done(reverse("figures_month", args=[first]), "web_figures_scored", {"score": first})


def _scoring(contract: str, period: str, doing: Doing) -> tuple[tuple[str, str], ...]:
    """The duties to score that a sheet of this period does: those that are open for it."""
    return tuple(
        each for each in duties_to_do(contract, on=doing.visit.on, kind="score") if each[1] == period
    )


def _read(doing: Doing) -> Done:
    rows, places = paired(doing.cells, indicators_of(doing.key))
    with pinned(places):
        ids = figures_in.record_readings(
            doing.key,
            rows,
            entering=_entering(doing),
            source=doing["source"],
            more=doing["more"] == "yes",
        )
    return Done(reverse("figures_of", args=[doing.key]), answer={"readings": list(ids)})


_CELLS = ("numerator", "denominator", "recorded", "source")


def _reading(visit: Visit, key: str) -> Cells:
    row = Reading.objects.get(pk=key)
    return {name: str(getattr(row, name)) for name in _CELLS}


def _correct(doing: Doing) -> Done:
    figures_in.correct_reading(
        doing.key,
        doing.stated(*_CELLS, "document"),
        seen=doing.seen,
        reason=doing["reason"],
        entering=_entering(doing),
    )
    return Done(reverse("figures_reading", args=[doing.key]))


def _points(visit: Visit, key: str) -> Cells:
    return {"points": str(Score.objects.get(pk=key).points)}


def _mend(doing: Doing) -> Done:
    figures_in.correct_score(
        int(doing.key),
        doing["points"],
        seen=doing.seen,
        reason=doing["reason"],
        entering=_entering(doing),
    )
    return Done(reverse("figures_month", args=[doing.key]))


def _deducted(visit: Visit, key: str) -> Cells:
    row = Score.objects.get(pk=key)
    taken = figures_in.deducted(Score.objects.filter(contract=row.contract_id, period=row.period))
    return {"deduction": "" if taken is None else whole_units(taken)}


def _deduct(doing: Doing) -> Done:
    row = Score.objects.get(pk=doing.key)
    minor, before = minor_units(doing["deduction"], "deduction"), doing.seen.get("deduction", "")
    seen = minor_units(before, "deduction") if before else None
    figures_in.record_deduction(row.contract_id, row.period, minor, seen=seen, entering=_entering(doing))
    return Done(reverse("figures_month", args=[doing.key]))


_REASON = asked("reason", "web_figures_reason", hint="web_figures_reason_hint", long=True, example="§ 3")
DEEDS = (
    Deed(
        "figures",
        "score",
        Act.RECORD,
        _contract,
        _score,
        fields=(of("scores", "period", example="2026-05"),),
        more=score_fields,
        context=_about,
        explained=True,
        back="figures_of",
    ),
    Deed(
        "figures",
        "read",
        Act.RECORD,
        _contract,
        _read,
        fields=(
            of("readings", "recorded", example="2026-06-01"),
            of("readings", "source", example="body"),
            document_field(),
            asked(
                "more",
                "web_figures_more",
                choice("yes"),
                hint="web_figures_more_hint",
                required=False,
                group="yes_no",
            ),
        ),
        more=reading_fields,
        context=_about,
        explained=True,
        back="figures_of",
    ),
    Deed(
        "figures",
        "correct",
        Act.RECORD,
        _of_reading,
        _correct,
        fields=(
            of("readings", "numerator", example="97"),
            of("readings", "denominator", example="100"),
            of("readings", "recorded", example="2026-06-01"),
            of("readings", "source", example="body"),
            document_field(),
            _REASON,
        ),
        current=_reading,
        explained=True,
        back="figures_reading",
    ),
    Deed(
        "figures",
        "mend",
        Act.RECORD,
        _of_score,
        _mend,
        fields=(of("scores", "points", example="87.5"), _REASON),
        current=_points,
        explained=True,
        back="figures_month",
    ),
    Deed(
        "figures",
        "deduct",
        Act.RECORD,
        _of_score,
        _deduct,
        fields=(money_field("deduction", "web_figures_deduction", "web_figures_deduction_hint"),),
        current=_deducted,
        explained=True,
        back="figures_month",
    ),
)
PAGES = (
    path("figures/<str:id>/", pages.contract, name="figures_of"),
    path("figures/readings/<str:id>/", pages.reading, name="figures_reading"),
    path("figures/months/<str:row>/", pages.month, name="figures_month"),
)
