"""Proposals in a terminal: what was seen, the words, the measure against its threshold, the rule and its ground."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from answerable.core.terms.citation import Citation
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message
from answerable.core.watch.accounts.profile import Profile
from answerable.core.watch.results import Proposed, RuleRecord, WatchResult
from answerable.core.watch.values import Passage
from answerable.render.terminal import fold
from answerable.render.watch.stored import plain, told
from answerable.render.words import label, say, say_fault, term

_COLUMNS = 100
_INDENT = "    "
_FAULTS = 20
"""Faults of one file that are listed."""


def watch_text(result: WatchResult, lang: str, *, every: bool = False) -> str:
    """What is new, or with `every` all that is proposed, contract by contract, then accounts and rules in figures."""
    names = {ident: (zh, en) for ident, zh, en in result.names}
    lines = [label("watch_title", lang, on=result.on), ""]
    shown = result.proposed if every else result.new
    for contract, group in groupby(shown, key=lambda each: each.contract):
        zh, en = names.get(contract, ("", ""))
        lines.append(f"{contract}  {zh if lang == 'zh' else en}")
        for proposed in group:
            lines += proposed_lines(proposed, lang)
    if not shown:
        lines += [label("watch_none", lang), ""]
    for profile in result.profiles:
        lines += _profile(profile, lang)
    for record in result.rules:
        lines += rule_lines(record, lang)
    if result.unowned:
        lines += folded(label("watch_unowned", lang, n=result.unowned), "")
    for ident, why in result.unread:
        lines += folded(label("watch_unread", lang, id=ident, why=say(why, lang)), "")
    counts = {"new": len(result.new), "known": len(result.proposed) - len(result.new)}
    lines += folded(label("watch_counted", lang, voices=len(result.health), **counts), "")
    lines += folded(label("watch_note", lang), "")
    return ended(lines)


def proposed_lines(proposed: Proposed, lang: str) -> Iterator[str]:
    """One proposal: its head, sentence, passages, measure, ground and innocent reading."""
    alert, rule = proposed.alert, proposed.rule
    head = {"title": rule.title.in_(lang), "severity": term("severity", rule.severity, lang)}
    if proposed.contract:
        side = term("side", rule.side, lang)
        yield "  " + label("watch_head", lang, **head, side=side, since=alert.since)
    else:
        # Whose work a single file is, and since when, nobody knows.
        yield "  " + label("watch_head_file", lang, **head)
    if proposed.recorded:
        decision = None if proposed.decision is None else term("finding_state", proposed.decision, lang)
        yield _INDENT + label("watch_decided", lang, decision=decision)
    yield from folded(told(proposed, lang))
    for passage in alert.passages:
        yield from passage_lines(passage, lang)
    yield from folded(measure(proposed, lang))
    for ground in proposed.edition.grounds:
        yield from folded(label("watch_ground", lang, ground=ground_text(ground, lang)))
    yield from folded(label("watch_innocent", lang, why=rule.innocent.in_(lang)))
    yield _INDENT + label("watch_id", lang, id=alert.id)
    yield ""


def measure(proposed: Proposed, lang: str) -> str:
    """What was measured beside the threshold, and how sure the measure is."""
    alert = proposed.alert
    code = "watch_measure_sure" if alert.confidence == proposed.rule.precision else "watch_measure"
    return label(
        code,
        lang,
        value=None if alert.value is None else figure(alert.value),
        threshold=None if alert.threshold is None else figure(alert.threshold),
        confidence=alert.confidence,
        **({} if code == "watch_measure_sure" else {"precision": proposed.rule.precision}),
    )


def figure(value: Fraction) -> str:
    """A measure with at most three places."""
    return quantise(value, places=3)


def ground_text(ground: Citation, lang: str) -> str:
    """A ground with how its text was read."""
    return label(
        "watch_ground_of",
        lang,
        source=ground.source,
        article=ground.article,
        how=term("provenance", ground.how, lang),
    )


def passage_lines(passage: Passage, lang: str) -> Iterator[str]:
    """The words, and those that stand beside them."""
    yield from folded(label("watch_passage", lang, of=plain(passage.of), text=plain(passage.text)))
    if passage.beside is not None:
        beside = passage.beside
        yield from folded(
            label("watch_beside", lang, of=plain(beside.of), text=plain(beside.text)), _INDENT + "  "
        )


def _profile(profile: Profile, lang: str) -> Iterator[str]:
    yield f"{profile.name} ({profile.voice})"
    yield from folded(
        label(
            "watch_posts",
            lang,
            posts=profile.posts,
            distinct=profile.distinct,
            repeated=profile.repeated,
            last=profile.last,
        )
    )
    if profile.messages:
        yield from folded(
            label(
                "watch_replies",
                lang,
                messages=profile.messages,
                answered=profile.answered,
                median=days(profile.median),
                ninth=days(profile.ninth),
                same=profile.same_replies,
                share=profile.same_share,
            )
        )
    yield ""


def days(value: Fraction | None) -> str | None:
    """Days with one place."""
    return None if value is None else quantise(value, places=1)


def rule_lines(record: RuleRecord, lang: str) -> Iterator[str]:
    """What people made of a rule, and whether it should fall silent; nothing while nothing was decided."""
    if record.precision is None and not record.silenced:
        return
    code = "watch_rule_below" if record.below else "watch_rule_silent" if record.silenced else "watch_rule"
    yield from folded(
        label(
            code,
            lang,
            title=record.rule.title.in_(lang),
            rule=record.rule.id,
            confirmed=record.confirmed,
            rejected=record.rejected,
            declared=record.rule.precision,
        ),
        "",
    )


@dataclass(frozen=True)
class NotHad:
    """Something a run of collecting could not have: which, why, and everything that is wrong in it by place."""

    name: str
    why: Message
    faults: tuple[tuple[int | None, str | None, Message], ...] = ()


def collected_text(
    *,
    observations: int,
    tries: int,
    failed: Iterable[tuple[str, str]],
    refusals: Iterable[NotHad],
    lang: str,
) -> str:
    """What a run of collecting gave, and what it could not have, with every fault that was found."""
    lines = [label("collected", lang, tries=tries, observations=observations)]
    for voice, outcome in failed:
        lines += folded(label("collected_failed", lang, name=voice, why=term("collection", outcome, lang)))
    for each in refusals:
        lines += folded(label("collected_not", lang, name=each.name, why=say(each.why, lang)))
        for row, column, message in each.faults[:_FAULTS]:
            wrong, right = say_fault(message.code, message.params, lang)
            lines += folded(
                label("collected_fault", lang, row=row, column=column, wrong=wrong, right=right), _INDENT * 2
            )
    return ended([*lines, ""])


def file_text(name: str, proposed: Sequence[Proposed], lang: str) -> str:
    """What is proposed on one file."""
    lines = [
        label("file_found", lang, name=name, n=len(proposed))
        if proposed
        else label("file_clean", lang, name=name)
    ]
    for each in proposed:
        lines += proposed_lines(each, lang)
    if proposed:
        lines += folded(label("watch_note_files", lang), "")
    return ended(lines)


def folded(text: str, indent: str = _INDENT) -> Iterator[str]:
    """A sentence in lines."""
    return (indent + line for line in fold(text, _COLUMNS - len(indent)))


def ended(lines: Iterable[str]) -> str:
    """Lines for a terminal: no control character out of a file may reach it."""
    return "".join("".join(c if c.isprintable() else " " for c in line).rstrip() + "\n" for line in lines)
