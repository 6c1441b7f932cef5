"""An account that is rude to people: replies and posts of its own that a model reads as scorn, insult or threat."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from answerable.core.watch.accounts.looking import Hit, said, single, told
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.values import Alert, Limits, Passage

_RULE = "reply-hostile"
_EXPECTED = Fraction(8, 10)
TELLS = 12
"""Tells of a text that are enough to find its rudest sentence."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")


def hostile(account: Account, limits: Limits) -> Iterator[Alert]:
    """Replies and posts that score as hostile, one alert for each; not what was never scored, or was reposted."""
    limit = limits.of(_RULE)
    if limit is None:
        return
    heard = {each.id: each for each in account.others}
    for kind, threshold in ((Said.REPLY, limit["score"]), (Said.POST, limit["post_score"])):
        for utterance in said(account, kind):
            score = account.hostile.get(utterance.id)
            if score is not None and score >= threshold and utterance.source is None:
                where = account.rudest.get(utterance.id, (0, len(utterance.text)))
                passage = _passage(utterance, where, heard.get(utterance.answers or ""))
                yield told(_RULE, utterance.id, _hit(utterance, score, threshold, passage), _EXPECTED)


def _hit(utterance: Utterance, score: Fraction, threshold: Fraction, passage: Passage) -> Hit:
    return Hit(
        single(utterance),
        {"day": utterance.day, "score": score, "limit": threshold},
        value=score,
        threshold=threshold,
        passages=(passage,),
        observation=utterance.id,
    )


def _passage(utterance: Utterance, where: tuple[int, int], message: Utterance | None) -> Passage:
    start, end = where
    beside = None if message is None else Passage.cut(message.id, message.text)
    return Passage.cut(utterance.id, utterance.text, start, end, beside=beside)


def rudest(text: str, tells: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
    """Start and end of the sentence in which most of a model's tells weigh; the first one where there are none."""
    spans = [found.span() for found in _SENTENCE.finditer(text)] or [(0, len(text))]
    return max(
        spans,
        key=lambda span: (sum(weight for at, _, weight in tells if span[0] <= at < span[1]), -span[0]),
    )
