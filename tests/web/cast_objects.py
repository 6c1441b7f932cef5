"""Something of the water bureau and something of the roads bureau for every page of an object that the cast has not."""

import hashlib

from answerable.actions.office import attaching
from answerable.core.evidence.submitted import TABLES
from answerable.jobs import asked
from answerable.records.models import Account, Inspection, Reading, Score, Submission, Task
from tests.web import cast_cases, cast_papers, cast_voices
from tests.web.cast import AT, FAILING, LAWFUL, PAVING, SWEEPING, account, today
from tests.web.cast_inspections import FOR_CAUSE

MONTHS = {SWEEPING: 700_001, PAVING: 700_002}
"""The numbers of a score of each."""
INSIDE, MEASURED, ELSEWHERE = (f"%PDF-1.7 {name}".encode() for name in ("inside", "measured", "elsewhere"))
MINE, THEIRS = "t-handler", "t-roads"
"""Imports of the handler, and of somebody of the roads bureau."""


def hash_of(data: bytes) -> str:
    """The name under which these bytes are kept."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def set_up() -> None:
    """Write everything into the database of the test and the folder of its files, beside the cast."""
    cast_voices.set_up()
    cast_papers.set_up()
    cast_cases.set_up()
    bringer = account("bringer", person_id="p-roadhead")
    for data in (INSIDE, MEASURED, ELSEWHERE):
        attaching.attach(attaching.Brought("x.pdf", [data]), account=bringer, at=AT)
    Inspection.objects.filter(id=FOR_CAUSE).update(document=hash_of(INSIDE))
    _figures(SWEEPING, LAWFUL, hash_of(MEASURED))
    _figures(PAVING, FAILING, hash_of(ELSEWHERE))
    _imported(MINE, Account.objects.get(username="handler"))
    _imported(THEIRS, bringer)


def _figures(contract: str, provider: str, document: str) -> None:
    """A reading, a score and a submission."""
    Reading.objects.create(
        id=f"r-{contract}",
        contract_id=contract,
        indicator="x",
        period="2026-01",
        numerator=1,
        denominator=2,
        recorded=today(),
        source="body",
        document=document,
    )
    Score.objects.create(
        row=MONTHS[contract],
        contract_id=contract,
        period="2026-01",
        item="total",
        points=90,
        full=100,
        scored_on=today(),
    )
    Submission.objects.create(
        id=f"s-{contract}",
        contract_id=contract,
        provider_id=provider,
        of=TABLES[1],
        cells=[],
        digest=hash_of(contract.encode()),
        submitted_by="somebody",
        submitted_at=AT,
    )


def _imported(id: str, by: Account) -> None:
    """A file that was looked at, with one row that is right and one that is not."""
    text = "id,name,name_en,kind,credit_code\np1,甲公司,,company,\np2,乙公司,,castle,\n"
    kept = attaching.attach(attaching.Brought("in.csv", [text.encode()]), account=by, at=AT)
    Task.objects.create(
        id=id, kind="import", account=by, params={"table": "providers"}, file=kept.hash, asked_at=AT
    )
    asked.run.call(id)
