"""Value in a terminal: contract by contract and measure by measure, with all limits."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.value.values import ContractValue, DistrictValue, MeasureResult
from answerable.render.names import either, name_of
from answerable.render.terminal import fold
from answerable.render.value.figures import change_shown, changes_shown, side_shown, spread_shown
from answerable.render.words import label, say, term
from answerable.render.words.fill import percent

_COLUMNS = 100


def value_text(result: DistrictValue, lang: str) -> str:
    """All contracts that were asked about."""
    name = either(result.name, result.name_en, lang)
    lines = [label("value_title", lang, name=name, on=result.on), ""]
    for contract in result.contracts:
        lines += _contract(contract, lang)
        lines.append("")
    lines += fold(label("value_note_range", lang), _COLUMNS)
    lines += fold(label("value_note_causes", lang), _COLUMNS)
    # Names come from files: no control character of theirs may reach a terminal.
    return "".join("".join(c if c.isprintable() else " " for c in line).rstrip() + "\n" for line in lines)


def _contract(each: ContractValue, lang: str) -> Iterator[str]:
    yield f"{each.contract.id}  {name_of(each.contract, lang)}"
    for measure in each.measures:
        yield from _measure(measure, each.contract.currency, lang)
    if each.silent:
        yield from _folded(silent_line(each, lang), "  ")
    yield from _folded(house_line(each, lang), "  ")


def silent_line(each: ContractValue, lang: str) -> str:
    """Aspects without data, and what to collect."""
    aspects = label("value_comma", lang).join(term("aspect", aspect, lang) for aspect in each.silent)
    return label("value_silent", lang, aspects=aspects)


def house_line(each: ContractValue, lang: str) -> str:
    """The ability to take the work back."""
    share = each.in_house.share
    part = label("value_share_unknown", lang)
    if share is not None:
        part = label("value_share", lang, share=percent(Fraction(share)))
    if each.in_house.drilled_on is not None:
        drill = label("value_drilled", lang, on=each.in_house.drilled_on)
    else:
        drill = label("value_drill_due" if each.in_house.drills else "value_no_drill", lang)
    return label("value_house", lang, part=part, drill=drill)


def _measure(each: MeasureResult, currency: str | None, lang: str) -> Iterator[str]:
    yield "  " + label("value_row", lang, head=term("aspect", each.aspect, lang), text=each.measure)
    rows = (
        ("value_before", side_shown(each.before, each, currency=currency, lang=lang)),
        ("value_after", side_shown(each.after, each, currency=currency, lang=lang)),
        ("value_changed", change_shown(each, lang)),
        ("value_peers_now", spread_shown(each.peers.values, each, currency=currency, lang=lang)),
        ("value_peers_change", changes_shown(each, lang)),
        ("value_concluded", term("value_conclusion", each.conclusion, lang)),
    )
    for key, text in rows:
        yield from _folded(label("value_row", lang, head=label(key, lang), text=text), "    ")
    for limit in each.limits:
        yield from _folded("- " + say(limit, lang), "      ")


def _folded(text: str, indent: str) -> Iterator[str]:
    return (indent + line for line in fold(text, _COLUMNS - len(indent)))
