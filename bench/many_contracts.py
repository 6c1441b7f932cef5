"""Fill a loaded deployment with many more contracts, straight into its tables, for `bench.web`.

python -m bench.many_contracts COUNT        in the environment of the deployment
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.drills.filling import HANDLERS
from tests.drills.ratings import ACCOUNT

if TYPE_CHECKING:
    from django.db.models import Model

PER_BODY = 200
"""Contracts of one body: a county has hundreds of bodies, and no desk sees all of them but the supervisor's."""
OWN, WHO = "urban", HANDLERS[ACCOUNT]
"""The body of the account that asks, and its person."""
AT_ONCE = 2_000
SOME = ({"side": "body", "zh": "到期未检查", "en": "An inspection is overdue"},)


def main(count: int) -> None:
    """Write so many contracts: with a leader, an exit clause, a standing, what is due, and an entry each."""
    from answerable.actions.office.start import start

    start()
    from django.db import transaction

    from answerable.records.models import Body, Post

    today = datetime.now(UTC).date()
    top = Body.objects.filter(parent=None).values_list("id", flat=True)[0]
    people = list(Post.objects.filter(body=OWN, role="leader").values_list("person", flat=True))
    with transaction.atomic():
        for number in range(count // PER_BODY + 1):
            Body.objects.get_or_create(
                id=f"many-{number}",
                defaults={"name": f"单位{number}", "kind": "department", "parent_id": top},
            )
    for first in range(0, count, AT_ONCE):
        with transaction.atomic():
            _write(range(first, min(count, first + AT_ONCE)), leader=people[0], today=today)
    _assessed(today)


def _write(numbers: range, *, leader: str, today: date) -> None:
    from django.db import models as django_models

    from answerable.actions.office.entries import append_entry
    from answerable.core.ledger.entry import Act, Change
    from answerable.records import models

    provider = models.Provider.objects.order_by("id").values_list("id", flat=True)[0]
    rows: dict[type[django_models.Model], list[django_models.Model]] = {}
    for number in numbers:
        for row in _rows(number, provider=provider, leader=leader, today=today):
            rows.setdefault(type(row), []).append(row)
    for kind, each in rows.items():
        kind._default_manager.bulk_create(each)
    at = datetime.now(UTC)
    for number in numbers:
        append_entry(
            Act.ADD, at=at, by="load", changes=[Change("contracts", (f"many-{number}",), {"id": "x"})]
        )


def _rows(number: int, *, provider: str, leader: str, today: date) -> "Iterator[Model]":
    """The rows of one contract, those that others refer to first."""
    from answerable.records import models

    id, body = f"many-{number}", OWN if number < PER_BODY else f"many-{number // PER_BODY}"
    began, content = today - timedelta(days=400), {"reasons": list(SOME), "findings": [], "cases": []}
    yield models.WorkItem(id=f"{id}-work", body_id=body, name=f"事项{number}", verdict="suitable")
    yield models.Contract(
        id=id,
        body_id=body,
        work_item_id=f"{id}-work",
        provider_id=provider,
        name=f"合同{number:06}",
        starts=began,
        ends=today + timedelta(days=number % 700),
        signed=began,
        amount_minor=number * 100,
        currency="CNY",
        paid=True,
    )
    yield models.Assignment(contract_id=id, starts=began, person_id=leader, accepted_on=today)
    yield models.Clause(id=f"{id}-exit", contract_id=id, kind="exit", ground="not_corrected", text="§ 9")
    standing = "watch" if number % 5 == 0 else "clear"
    yield models.Standing(contract_id=id, on=today, standing=standing, content=content)
    yield _owed(id, number, today)


def _owed(id: str, number: int, today: date) -> "Model":
    from answerable.records.models import DutyOwed

    late = number % 10 == 0
    content = {
        "what": {"zh": "本月检查", "en": "This month's inspection"},
        "provisional": False,
        "workdays_late": 3 if late else 0,
        "ground": {"source": "§", "article": "1"},
    }
    return DutyOwed(
        duty=f"{id}-duty",
        contract_id=id,
        side="body",
        who=WHO if number < PER_BODY else f"nobody-{number % 400}",
        by=today + timedelta(days=-5 if late else number % 30),
        state="overdue" if late else "due",
        on=today,
        content=content,
    )


def _assessed(today: date) -> None:
    """All of it counts as assessed today: what is measured here is pages, not the assessment."""
    from answerable.records.models import JobRun

    JobRun.objects.update_or_create(name="assess", defaults={"last_at": datetime.now(UTC), "ok": True})


if __name__ == "__main__":
    main(int(sys.argv[1]))
