"""Orders and endings as they are proposed in a history, and who signs them: mostly sound, sometimes not."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from answerable.core.enforce.course import acts
from tests.drills.histories.cast import EVERYBODY, POSTS, answers_for, roles_of
from tests.drills.histories.chance import PROOF

if TYPE_CHECKING:
    from tests.drills.histories.driver import History

_NEEDS = ("demand_expired", "refusal_shown", "purpose_defeated", "change_considered", "compensation_offered")


def order(history: "History", *, sound: bool = False) -> dict[str, str]:
    """What an order states, over the findings that stand."""
    chance, model = history.chance, history.model
    standing = list(model.to_order)
    aside = standing[:1] if len(standing) > 1 and not sound and chance.random() < 0.2 else []
    items = [each for each in standing if each not in aside]
    if not sound and items and chance.random() < 0.1:
        items = items[1:]
    period = (10,) if sound else (3, 5, 10, 10, 2)
    written = [
        {"finding": each, "demand": f"整改 {each}", "workdays": chance.choice(period)} for each in items
    ]
    answered = sound or chance.random() < 0.9
    content = {
        "case": history.case,
        "items": json.dumps(written, ensure_ascii=False),
        "number": f"{history.case}/改{history.model.orders + 1}",
        "answer": "不免责" if answered else "",
        "set_aside": ",".join(aside),
    }
    return {name: text for name, text in content.items() if text}


def ending(history: "History") -> dict[str, str]:
    """What the decision to end states."""
    chance, signed = history.chance, history.signed
    way = chance.choice(("unilateral",) * 4 + ("agreement", "expiry"))
    last = history.on + timedelta(days=chance.choice((0, 5, 31, 60)))
    if way == "expiry" and signed.ends is not None and chance.random() < 0.8:
        last = signed.ends
    content = {"way": way, "last_day": last.isoformat(), "reason": "未整改到位", "case": history.case}
    content["number"] = f"{history.case}/解/{history.on}"
    if way == "agreement":
        content |= {"consent_on": history.on.isoformat(), "consent": PROOF}
    if way == "unilateral":
        content |= _ground(history) | {
            "continuity": "自行清扫",
            "continuity_way": chance.choice(acts.CONTINUITY_WAYS),
        }
        content |= {"answer": "不免责", "modification": "试过缩小路段", "compensation": "补偿设备余值"}
    if chance.random() < 0.15:
        content.pop(chance.choice([name for name in content if name not in ("way", "last_day", "reason")]))
    if chance.random() < 0.05:
        content["continuity_way"] = "friends"
    return content


def _ground(history: "History") -> dict[str, str]:
    chance, signed = history.chance, history.signed
    shown = _NEEDS if chance.random() < 0.8 else tuple(chance.sample(_NEEDS, 2))
    if signed.exits and chance.random() < 0.75:
        return {"clause": signed.exits[0][0], "shown": ",".join(shown)}
    law = chance.choice(("late-after-demand", "refusal", "purpose-defeated", "bad-temper"))
    return {"statutory": law, "shown": ",".join(shown)}


def signer_for(
    role: str,
    person: str | None,
    history: "History",
    wild: float,
    *,
    heard: frozenset[str] | set[str] = frozenset(),
) -> str:
    """Somebody who may sign a step of this role, as the lists say; anybody now and then."""
    chance, body = history.chance, history.signed.body
    if chance.random() < wild:
        return chance.choice(EVERYBODY)
    wanted = {"head", "leader"} if role == "collective" else {role}
    found = []
    for who in dict.fromkeys(each for each, _, _ in POSTS):
        for held, whose in roles_of(who, body, history.on).items():
            for for_ in whose:
                behind = {who, for_} - {None}
                if behind & heard:
                    continue
                if person is None and held in wanted:
                    found.append(who)
                if person is not None and person in behind:
                    found.append(who)
    return chance.choice(found) if found else answers_for(body)
