"""All rules in force as one table that a lawyer can read: as a page, and as CSV."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment

from answerable.core.rulebook.boundary import FollowingDuty, InForce, Reading, RulesInForce
from answerable.core.rulebook.facts import Fact, FactKind
from answerable.render.scope.phrases import condition_phrase, ground_phrase
from answerable.render.templates import environment_of
from answerable.render.words import label, term

_COLUMNS = ("stage", "rule", "when", "verdict", "because", "grounds", "duties", "instead", "since", "status")


@dataclass(frozen=True)
class _Row:
    """A rule in the reader's language."""

    id: str
    rulebook: str
    stage: str
    rule: str
    when: str
    verdict: str
    verdict_id: str
    because: str
    grounds: tuple[str, ...]
    duties: tuple[str, ...]
    instead: str
    since: str
    status: str


def rules_csv(rules: RulesInForce, lang: str) -> str:
    """One line for each rule, several grounds and duties in a cell each on a line of its own."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([label("rules_id", lang), *(label(f"rules_{name}", lang) for name in _COLUMNS)])
    for row in _rows(rules, lang):
        cells = [getattr(row, name) for name in _COLUMNS]
        texts = ["\n".join(cell) if isinstance(cell, tuple) else cell for cell in cells]
        writer.writerow([row.id, *map(_harmless, texts)])
    return out.getvalue()


def rules_html(rules: RulesInForce, lang: str) -> str:
    """A page of its own, to read and to print: the rules by stage, the duties, the facts, and the marks explained."""
    rows = list(_rows(rules, lang))
    stages = [
        (stage.title.in_(lang), [row for row in rows if row.stage == stage.title.in_(lang)])
        for stage in rules.boundary.stages
    ]
    only = [row for row in rows if not row.verdict]
    template = _environment(lang).get_template("rules.html.j2")
    return (
        template.render(
            boundary=rules.boundary,
            rules=rules,
            stages=[
                *((title, found) for title, found in stages if found),
                (label("rules_only_duties", lang), only),
            ],
            duties=[_duty(duty, lang) for duty in _duties(rules)],
            facts=[_fact(fact, lang) for fact in rules.boundary.facts],
            readings=[
                (term("reading", each, lang), label(f"reading_means_{each.name.lower()}", lang))
                for each in Reading
            ],
            n=len(rows),
        )
        + "\n"
    )


def _rows(rules: RulesInForce, lang: str) -> Iterator[_Row]:
    titles = {stage.id: stage.title.in_(lang) for stage in rules.boundary.stages}
    for each in rules.rules:
        edition = each.edition
        yield _Row(
            id=each.id,
            rulebook=each.rule.rulebook,
            stage=titles.get(each.stage or "", ""),
            rule=each.rule.title.in_(lang),
            when=condition_phrase(edition.condition, rules.boundary, lang),
            verdict=term("verdict", each.verdict, lang) if each.verdict else "",
            verdict_id=each.verdict.value if each.verdict else "",
            because=edition.because.in_(lang),
            grounds=tuple(ground_phrase(ground, lang) for ground in edition.grounds),
            duties=tuple(duty.what.in_(lang) for duty in edition.duties),
            instead=edition.instead.in_(lang) if edition.instead else "",
            since=edition.starts.isoformat(),
            status=term("rule_status", edition.status, lang),
        )


def _duties(rules: RulesInForce) -> tuple[FollowingDuty, ...]:
    each_rule: tuple[InForce, ...] = rules.rules
    return tuple(dict.fromkeys(duty for each in each_rule for duty in each.edition.duties))


def _duty(duty: FollowingDuty, lang: str) -> tuple[str, str, str, str]:
    who, check = term("duty_who", duty.who, lang), term("duty_check", duty.check, lang)
    return who, duty.what.in_(lang), duty.when.in_(lang), check


def _fact(fact: Fact, lang: str) -> tuple[str, str, str, tuple[str, ...]]:
    if fact.kind is FactKind.NUMBER:
        unit = term("fact_unit", fact.unit or "", lang)
        answers: tuple[str, ...] = (f"{fact.low:,} – {fact.high:,} {unit}",)
    else:
        answers = tuple(option.title.in_(lang) for option in fact.options)
    return fact.id, fact.title.in_(lang), fact.question.in_(lang), answers


def _mark(reading: Reading, lang: str) -> tuple[str, str]:
    return term("reading", reading, lang), label(f"reading_means_{reading.name.lower()}", lang)


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@cache
def _environment(lang: str) -> Environment:
    environment = environment_of("answerable.render.scope", lang)
    environment.globals["label"] = lambda key, **params: label(key, lang, **params)
    return environment
