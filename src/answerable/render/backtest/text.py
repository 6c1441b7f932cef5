"""A trial of a new set of indicators in a terminal: both sets side by side, totals first, then by id."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import starmap

from answerable.core.assess.score import money_shown
from answerable.core.assess.trial.results import (
    Compared,
    ContractTrial,
    Expected,
    Said,
    Totals,
    TrialResult,
    Warned,
)
from answerable.core.assess.trial.sets import Rules
from answerable.render.names import either
from answerable.render.terminal import fold, width
from answerable.render.words import label, term

_COLUMNS = 100
_RULES = ("off_target_periods", "far_steps", "worst_k", "worst_last", "trend_periods")
_BARE = "–"

Table = list[tuple[str, str, str]]


def trial_text(result: TrialResult, lang: str) -> str:
    """The whole trial, ending with a line break."""
    title = label("backtest_title", lang, name=either(result.name, result.name_en, lang), on=result.on)
    lines = [*fold(title, _COLUMNS), *fold(label("backtest_how", lang), _COLUMNS), ""]
    lines += _table([*_rules(result.rules, lang), *_totals(result, lang)], lang)
    lines += ["", label("backtest_by_indicator", lang)]
    for each in result.indicators:
        lines += _item(_compared(each, lang))
    lines += ["", label("backtest_by_contract", lang)]
    changing = [each for each in result.contracts if each.differing]
    same = tuple(each.id for each in result.contracts if not each.differing)
    for contract in changing:
        lines += _contract(contract, lang)
    if not changing:
        lines += _item(label("backtest_none", lang))
    lines += _item(label("backtest_same", lang, n=len(same), ids=same)) if same else []
    lines += _troubles(result, lang)
    lines += ["", *fold(label("backtest_note", lang), _COLUMNS)]
    # Names come from files: no control character of theirs may reach a terminal.
    return "\n".join("".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines) + "\n"


def _item(text: str, indent: str = "") -> list[str]:
    first, *more = fold(text, _COLUMNS - len(indent) - 2)
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in more)]


def _table(rows: Table, lang: str) -> list[str]:
    rows = [("", label("backtest_in_force", lang), label("backtest_new", lang)), *rows]
    first, second = (max(width(row[at]) for row in rows) for at in (0, 1))
    return [_padded(what, first) + "  " + _padded(old, second) + "  " + new for what, old, new in rows]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _rules(rules: tuple[Rules, Rules], lang: str) -> Iterator[tuple[str, str, str]]:
    for name in _RULES:
        values = [getattr(each, name) for each in rules]
        shown = [label("backtest_not_set", lang) if value is None else str(value) for value in values]
        yield (label(f"backtest_{name}", lang), *shown)  # type: ignore[misc]


def _totals(result: TrialResult, lang: str) -> Iterator[tuple[str, str, str]]:
    def row(key: str, shown: Callable[[Totals], str]) -> tuple[str, str, str]:
        old, new = result.totals
        return label(key, lang, n=len(result.contracts)), shown(old), shown(new)

    yield row("backtest_off_target", lambda each: _part(each.off_target, each.scored, lang))
    yield row("backtest_ends_on_watch", lambda each: _part(each.ends_on_watch, each.ends, lang))
    yield row("backtest_ever_on_watch", lambda each: str(each.contracts_on_watch))
    yield row("backtest_flips", lambda each: str(each.flips))
    yield row("backtest_watches", lambda each: str(each.watches))
    sequels = ("followed", "not_followed", "too_early")
    for sequel in ("unknown",) if any(each.unknown for each in result.totals) else sequels:
        yield row(f"backtest_{sequel}", lambda each, s=sequel: str(getattr(each, s)))  # type: ignore[misc]
    yield row("backtest_warned", lambda each: _part(each.warned, result.troubles, lang))
    yield row("backtest_median", lambda each: _days(each.median_days, lang))
    if any(each.expected or each.unknown_months for each in result.totals):
        yield row("backtest_expected", lambda each: _money(each, lang))
        yield row("backtest_unknown_months", lambda each: str(each.unknown_months))


def _part(n: int, of: int, lang: str) -> str:
    if not of:
        return label("no_data", lang)
    return label("backtest_part", lang, n=n, of=of, share=Fraction(n, of))


def _days(days: Fraction | None, lang: str) -> str:
    return _BARE if days is None else label("backtest_days", lang, n=days)


def _money(each: Totals, lang: str) -> str:
    amounts = starmap(lambda currency, minor: money_shown(minor, currency), each.expected)
    return " + ".join(amounts) or label("no_data", lang)


def _compared(each: Compared, lang: str) -> str:
    return label(
        "backtest_compared",
        lang,
        id=each.indicator,
        name=either(each.name, each.name_en, lang),
        contracts=each.contracts,
        old=_part(each.in_force, each.scored, lang),
        new=_part(each.new, each.scored, lang),
    )


def _contract(each: ContractTrial, lang: str) -> list[str]:
    name = either(each.name, each.name_en, lang)
    first, last = each.differing[0], each.differing[-1]
    head = label(
        "backtest_contract",
        lang,
        id=each.id,
        name=name,
        n=len(each.differing),
        first=first,
        last=last if last > first else None,
    )
    lines = _item(head)
    for key, said in (("backtest_in_force", each.in_force), ("backtest_new", each.new)):
        lines += _item(label(key, lang) + label("colon", lang) + _said(said, each.currency, lang), "  ")
    return lines


def _said(said: Said, currency: str, lang: str) -> str:
    return label(
        "backtest_said",
        lang,
        off=_part(said.off_target, said.scored, lang),
        watched=_part(said.ends_on_watch, said.ends, lang),
        flips=said.flips,
        first=said.first_watch,
        expected=_expected(said.expected, currency, lang),
    )


def _expected(expected: Expected | None, currency: str, lang: str) -> str | None:
    if expected is None:
        return None
    amount = money_shown(expected.minor, currency) if expected.months else label("no_data", lang)
    return label(
        "backtest_expected_of",
        lang,
        amount=amount,
        months=expected.months,
        unknown=expected.unknown or None,
    )


def _troubles(result: TrialResult, lang: str) -> Iterator[str]:
    yield ""
    yield label("backtest_troubles", lang, n=result.troubles)
    if result.unforeseeable:
        yield from fold(label("backtest_unforeseeable", lang, n=result.unforeseeable), _COLUMNS)
    for contract in result.contracts:
        for each in contract.troubles:
            yield from _item(_warned(each, contract, lang))


def _warned(each: Warned, contract: ContractTrial, lang: str) -> str:
    trouble = each.trouble
    return label(
        "backtest_trouble",
        lang,
        contract=contract.id,
        on=trouble.on,
        kind=term("trouble", trouble.kind.value, lang),
        id=trouble.id,
        old=_warning(each.in_force, lang),
        new=_warning(each.new, lang),
    )


def _warning(days: int | None, lang: str) -> str:
    return label("backtest_no_warning", lang) if days is None else label("backtest_before", lang, n=days)
