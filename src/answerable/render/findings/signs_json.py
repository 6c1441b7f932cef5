"""Signs as JSON: codes and figures for programs, sentences in both languages for people."""

from answerable.core.assess.signals.chance import shown
from answerable.core.assess.signals.peers import PeerResult
from answerable.core.assess.signals.result import SignsResult
from answerable.core.assess.signals.values import Signal
from answerable.core.terms.message import Message
from answerable.render.json_text import Json, json_text
from answerable.render.words import LANGS, say

FORMAT = "answerable/findings/1"


def to_json(result: SignsResult) -> str:
    """The result as JSON text."""
    return json_text(
        {
            "format": FORMAT,
            "district": result.district,
            "on": result.on.isoformat(),
            "signals": [_signal(each) for each in result.signals],
            "recorded": result.recorded,
            "peers": [_peer(each) for each in result.peers],
        }
    )


def _signal(signal: Signal) -> Json:
    return {
        "id": signal.id,
        "rule": signal.stored_rule,
        "contract": signal.contract,
        "from": signal.from_day.isoformat(),
        "to": signal.to_day.isoformat(),
        "severity": signal.severity,
        "side": signal.side.value,
        "source": signal.source,
        "chance": None if signal.chance is None else shown(signal.chance),
        "what": _both(signal.what),
        "evidence": [_both(each) for each in signal.evidence],
        "innocent": _both(signal.innocent),
    }


def _both(message: Message) -> Json:
    return {"code": message.code, **{lang: say(message, lang) for lang in LANGS}}


def _peer(peer: PeerResult) -> Json:
    return {
        "contract": peer.contract,
        "since": peer.since.isoformat(),
        "until": peer.until.isoformat(),
        "basis": peer.basis,
        "peers": peer.peers,
        "low": peer.low,
        "n": peer.n,
        "share": peer.share,
        "peers_share": peer.peers_share,
        "expected": peer.expected,
        "ratio": peer.ratio,
        "correlation": peer.correlation,
        "chance": None if peer.chance is None else shown(peer.chance),
    }
