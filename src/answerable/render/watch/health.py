"""The health of collecting, in a terminal and as JSON."""

from answerable.core.watch.results import HealthResult, VoiceHealth
from answerable.render.json_text import Json, json_text
from answerable.render.watch.text import ended, folded
from answerable.render.words import label, term

FORMAT = "answerable/watch-health/1"


def health_text(result: HealthResult, lang: str) -> str:
    """Every voice: whether it could be looked at, and what is due from the body."""
    lines = [label("health_title", lang, on=result.on), ""]
    for each in result.voices:
        lines.append(label("health_voice", lang, name=each.name, voice=each.voice))
        lines += folded(_state(each, lang))
        lines += folded(_duty(each, lang)) if each.failing_since is not None else []
        if each.dormant:
            lines += folded(label("health_dormant", lang))
        lines.append("")
    if not result.voices:
        lines += folded(label("health_none", lang), "")
    return ended(lines)


def health_line(each: VoiceHealth, lang: str) -> str:
    """One voice in one line."""
    line = (
        label("health_voice", lang, name=each.name, voice=each.voice)
        + label("colon", lang)
        + _state(each, lang)
    )
    if each.failing_since is None:
        return line
    return line + label("full_stop", lang) + _duty(each, lang)


def _duty(each: VoiceHealth, lang: str) -> str:
    return label("health_untried" if each.untried else "health_duty", lang, since=each.failing_since)


def _state(each: VoiceHealth, lang: str) -> str:
    return label(
        "health_state",
        lang,
        state=each.state,
        seen=each.last_seen,
        tried=each.last_tried,
        outcome=None if each.outcome is None else term("collection", each.outcome, lang),
    )


def health_json(result: HealthResult) -> str:
    """The same as JSON text."""
    return json_text(
        {
            "format": FORMAT,
            "district": result.district,
            "on": result.on.isoformat(),
            "voices": [_voice(each) for each in result.voices],
        }
    )


def _voice(each: VoiceHealth) -> Json:
    return {
        "voice": each.voice,
        "contract": each.contract,
        "kind": each.kind,
        "state": each.state,
        "last_tried": None if each.last_tried is None else each.last_tried.isoformat(),
        "last_seen": None if each.last_seen is None else each.last_seen.isoformat(),
        "outcome": each.outcome,
        "failing_since": None if each.failing_since is None else each.failing_since.isoformat(),
        "dormant": each.dormant,
        "looked": [
            {
                "first": stretch.first.isoformat(),
                "last": stretch.last.isoformat(),
                "health": stretch.health.value,
            }
            for stretch in each.looked
        ],
    }
