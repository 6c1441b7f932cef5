"""What came out when past assessments were made again, as text."""

from collections.abc import Iterator

from answerable.core.assess.results import Reason
from answerable.core.enforce.replay import Changed, Past, Replayed
from answerable.render.names import either
from answerable.render.terminal import fold
from answerable.render.words import label, say, term

_COLUMNS = 104


def replay_text(replayed: Replayed, lang: str) -> str:
    """Each past assessment: whether it comes out to the byte, and what the rules of the later day would change."""
    lines = [line for past in replayed.past for line in _past(past, replayed, lang)]
    same = sum(each.same for each in replayed.past)
    lines.append(label("past_counted", lang, n=len(replayed.past), same=same))
    return "\n".join(lines) + "\n"


def _past(past: Past, replayed: Replayed, lang: str) -> Iterator[str]:
    key = "past_same" if past.same else "past_differs"
    yield label(key, lang, on=past.on, file=past.file, n=past.contracts)
    for each in past.differs:
        was, now = (_standing(each.recorded, lang), _standing(each.now, lang))
        yield "  · " + label("past_contract_differs", lang, contract=each.contract, was=was, now=now)
    if not past.same and not past.differs:
        yield "  · " + label("past_details_differ", lang)
    if past.changed:
        yield "  " + label(
            "past_today", lang, today=replayed.today, tried=replayed.tried, n=len(past.changed)
        )
        for changed in past.changed:
            yield from _changed(changed, lang)
    else:
        yield "  " + label("past_today_same", lang, today=replayed.today, tried=replayed.tried)


def _changed(changed: Changed, lang: str) -> Iterator[str]:
    name = either(changed.name, changed.name_en, lang)
    before, after = (_both(each, lang) for each in (changed.before, changed.after))
    head = label("past_changed", lang, contract=changed.contract, name=name, before=before, after=after)
    yield from _item(head, "    · ")
    for key, reasons in (("past_no_longer", changed.gone), ("past_newly", changed.new)):
        for reason in reasons:
            yield from _item(label(key, lang, reason=_said(reason, lang)), "        ")


def _item(text: str, bullet: str) -> Iterator[str]:
    first, *rest = fold(text, _COLUMNS - len(bullet))
    yield bullet + first
    yield from (" " * len(bullet) + line for line in rest)


def _said(reason: Reason, lang: str) -> str:
    return say(reason.message, lang)


def _both(said: tuple[str, str], lang: str) -> str:
    standing, assessment = said
    word = term("standing", standing, lang)
    figures = term("assessment", assessment, lang)
    return word if word == figures else label("past_both", lang, standing=word, assessment=figures)


def _standing(word: str | None, lang: str) -> str | None:
    return None if word is None else term("standing", word, lang)
