"""Assess the record as it stands and keep the result for the pages: standings, and what is due from whom."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.actions.office.dump import as_folder
from answerable.actions.offline.engines import working_engine
from answerable.core.enforce.results import DistrictResult
from answerable.records.models import DutyDone, DutyOwed, Held, PlannedDuty, Standing


def refresh(*, on: date, at: datetime) -> int:
    """Assess every contract as of the end of the day, and put the result in the place of the last; how many they are.

    Raises what `assess` raises; nothing has changed then.
    """
    from answerable.actions.offline.assess import assess  # loads NumPy

    with as_folder() as folder, working_engine("duckdb") as (engine, scratch):
        result = assess(folder, on=on, engine=engine, scratch=scratch)
    _keep(result, on=on)
    return len(result.contracts)


def _keep(result: DistrictResult, *, on: date) -> None:
    from answerable.render.assessment_json import to_json

    told: list[dict[str, Any]] = json.loads(to_json(result))["contracts"]
    with transaction.atomic():
        _alone()
        # The folder was written a while ago: what was done since is not owed any more.
        _without(told, _done(on))
        standings = [
            Standing(contract_id=each["id"], on=on, standing=each["standing"], content=each) for each in told
        ]
        duties = [_owed(duty, contract, on=on) for contract in told for duty in contract["duties"]]
        Standing.objects.all().delete()
        DutyOwed.objects.all().delete()
        Standing.objects.bulk_create(standings, batch_size=500)
        DutyOwed.objects.bulk_create(duties, batch_size=500)


def no_longer_owed(duty: PlannedDuty, period: str) -> None:
    """Take a duty from what is owed, within the transaction that records that it was done."""
    _alone()
    DutyOwed.objects.filter(duty=f"{duty.contract_id}:{_fact(duty, period)}").delete()


def renewal_decided(contract: str) -> None:
    """Take the duty to decide about renewal from what is owed, within the transaction that decides."""
    _alone()
    DutyOwed.objects.filter(duty=f"{contract}:renewal:contracts/{contract}").delete()


def _alone() -> None:
    """Let the others who write down what is owed wait until the transaction ends."""
    list(Held.objects.select_for_update())


def _fact(duty: PlannedDuty, period: str) -> str:
    """The id of a planned duty for a period, as the assessment names it."""
    return f"plan:duties/{duty.id}" if duty.every == "once" else f"plan:duties/{duty.id}/{period}"


def _done(on: date) -> frozenset[str]:
    """What the record says now to have been done by the day."""
    rows = DutyDone.objects.filter(done_on__lte=on).select_related("duty")
    return frozenset(_fact(each.duty, each.period) for each in rows.iterator())


def _without(told: list[dict[str, Any]], done: frozenset[str]) -> None:
    for contract in told:
        contract["duties"] = [duty for duty in contract["duties"] if duty["id"] not in done]


def _owed(duty: dict[str, Any], contract: dict[str, Any], *, on: date) -> DutyOwed:
    return DutyOwed(
        duty=f"{contract['id']}:{duty['id']}",
        contract_id=contract["id"],
        side=duty["side"],
        who=duty["who"],
        by=date.fromisoformat(duty["by"]),
        state=duty["state"],
        on=on,
        content=duty,
    )
