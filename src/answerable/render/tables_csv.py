"""Results as CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel reads the Chinese.

Lines end in CR LF (RFC 4180). A cell a spreadsheet would take for a formula gets a leading apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from answerable.core.enforce.results import ContractResult, DistrictResult
from answerable.core.terms.duty import Duty
from answerable.render.names import either, name_of, named, owed, who_is_who
from answerable.render.words import label, say, term

BOM = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")

_STANDING = (
    "id", "name", "body", "body_name", "provider", "provider_name", "leader", "leader_name", "leader_since",
    "leader_reason", "answers_by_default", "verdict", "assessment", "standing", "standing_word", "starts", "ends",
    "body_overdue", "provider_overdue", "reasons", "proposals",
)  # fmt: skip
_DUTIES = (
    "id", "contract", "contract_name", "side", "side_word", "who", "who_name", "what", "by", "provisional",
    "state", "state_word", "done_on", "workdays_late", "ground", "ground_how", "fact",
)  # fmt: skip
_FINDINGS = (
    "id", "contract", "contract_name", "found_on", "source", "severity", "state", "state_word", "what",
)  # fmt: skip


def standing_csv(result: DistrictResult, lang: str) -> str:
    """One row for each contract: standing, who answers, why, and what is proposed."""
    return _csv(_STANDING, (_standing_row(contract, lang) for contract in result.contracts), lang)


def duties_csv(result: DistrictResult, lang: str) -> str:
    """One row for each duty of either side."""
    known = who_is_who(result)
    rows = (
        _duty_row(contract, duty, named(duty.who, known, lang), lang=lang)
        for contract in result.contracts
        for duty in contract.duties
    )
    return _csv(_DUTIES, rows, lang)


def findings_csv(result: DistrictResult, lang: str) -> str:
    """One row for each finding."""
    return _csv(
        _FINDINGS, (row for contract in result.contracts for row in _finding_rows(contract, lang)), lang
    )


def safe_cell(text: str) -> str:
    """The text as a cell no spreadsheet will run as a formula; plain numbers stay numbers.

    >>> safe_cell("=1+1"), safe_cell("-3.5")
    ("'=1+1", '-3.5')
    """
    if text.startswith(_FORMULA_STARTS) and _PLAIN_NUMBER.fullmatch(text) is None:
        return "'" + text
    return text


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]], lang: str) -> str:
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([label(f"csv_{column}", lang) for column in columns])
    writer.writerows([safe_cell("" if cell is None else str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _standing_row(result: ContractResult, lang: str) -> list[object]:
    contract, answer = result.contract, result.leader
    leader, default = answer.leader, None if answer.leader else answer.by_default
    return [
        contract.id,
        name_of(contract, lang),
        result.body.id,
        name_of(result.body, lang),
        result.provider.id,
        name_of(result.provider, lang),
        leader.id if leader else None,
        name_of(leader, lang) if leader else None,
        answer.since if leader else None,
        say(answer.why_vacant, lang) if answer.why_vacant else None,
        name_of(default, lang) if default else None,
        term("verdict", result.verdict, lang) if result.verdict else None,
        term("assessment", result.assessment, lang),
        result.standing.value,
        term("standing", result.standing, lang),
        contract.starts,
        contract.ends,
        owed(result.duties, "body").overdue,
        owed(result.duties, "provider").overdue,
        " ".join(say(reason.message, lang) for reason in result.reasons),
        " ".join(say(proposal, lang) for proposal in result.proposals),
    ]


def _duty_row(result: ContractResult, duty: Duty, who_name: str, *, lang: str) -> list[object]:
    return [
        duty.id,
        duty.contract,
        name_of(result.contract, lang),
        duty.side.value,
        term("side", duty.side, lang),
        duty.who,
        who_name,
        say(duty.what, lang),
        duty.by,
        term("yes_no", "yes" if duty.provisional else "no", lang),
        duty.state.value,
        term("duty_state", duty.state, lang),
        duty.done_on,
        duty.workdays_late,
        f"{duty.ground.source} {duty.ground.article}".strip(),
        term("provenance", duty.ground.how, lang),
        duty.fact,
    ]


def _finding_rows(result: ContractResult, lang: str) -> Iterable[list[object]]:
    for finding in result.findings:
        yield [
            finding.id,
            finding.contract,
            name_of(result.contract, lang),
            finding.found_on,
            term("finding_source", finding.source, lang),
            term("severity", finding.severity, lang),
            finding.state,
            term("finding_state", finding.state, lang),
            either(finding.what, finding.what_en, lang),
        ]
