"""The form in which a decision is edited: that in which it was drafted."""

from answerable.web.areas.cases.ordering import ORDER
from answerable.web.areas.contracts.contents import FORMS, DecisionForm
from answerable.web.desk.fields import Cells


def form_for(kind: str, content: Cells) -> DecisionForm | None:
    """The form of a decision; None of those that are made elsewhere."""
    return next((each for each in (*FORMS, ORDER) if each.fits(kind, content)), None)
