"""The facts on which the boundary verdicts of the model district rest."""

from collections.abc import Mapping

_IN_ORDER = {
    "buyer": "state_organ",
    "fiscal_funds": "yes",
    "paid": "yes",
    "mandate": "yes",
    "direct_only": "no",
    "banned": "no",
    "provider": "company",
    "provider_sound": "yes",
    "managed_as_staff": "no",
    "catalogue": "listed",
    "budget": "yes",
    "occasion": "new",
    "content_fixed": "yes",
    "continuous": "yes",
    "funds_stable": "yes",
    "price_stable": "yes",
    "pass_on": "none",
    "bond_percent": "5",
    "bond_cash": "no",
    "guarantee": "no",
    "secrets": "no",
    "gov_data": "no",
    "personal_info": "no",
}


def stated(task: str, *, months: int, **changes: str) -> Mapping[str, str]:
    """Everything in order for this kind of work, but for what changes."""
    return {"task": task, "term_months": str(months), **_IN_ORDER, **changes}
