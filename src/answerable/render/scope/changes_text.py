"""Differences between rulebooks or days, and replays of old verdicts, in sentences."""

from collections.abc import Iterable, Sequence

from answerable.core.rulebook.boundary import InForce
from answerable.core.scope.difference import Change, Difference, Side
from answerable.core.scope.replay import Replayed
from answerable.core.terms.verdict import Verdict
from answerable.render.scope.phrases import facts_phrase
from answerable.render.terminal import fold
from answerable.render.words import label, term

_COLUMNS = 100


def difference_text(found: Difference, lang: str) -> str:
    """Rules that came, went or were amended, and every way in which verdicts change, with an example."""
    lines = fold(label("diff_of", lang, one=side(found.one, lang), other=side(found.other, lang)), _COLUMNS)
    for key, rules in (("diff_gone", found.gone), ("diff_new", found.new)):
        lines += _rules(key, rules, lang)
    lines += _rules("diff_amended", [new for _, new in found.amended], lang)
    lines += ["", label("diff_changes", lang, n=len(found.changes))]
    for change in found.changes:
        lines += _change(change, found, lang)
    return "\n".join(lines) + "\n"


def side(each: Side, lang: str) -> str:
    """A rulebook with its day."""
    title = each.boundary.title.in_(lang)
    return label("diff_side", lang, rulebook=title, on=each.on, stated=each.stated or None)


def _rules(key: str, rules: Sequence[InForce], lang: str) -> list[str]:
    named = tuple(label("quoted_rule", lang, title=each.rule.title.in_(lang), id=each.id) for each in rules)
    return fold(label(key, lang, rules=named), _COLUMNS) if named else []


def _change(change: Change, found: Difference, lang: str) -> list[str]:
    before, after = (term("verdict", each, lang) for each in (change.before, change.after))
    boundary = max(found.one.boundary, found.other.boundary, key=lambda each: len(each.facts))
    example = facts_phrase(boundary, change.facts, lang)
    first = label("diff_change", lang, before=before, after=after)
    why = label("diff_why", lang, before=change.rules_before, after=change.rules_after)
    lines = [*fold(f"- {first}", _COLUMNS)]
    for detail in (why, label("flaw_witness", lang, facts=example)):
        lines += [f"  {line}" for line in fold(detail, _COLUMNS - 2)]
    return lines


def item_change_line(
    id: str,
    *,
    before: Verdict,
    after: Verdict,
    rules: tuple[Sequence[str], Sequence[str]],
    lang: str,
) -> str:
    """One item whose verdict changes."""
    words = {"before": term("verdict", before, lang), "after": term("verdict", after, lang)}
    why = label("diff_why", lang, before=tuple(rules[0]), after=tuple(rules[1]))
    return label("diff_item", lang, id=id, why=why, **words)


def replay_text(replayed: Iterable[Replayed], lang: str) -> str:
    """Every record: whether it still comes out, and whether the answer would be another one now."""
    lines, broken, changed, n = [], 0, 0, 0
    for each in replayed:
        n += 1
        broken += not each.comes_out
        changed += each.changed
        lines += _replayed(each, lang)
    return "\n".join([*lines, label("replay_counted", lang, n=n, broken=broken, changed=changed)]) + "\n"


def _replayed(each: Replayed, lang: str) -> list[str]:
    recorded = term("verdict", each.record.verdict, lang)
    then, now = (term("verdict", one.verdict, lang) for one in (each.then, each.now))
    key = "replay_agrees" if each.comes_out else "replay_differs"
    lines = fold(
        label(key, lang, id=each.record.id, on=each.record.on, recorded=recorded, then=then), _COLUMNS
    )
    if each.changed:
        rules = tuple(rule.id for rule in each.now.deciding)
        text = label("replay_now", lang, on=each.now.on, now=now, rules=rules)
        lines += [f"  {line}" for line in fold(text, _COLUMNS - 2)]
    return lines
