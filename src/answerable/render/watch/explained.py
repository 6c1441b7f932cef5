"""A recorded finding explained in a terminal."""

from answerable.core.watch.results import Explained
from answerable.core.watch.values import Passage
from answerable.render.names import either
from answerable.render.watch.text import ended, folded, passage_lines, proposed_lines, rule_lines
from answerable.render.words import label, term


def explained_text(found: Explained, lang: str) -> str:
    """What was recorded, whether it comes out again, what was decided, and how its rule fares."""
    finding = found.finding
    what = either(finding.what, finding.what_en, lang)
    lines = [label("explain_finding", lang, id=finding.id)]
    lines += folded(label("explain_stored", lang, on=finding.found_on, what=what))
    lines += folded(_decided(found, lang))
    lines.append("")
    if found.again is not None:
        lines += folded(label("explain_again", lang), "")
        lines += proposed_lines(found.again, lang)
    else:
        lines += folded(label("explain_gone", lang), "")
        for row in found.passages:
            beside = None if row.beside_of is None else Passage(row.beside_of, row.beside_text or "")
            lines += passage_lines(Passage(row.of, row.text, row.start, beside), lang)
    if found.record is not None:
        lines += rule_lines(found.record, lang)
    return ended(lines)


def _decided(found: Explained, lang: str) -> str:
    finding = found.finding
    if finding.decision is None:
        return label("explain_undecided", lang)
    decision = term("finding_state", finding.decision, lang)
    return label("explain_decided", lang, who=found.decided_by, on=finding.decided_on, decision=decision)
