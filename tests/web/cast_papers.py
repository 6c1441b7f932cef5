"""A paper of the water bureau and one of the roads bureau, and who has to do with their cases."""

from answerable.actions.office.papers.stored import Worded, content_of
from answerable.core.enforce.papers.shipped import shipped_text
from answerable.core.enforce.papers.values import PaperKind
from answerable.records.models import Case, Contract, Paper
from answerable.render.words import LANGS
from tests.papers import paper
from tests.web.cast import PAVING, SWEEPING, today

PAPERS = {SWEEPING: "k-sweeping-1-order", PAVING: "k-paving-1-order"}
CASES = {SWEEPING: "k-sweeping", PAVING: "k-paving"}
INSIDE = "k-sweeping-2-closing"
"""A paper of the water bureau that is addressed to no provider."""

WORDED = ("wording", "wording_text", "wording_preview")
ARGUMENTS: dict[str, dict[str, object]] = {
    "paper": {"id": "no-such-paper"},
    "paper_file": {"id": "no-such-paper", "lang": "zh", "form": "pdf"},
    "case_file": {"id": "no-such-case"},
    **{name: {"key": "water.notice.zh"} for name in WORDED},
}


def objects(own: frozenset[str], above: frozenset[str]) -> dict[str, dict[str, frozenset[str]]]:
    """Who finds which paper and which file: `own` of the water bureau, `above` of the roads bureau."""
    papers = {PAPERS[SWEEPING]: own | {"provider"}, INSIDE: own, PAPERS[PAVING]: above}
    return {"paper": papers, "case_file": {CASES[SWEEPING]: own, CASES[PAVING]: above}}


def set_up() -> None:
    """Write the cases and their papers."""
    for contract, case in CASES.items():
        Case.objects.create(id=case, contract_id=contract, opened_on=today(), subject="路面不净")
        made(PAPERS[contract], case, PaperKind.ORDER, step=1)
    made(INSIDE, CASES[SWEEPING], PaperKind.CLOSING, step=2, to_provider=False)


def made(id: str, case: str, kind: PaperKind, *, step: int, to_provider: bool = True) -> Paper:
    """A paper that was issued in a case."""
    contract = Contract.objects.get(id=Case.objects.get(id=case).contract_id)
    worded = {lang: Worded(shipped_text(kind, lang)) for lang in LANGS}
    to = contract.provider_id if to_provider else None
    return Paper.objects.create(
        id=id,
        case_id=case,
        step=step,
        kind=kind.value,
        body_id=contract.body_id,
        number=f"水〔2026〕{step}号",
        issued_on=today(),
        content=content_of({lang: paper(kind, lang) for lang in LANGS}, worded, to=to),
    )
