"""More contracts for the same work, each with an assessment, for tests of what stands side by side."""

from datetime import date
from typing import Any

from answerable.records.models import Band, Contract, ContractIndicator, Indicator, Standing, WorkItem
from tests.web.cast import FAILING, MINDING, PAVING, ROADS, SWEEPING, today

LINE = "C13050100"
SWEPT = "swept"


def indicator(contract: str = SWEEPING, *, id: str = SWEPT, weight: str | None = None) -> None:
    """An indicator with its bands, agreed in a contract."""
    if not Indicator.objects.filter(id=id).exists():
        Indicator.objects.create(
            id=id,
            starts=date(2024, 1, 1),
            name="路面洁净率",
            name_en="Streets swept",
            period="month",
            measure="share",
            better="higher",
            unit="%",
        )
        for band, low, high, target in (("red", None, "90", False), ("green", "90", None, True)):
            Band.objects.create(
                indicator=id,
                starts=date(2024, 1, 1),
                band=band,
                low=low,
                high=high,
                target=target,
                points="50",
            )
    ContractIndicator.objects.create(contract_id=contract, indicator=id, weight=weight)


def told(k: int, n: int, **more: Any) -> dict[str, Any]:
    """An assessment with one indicator, measured last month."""
    last = today().replace(day=1)
    period = f"{last.year - (last.month == 1)}-{(last.month - 2) % 12 + 1:02}"
    series = {
        "id": SWEPT, "name": "路面洁净率", "name_en": "Streets swept", "unit": "%", "better": "higher", "weight": None,
        "bands": [
            {"band": "red", "low": None, "high": 90, "target": False, "meets": False},
            {"band": "green", "low": 90, "high": None, "target": True, "meets": True},
        ],
        "missing": [],
    }  # fmt: skip
    reading = {
        "id": SWEPT, "period": period, "edition": "2024-01-01", "value": round(100 * k / n, 4), "numerator": k,
        "denominator": n, "n": 1, "band": "green" if k >= 0.9 * n else "red", "target_met": k >= 0.9 * n,
        "steps_off": 0, "partial": False,
    }  # fmt: skip
    return {"series": [series], "indicators": [reading], "reasons": [], "findings": [], "cases": [], **more}


def measured(contract: str, k: int, n: int, *, standing: str = "watch", **more: Any) -> None:
    """Put an assessment in the place of that of the cast."""
    Standing.objects.filter(contract=contract).update(content=told(k, n, **more), standing=standing)


def peers(figures: list[tuple[int, int]], *, body: str = ROADS, provider: str = FAILING) -> list[str]:
    """Contracts of a body for street cleaning, with their figures; those of the cast are for the same."""
    WorkItem.objects.filter(id__in=[f"{id}-work" for id in (SWEEPING, MINDING, PAVING)]).update(
        catalogue=LINE
    )
    made = []
    for number, (k, n) in enumerate(figures):
        id = f"peer-{provider}-{number}"
        WorkItem.objects.create(id=f"{id}-work", body_id=body, name=id, catalogue=LINE)
        Contract.objects.create(
            id=id,
            body_id=body,
            work_item_id=f"{id}-work",
            provider_id=provider,
            name=id,
            starts=date(2025, 1, 1),
            paid=True,
            amount_minor=1_000,
            currency="CNY",
        )
        Standing.objects.create(contract_id=id, on=today(), standing="clear", content=told(k, n))
        made.append(id)
    return made
