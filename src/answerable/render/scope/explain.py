"""A verdict explained in sentences: why, by which rules and grounds, what follows, and what is still missing."""

from collections.abc import Iterator, Sequence

from answerable.core.rulebook.boundary import FollowingDuty, InForce
from answerable.core.scope.decide import Decision
from answerable.core.scope.missing import WouldDecide
from answerable.core.terms.verdict import Verdict
from answerable.render.scope.phrases import fact_phrase, facts_phrase, ground_phrase
from answerable.render.terminal import fold
from answerable.render.words import label, term

_COLUMNS = 100
_NAMED = 8
"""Rules that may still add duties are named up to this number; the others are counted."""


def explanation(decision: Decision, lang: str) -> str:
    """The whole explanation as text of at most 100 columns, ending with a line break."""
    blocks = [
        _headline(decision, lang),
        _rules("scope_because_of", decision.deciding, decision, lang),
        _open(decision, lang),
        _rules("scope_also_holds", decision.also, decision, lang),
        _instead(decision, lang),
        _duties(decision.duties, lang),
        _used(decision, lang),
        _depending(decision, lang),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _headline(decision: Decision, lang: str) -> list[str]:
    verdict = term("verdict", decision.verdict, lang)
    title = decision.boundary.title.in_(lang)
    lines = [label("scope_verdict", lang, verdict=verdict)]
    lines += [label("scope_by", lang, rulebook=title, on=decision.on)]
    return lines + fold(label(f"scope_means_{decision.verdict}", lang), _COLUMNS)


def _rules(head: str, rules: Sequence[InForce], decision: Decision, lang: str) -> list[str]:
    if not rules:
        return []
    lines = [label(head, lang)]
    for each in rules:
        lines += _item(_rule_line(each, decision, lang))
        for ground in each.edition.grounds:
            lines += _item(ground_phrase(ground, lang), bullet="      ")
    return lines


def _rule_line(each: InForce, decision: Decision, lang: str) -> str:
    """The rule, what it says, and why. What it says is told only where it is not the verdict anyway."""
    said = None
    if each.verdict is not None and each not in decision.deciding:
        said = term("verdict", each.verdict, lang)
    because = each.edition.because.in_(lang)
    return label("scope_rule", lang, title=each.rule.title.in_(lang), id=each.id, because=because, said=said)


def _open(decision: Decision, lang: str) -> list[str]:
    """Of an undecided question: what it may come to, and what would decide it."""
    if decision.verdict is not Verdict.UNDECIDED:
        return []
    possible = tuple(term("verdict", each, lang) for each in decision.possible)
    lines = fold(label("scope_possible", lang, possible=possible), _COLUMNS)
    lines.append(label("scope_would_decide", lang))
    for each in decision.would_decide:
        lines += _item(_would(each, decision, lang))
    still = tuple(decision.boundary.fact[name].title.in_(lang) for name in decision.matter)
    return lines + fold(label("scope_still_matter", lang, facts=still), _COLUMNS)


def _would(each: WouldDecide, decision: Decision, lang: str) -> str:
    titles = tuple(decision.boundary.fact[name].title.in_(lang) for name in each.facts)
    example = facts_phrase(decision.boundary, dict(each.answers), lang)
    return label(
        "scope_would", lang, facts=titles, example=example, verdict=term("verdict", each.verdict, lang)
    )


def _instead(decision: Decision, lang: str) -> list[str]:
    stated = [
        each.edition.instead.in_(lang)
        for each in (*decision.deciding, *decision.also)
        if each.edition.instead is not None
    ]
    lines = [label("scope_instead", lang)] if stated else []
    for text in dict.fromkeys(stated):
        lines += _item(text)
    return lines


def _duties(duties: Sequence[FollowingDuty], lang: str) -> list[str]:
    lines = [label("scope_duties", lang)] if duties else []
    for duty in duties:
        who, check = term("duty_who", duty.who, lang), term("duty_check", duty.check, lang)
        what, when = duty.what.in_(lang), duty.when.in_(lang)
        lines += _item(label("scope_duty", lang, who=who, what=what, when=when, check=check))
    return lines


def _used(decision: Decision, lang: str) -> list[str]:
    lines = [label("scope_facts_used", lang)] if decision.used else []
    for name in decision.used:
        lines += _item(fact_phrase(decision.boundary.fact[name], decision.facts[name], lang))
    return lines


def _depending(decision: Decision, lang: str) -> list[str]:
    """Rules that may add duties once more is known; for work that may not go out they do not matter."""
    titles = tuple(each.rule.title.in_(lang) for each in decision.depending if each.edition.duties)
    if not titles or decision.verdict in (Verdict.PROHIBITED, Verdict.NOT_APPLICABLE):
        return []
    more = max(0, len(titles) - _NAMED)
    return fold(label("scope_depending", lang, rules=titles[:_NAMED], more=more or None), _COLUMNS)


def _item(text: str, *, bullet: str = "  - ") -> list[str]:
    return [*_hung(text, bullet)]


def _hung(text: str, bullet: str) -> Iterator[str]:
    for at, line in enumerate(fold(text, _COLUMNS - len(bullet))):
        yield (bullet if at == 0 else " " * len(bullet)) + line
