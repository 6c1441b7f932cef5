"""A decision of the boundary question as JSON, `answerable/scope/1`; also the record that is kept of it."""

from answerable.core.rulebook.boundary import FollowingDuty, Ground, InForce
from answerable.core.scope.decide import Decision
from answerable.core.scope.replay import FORMAT
from answerable.core.tables.declare import Both
from answerable.render.json_text import Json, json_text


def to_json(decision: Decision) -> str:
    """The whole decision: facts, verdict, every rule that holds with grounds, the duties, and what is missing."""
    return json_text(decision_form(decision))


def decision_form(decision: Decision) -> dict[str, Json]:
    """The same as plain values."""
    return {
        "format": FORMAT,
        "rulebook": decision.boundary.name,
        "on": decision.on.isoformat(),
        "facts": dict(decision.facts),
        "verdict": decision.verdict.value,
        "possible": [each.value for each in decision.possible],
        "deciding": [_rule(each) for each in decision.deciding],
        "also": [_rule(each) for each in decision.also],
        "depending": [each.id for each in decision.depending],
        "duties": [_duty(duty) for duty in decision.duties],
        "used": list(decision.used),
        "matter": list(decision.matter),
        "would_decide": [
            {"facts": dict(each.answers), "verdict": each.verdict.value} for each in decision.would_decide
        ],
    }


def _rule(each: InForce) -> Json:
    edition = each.edition
    return {
        "id": each.id,
        "rulebook": each.rule.rulebook,
        "stage": each.stage,
        "title": _both(each.rule.title),
        "verdict": None if each.verdict is None else each.verdict.value,
        "starts": edition.starts.isoformat(),
        "status": edition.status.value,
        "because": _both(edition.because),
        "grounds": [_ground(ground) for ground in edition.grounds],
        "duties": [duty.id for duty in edition.duties],
        "instead": None if edition.instead is None else _both(edition.instead),
    }


def _ground(ground: Ground) -> Json:
    return {
        "law": ground.law.id,
        "title": _both(ground.law.title),
        "article": ground.article,
        "read": ground.read.value,
        "provenance": ground.read.provenance.value,
        "address": ground.law.address,
    }


def _duty(duty: FollowingDuty) -> Json:
    return {
        "id": duty.id,
        "who": duty.who.value,
        "what": _both(duty.what),
        "when": _both(duty.when),
        "check": duty.check.value,
    }


def _both(text: Both) -> Json:
    return {"zh": text.zh, "en": text.en}
