"""The rules that findings rest on, and how precise each was so far: what people confirmed of what they decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex, Substr

from answerable.actions.office.pages.limits import rulebook, set_count, set_share
from answerable.core.assess.surveys import interval
from answerable.core.rulebook.watch import WatchEdition, WatchRule, load_watch
from answerable.core.tables.declare import Both
from answerable.core.watch.values import PREFIX
from answerable.records.models import Finding, SilencedRule
from answerable.render.words.catalogue import terms

_SIGNS = "signals."


@dataclass(frozen=True)
class Precision:
    """What people made of a rule's findings so far."""

    proposed: int = 0
    """Findings that nobody has decided yet."""
    confirmed: int = 0
    rejected: int = 0
    z_squared: Fraction | None = None

    @property
    def decided(self) -> int:
        return self.confirmed + self.rejected

    @property
    def share(self) -> Fraction | None:
        """The share that was confirmed of what was decided; None while nothing was."""
        return Fraction(self.confirmed, self.decided) if self.decided else None

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """Between which shares the rule may well lie, given so few decisions (Wilson's interval)."""
        if self.share is None or self.z_squared is None:
            return None
        return interval(self.share, self.z_squared / self.decided)


@dataclass(frozen=True)
class RuleLine:
    """One rule with its record."""

    code: str
    """As findings name it: `watch.` or another prefix before its id."""
    title: Both
    rule: WatchRule | None
    """None of what is no rule of watching, and cannot be silenced."""
    precision: Precision
    below: bool
    """Enough was decided, and less was confirmed than the rule declares: it is proposed for silence."""
    silence: SilencedRule | None
    """What keeps it silent on the day."""

    @property
    def key(self) -> str:
        """By which it is silenced, and found."""
        return self.code.removeprefix(PREFIX)

    @property
    def standing(self) -> str:
        """silenced, below what it declares, without a decision so far, or in use."""
        if self.silence is not None:
            return "silenced"
        if self.below:
            return "below"
        return "in_use" if self.precision.decided else "no_decision"


@dataclass(frozen=True)
class RulePage:
    """One rule with everything that is said of it."""

    line: RuleLine
    edition: WatchEdition | None
    """As it is in force on the day."""
    silences: tuple[SilencedRule, ...]
    """The latest first."""


def rule_lines(*, on: date) -> list[RuleLine]:
    """Every rule of watching, and every other that a finding rests on; those with the most to say first."""
    records, known = precisions(on=on), watch_rules()
    silent = silences(on=on)
    least = set_count("watch.precision_decided", on=on)
    codes = {f"{PREFIX}{id}" for id in known} | records.keys()
    lines = [
        RuleLine(
            code=code,
            title=title_of(code, known),
            rule=known.get(code.removeprefix(PREFIX)) if code.startswith(PREFIX) else None,
            precision=records.get(code, Precision()),
            below=False,
            silence=silent.get(code.removeprefix(PREFIX)),
        )
        for code in codes
    ]
    marked = [_marked(line, least) for line in lines]
    return sorted(marked, key=lambda line: (-line.precision.decided, -line.precision.proposed, line.code))


def rule_page(key: str, *, on: date) -> RulePage | None:
    """The rule of this key; None where there is none."""
    line = next((each for each in rule_lines(on=on) if each.key == key), None)
    if line is None:
        return None
    rows = SilencedRule.objects.filter(rule=key).select_related("decided_by").order_by("-starts")
    return RulePage(line, None if line.rule is None else line.rule.at(on), tuple(rows))


def _marked(line: RuleLine, least: int | None) -> RuleLine:
    share = line.precision.share
    if line.rule is None or share is None or least is None or line.silence is not None:
        return line
    below = line.precision.decided >= least and share < line.rule.precision
    return RuleLine(line.code, line.title, line.rule, line.precision, below, line.silence)


def precisions(*, on: date, codes: Iterable[str] | None = None) -> Mapping[str, Precision]:
    """What people made of the findings of every rule, over the whole county; of these rules only, where stated."""
    rows = with_code(Finding.objects.exclude(rule=None))
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    counted = rows.values("code").annotate(
        confirmed=Count("id", filter=Q(decision="confirmed")),
        rejected=Count("id", filter=Q(decision="rejected")),
        proposed=Count("id", filter=Q(decision=None)),
    )
    z_squared = set_share("survey.z_squared", on=on)
    return {
        row["code"]: Precision(row["proposed"], row["confirmed"], row["rejected"], z_squared)
        for row in counted
    }


def with_code(rows: QuerySet[Finding]) -> QuerySet[Any]:
    """The findings with the id of their rule, as `code`; what is about whom, and since when, is left out."""
    blank = StrIndex(F("rule"), Value(" "))
    first = Case(
        When(rule__contains=" ", then=Substr("rule", 1, blank - 1)),
        default=F("rule"),
        output_field=CharField(),
    )
    return rows.annotate(code=first)


def code_of(rule: str | None) -> str:
    """The id of the rule that a finding rests on; empty if it rests on none."""
    return (rule or "").partition(" ")[0]


def title_of(code: str, known: Mapping[str, WatchRule]) -> Both:
    """The name of a rule, or its id where it has none; `known` are the rules of watching."""
    if code.startswith(PREFIX) and (rule := known.get(code.removeprefix(PREFIX))) is not None:
        return rule.title
    word = terms()["signal"].get(code.removeprefix(_SIGNS)) if code.startswith(_SIGNS) else None
    return Both(code, code) if word is None else Both(word["zh"], word["en"])


def watch_rules() -> Mapping[str, WatchRule]:
    """The rules of watching of the district's rulebook, by id."""
    name = rulebook()
    return {} if name is None else load_watch(name).by_id


def silences(*, on: date) -> Mapping[str, SilencedRule]:
    """What keeps rules silent on the day, by the rule's id."""
    rows = SilencedRule.objects.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)
    return {row.rule: row for row in rows.select_related("decided_by").order_by("starts")}
