"""Findings: the inbox, the rules they rest on with what each was worth, and what can be decided."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from answerable.actions.office.judging import OWN_SOURCES, Judgement, judge, write_down
from answerable.actions.office.pages.findings import (
    STAGES,
    at_stage,
    by_rule,
    contracts_to_act_on,
    finding_lines,
    finding_page,
    finding_subject,
    findings_seen,
    next_in_inbox,
    rules_found,
    similar,
)
from answerable.actions.office.pages.rules import RuleLine, rule_lines, watch_rules
from answerable.actions.office.pages.subjects import anywhere, own
from answerable.actions.office.silencing import rules_of, silence, use_again
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT, choice
from answerable.records.models import Finding
from answerable.render.terminal import fold
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, Choice, Field, asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.desk.offers import offered
from answerable.web.views import findings as pages


def _filtered(visit: Visit, wanted: Wanted) -> QuerySet[Finding]:
    rows = findings_seen(visit.asking)
    if words := wanted["search"]:
        rows = rows.filter(
            Q(what__icontains=words)
            | Q(what_en__icontains=words)
            | Q(id__icontains=words)
            | Q(contract__name__icontains=words)
            | Q(contract__name_en__icontains=words)
        )
    for name in ("severity", "source", "contract"):
        if code := wanted[name]:
            rows = rows.filter(**{name: code})
    if stage := wanted["state"]:
        rows = at_stage(rows, stage)
    return by_rule(rows, wanted["rule"]) if wanted["rule"] else rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in finding_lines(rows, on=visit.on):
        row, contract = each.finding, each.finding.contract
        cells = (
            Both(row.what, row.what_en or row.what),
            Both(contract.name, contract.name_en or contract.name),
            Both(contract.provider.name, contract.provider.name_en or contract.provider.name),
            row.found_on,
            row.source,
            row.severity,
            each.rule,
            each.stage,
        )
        yield Line(row.pk, cells, reverse("finding", args=[row.pk]), late=each.late)


def _rule_cells(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        line: RuleLine = each
        record, share = line.precision, line.precision.share
        cells = (
            line.title,
            record.proposed,
            record.confirmed,
            record.rejected,
            None if share is None else percent(share),
            None if record.bounds is None else " – ".join(map(percent, record.bounds)),
            None if line.rule is None else percent(line.rule.precision),
            None if line.silence is None else line.silence.ends,
            line.standing,
        )
        yield Line(line.key, cells, reverse("finding_rule", args=[line.key]), late=line.below)


def percent(share: Any) -> str:
    """A share as per cent, with no more places than so few decisions bear."""
    return f"{round(share * 100)}%"


_INBOX = Column("state", label="web_col_finding_state", group="finding_stage")
LISTINGS = (
    Listing(
        "findings",
        "",
        Act.SEE_OWN,
        lambda visit: own(visit.asking, "findings"),
        (
            Column("what", label="web_col_finding", order=("what",)),
            Column("contract", label="web_col_finding_contract", order=("contract__name",)),
            Column("provider", order=("contract__provider__name",)),
            Column("found_on", label="web_col_found_on", order=("found_on",)),
            Column("source", label="web_col_finding_source", group="finding_source", order=("source",)),
            Column("severity", label="web_col_severity", group="severity", order=("severity",)),
            Column("rule", label="web_col_finding_rule", order=("rule",)),
            _INBOX,
        ),
        _filtered,
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            asked("state", "web_col_finding_state", choice(*STAGES), required=False, group="finding_stage"),
            of("findings", "severity", required=False),
            of("findings", "source", required=False),
            asked(
                "rule",
                "web_col_finding_rule",
                required=False,
                choices=offered(lambda visit, key: rules_found(visit.asking)),
            ),
            of("findings", "contract", required=False),
        ),
        links=("findings_record",),
        beside=("findings_rules",),
        explained=True,
    ),
    Listing(
        "findings",
        "rules",
        Act.SEE_DUTIES,
        lambda visit: own(visit.asking, "findings"),
        (
            Column("rule", label="web_col_finding_rule"),
            Column("proposed", label="web_col_undecided", number=True),
            Column("confirmed", label="web_col_confirmed", number=True),
            Column("rejected", label="web_col_rejected", number=True),
            Column("precision", label="web_col_precision", number=True),
            Column("bounds", label="web_col_precision_bounds", number=True),
            Column("declared", label="web_col_declared", number=True),
            Column("silenced", label="web_col_silenced"),
            Column("standing", label="web_col_rule_standing", group="rule_standing"),
        ),
        lambda visit, wanted: rule_lines(on=visit.on),
        _rule_cells,
        template="findings/rules.html",
        context=lambda visit, wanted: pages.precision_context(visit),
        beside=("findings",),
        explained=True,
        by_id="key",
    ),
)


def _finding(visit: Visit, key: str) -> Subject | None:
    return finding_subject(key, visit.asking)


def _shown(visit: Visit, key: str) -> Mapping[str, object]:
    subject = finding_subject(key, visit.asking)
    return {} if subject is None else {"shown": finding_page(key, visit.asking, subject)}


def _decided(visit: Visit, key: str) -> Cells:
    return {"decision": Finding.objects.values_list("decision", flat=True).get(id=key) or ""}


def _also(visit: Visit, key: str) -> tuple[Field, ...]:
    """The findings that may be decided together with this one."""
    rows = list(similar(key))
    if not rows:
        return ()
    choices = tuple(Choice(row.id, _short(row)) for row in rows)
    return (
        asked(
            "also",
            "web_field_also",
            IDENT,
            hint="web_field_also_hint",
            required=False,
            many=True,
            choices=lambda visit, key: choices,
        ),
    )


def _short(row: Finding) -> Both:
    def cut(text: str) -> str:
        return f"{row.found_on} {next(iter(fold(text, 80)), '')}"

    return Both(cut(row.what), cut(row.what_en or row.what))


def _decide(doing: Doing) -> Done:
    visit, also = doing.visit, [id for id in doing["also"].split(",") if id]
    made = judge(
        [doing.key, *also],
        Judgement(doing["decision"], doing["reason"]),
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    following = next_in_inbox(visit.asking)
    where = reverse("findings") if following is None else reverse("finding", args=[following.pk])
    return Done(where, "web_findings_decided", answer={"decisions": made})


def _record(doing: Doing) -> Done:
    visit = doing.visit
    cells = doing.stated("contract", "found_on", "source", "severity", "what", "what_en")
    id = write_down(cells, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("finding", args=[id]), answer={"finding": id})


def _silence(doing: Doing) -> Done:
    visit = doing.visit
    ends = date.fromisoformat(doing["ends"])
    silence(doing.key, ends=ends, why=doing["why"], by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("findings_rules"))


def _use_again(doing: Doing) -> Done:
    visit = doing.visit
    use_again(doing.key, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("findings_rules"))


def _rule(visit: Visit, key: str) -> Subject | None:
    return rules_of(visit.actor) if key in watch_rules() else None


def _named(visit: Visit, key: str) -> Mapping[str, object]:
    return {"rule": watch_rules()[key]}


DEEDS = (
    Deed(
        "findings",
        "decide",
        Act.PROPOSE,
        _finding,
        _decide,
        fields=(
            of("findings", "decision", required=True),
            asked("reason", "web_field_judged_why", hint="web_field_judged_why_hint", long=True),
        ),
        more=_also,
        current=_decided,
        template="findings/decide.html",
        context=_shown,
        explained=True,
        back="finding",
    ),
    Deed(
        "findings",
        "record",
        Act.RECORD,
        lambda visit, key: anywhere(visit.asking, "findings", Act.RECORD),
        _record,
        fields=(
            of(
                "findings",
                "contract",
                choices=offered(lambda visit, key: contracts_to_act_on(visit.asking, Act.RECORD)),
            ),
            of("findings", "found_on", example="2026-06-30"),
            asked("source", "web_col_finding_source", choice(*OWN_SOURCES), group="finding_source"),
            of("findings", "severity"),
            of("findings", "what", long=True),
            of("findings", "what_en", long=True),
        ),
        keyed=False,
        explained=True,
        back="findings",
    ),
    Deed(
        "findings",
        "silence",
        Act.SILENCE_RULE,
        _rule,
        _silence,
        fields=(of("silenced_rules", "ends", required=True), of("silenced_rules", "why", long=True)),
        template="findings/silence.html",
        context=_named,
        explained=True,
        back="finding_rule",
    ),
    Deed(
        "findings",
        "use_again",
        Act.SILENCE_RULE,
        _rule,
        _use_again,
        template="findings/silence.html",
        context=_named,
        explained=True,
        back="finding_rule",
    ),
)
PAGES = (
    path("findings/rules/<str:id>/", pages.rule, name="finding_rule"),
    path("findings/<str:id>/", pages.finding, name="finding"),
)
