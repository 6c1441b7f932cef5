"""What one side needs to end a contract, as the issue says it, held against what was accepted."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from answerable.core.enforce.course import acts
from answerable.core.terms.months import months_later
from tests.drills.histories.cast import answers_for, is_serious

if TYPE_CHECKING:
    from tests.drills.histories.model import Model, Signature

NOT_POOR = ("assignment", "abandoned", "convenience", "serious_finding")
POOR_BY_LAW = ("late-after-demand", "purpose-defeated")
NEEDS = {
    "late-after-demand": {"demand_expired"},
    "refusal": {"refusal_shown"},
    "purpose-defeated": {"purpose_defeated"},
}
LINES, RIGHT_MONTHS = 2, 12


def faults(model: "Model", content: Mapping[str, str], signatures: list["Signature"], on: date) -> list[str]:
    """Everything that an end by one side lacks."""
    roles = {each.role for each in signatures}
    leaders = set().union(*(each.persons for each in signatures if each.role == "leader"))
    last = signatures[-1]
    lines = {source for id, source, _ in model.signed.findings if id in model.standing}
    apart = [each.checked_by for each in model.items.values() if each.result == "not_corrected"]
    apart = [by for by in apart if not by <= model.overruled | model.finders]
    lines |= {"recheck" for _ in apart}
    known = model.known_on or min(
        (day for id, _, day in model.signed.findings if id in model.standing), default=None
    )
    grounds = {id: ground for id, ground, _ in model.signed.exits}
    clause, law = content.get("clause", ""), content.get("statutory", "")
    shown = {each.strip() for each in content.get("shown", "").split(",") if each.strip()}
    ordered = grounds.get(clause) == "not_corrected" or law == "late-after-demand"
    barred = model.finders | model.opener
    serious = {id for id, _, _ in model.signed.findings if is_serious(id)}
    poor = (bool(clause) and grounds.get(clause) not in NOT_POOR) or law in POOR_BY_LAW
    wanted = {
        "no case": bool(content.get("case")),
        "no ground": bool(clause or law),
        "a clause of another contract": not clause or clause in grounds,
        # That a demand expired stands in the case, and nobody states it.
        "a ground in law that is not shown": not law or NEEDS.get(law, {"?"}) - {"demand_expired"} <= shown,
        "a day that is over": date.fromisoformat(content["last_day"]) >= on,
        "the head found it": not any(each.persons & barred for each in signatures if each.role == "head"),
        "no order that was not followed": not ordered or bool(model.known_on and apart),
        "not heard": model.heard(on),
        "not answered": not model.statements or model.order_stands or bool(content.get("answer", "").strip()),
        "one line of evidence": not poor or len(lines) >= LINES,
        "no legality review": "legality" in roles,
        "not the leader": answers_for(model.signed.body) in leaders,
        "neither head nor meeting": bool(roles & {"head", "collective"}),
        "a meeting without minutes": last.role != "collective" or bool(last.minutes),
        "no serious finding": grounds.get(clause) != "serious_finding" or bool(serious & set(model.standing)),
        "nobody serves from the next day": bool(content.get("continuity", "").strip()),
        "no lawful way to go on": content.get("continuity_way") in acts.CONTINUITY_WAYS,
        "the right has lapsed": known is None or months_later(known, RIGHT_MONTHS) >= on,
        "change was not looked at": model.route == "civil" or "change_considered" in shown,
        "no compensation": model.route == "civil" or "compensation_offered" in shown,
    }
    return [fault for fault, kept in wanted.items() if not kept]
