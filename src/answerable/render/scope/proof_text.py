"""A proof in sentences: what was proven, or every flaw with facts that a lawyer can read."""

from answerable.core.rulebook.boundary import Rule
from answerable.core.scope.proof import Flaw, FlawKind, Proof
from answerable.render.scope.phrases import condition_phrase, facts_phrase, value_phrase
from answerable.render.terminal import fold
from answerable.render.words import label, term

_COLUMNS = 100


def proof_text(proof: Proof, lang: str) -> str:
    """The result of the proof, ending with a line break."""
    boundary = proof.boundary
    lines = fold(
        label(
            "proof_of",
            lang,
            rulebook=boundary.title.in_(lang),
            rules=len(boundary.rules),
            facts=len(boundary.facts),
            cells=f"{proof.cells:,}",
            days=len(proof.days),
            first=proof.days[0],
        ),
        _COLUMNS,
    )
    if not proof.flaws:
        return "\n".join([*lines, *fold(label("proof_clear", lang), _COLUMNS)]) + "\n"
    for at, flaw in enumerate(proof.flaws, start=1):
        lines += ["", *fold(f"{at}. {_what(proof, flaw, lang)}", _COLUMNS)]
        for detail in _details(proof, flaw, lang):
            lines += [f"   {line}" for line in fold(detail, _COLUMNS - 3)]
    return "\n".join([*lines, "", label("proof_flaws", lang, n=len(proof.flaws))]) + "\n"


def _what(proof: Proof, flaw: Flaw, lang: str) -> str:
    rules = {rule.id: rule for rule in proof.boundary.rules}
    first, others = flaw.rules[:1], flaw.rules[1:]
    change = ("", "")
    if flaw.fact and flaw.change:
        fact = proof.boundary.fact[flaw.fact]
        change = (value_phrase(fact, flaw.change[0], lang), value_phrase(fact, flaw.change[1], lang))
    verdicts = [term("verdict", each, lang) for each in flaw.verdicts] or ["", ""]
    return label(
        f"flaw_{flaw.kind}",
        lang,
        since=flaw.since,
        rule=_named(rules, first, lang),
        others=_named(rules, others, lang),
        fact=proof.boundary.fact[flaw.fact].title.in_(lang) if flaw.fact else "",
        before=change[0],
        after=change[1],
        verdict=verdicts[0],
        other_verdict=verdicts[1],
    )


def _named(rules: dict[str, Rule], ids: tuple[str, ...], lang: str) -> str:
    names = [label("quoted_rule", lang, title=rules[id].title.in_(lang), id=id) for id in ids]
    return {"zh": "、", "en": ", "}[lang].join(names)


def _details(proof: Proof, flaw: Flaw, lang: str) -> list[str]:
    if flaw.kind is FlawKind.DEAD:
        parts = [condition_phrase(part, proof.boundary, lang) for part in flaw.parts]
        return [label("flaw_parts", lang, parts={"zh": "；", "en": "; "}[lang].join(parts))] if parts else []
    if not flaw.facts:
        return [label("flaw_always", lang)] if flaw.kind is not FlawKind.UNUSED else []
    return [label("flaw_witness", lang, facts=facts_phrase(proof.boundary, dict(flaw.facts), lang))]
