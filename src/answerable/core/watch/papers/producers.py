"""Every rule on papers."""

from answerable.core.watch.papers.contradiction import paper_contradiction
from answerable.core.watch.papers.copies import paper_copy
from answerable.core.watch.papers.elements import paper_elements
from answerable.core.watch.papers.foreign import paper_foreign_place
from answerable.core.watch.papers.literary import paper_literary
from answerable.core.watch.papers.looks import paper_format
from answerable.core.watch.papers.no_facts import paper_no_facts
from answerable.core.watch.papers.sections import paper_sections
from answerable.core.watch.papers.sheet import Sheet
from answerable.core.watch.papers.values import Held, Paper
from answerable.core.watch.values import Alert, Limits

_RULES = (
    paper_literary,
    paper_contradiction,
    paper_copy,
    paper_foreign_place,
    paper_elements,
    paper_sections,
    paper_no_facts,
    paper_format,
)


def look_at_paper(paper: Paper, held: Held, limits: Limits) -> tuple[Alert, ...]:
    """What the rules in force propose on a paper as it was known on the day of `held`."""
    sheet = Sheet(paper)
    return tuple(alert for rule in _RULES for alert in rule(sheet, held, limits))
