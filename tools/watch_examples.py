"""What the text models are trained and judged on: COLD train, and our own texts with spellings that evade."""

import csv
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.watch_grammar import Made, fill, lines, made, slots

OWN_SEED = 20261124
_TIMES = {"hostile": 24, "civil": 12, "citizen": 12, "official": 24, "literary": 24}
_HEADS = ("您好，", "{hi}，", "{hi}。", "亲，", "回复：", "关于{noun}的事，", "")
_TAILS = ("", "。{bye}", "。", "！", "。以上。")
_SENTENCE = re.compile("[^。！？]+[。！？]?")
_SMALL = 0.25
"""The share of characters that a homophone stands in for, in a text that evades."""


@dataclass(frozen=True)
class Example:
    """One text with its label, and how much it counts."""

    text: str
    label: int
    weight: float = 1.0


def cold(path: Path) -> list[Example]:
    """COLD (Deng et al. 2022, Apache-2.0): comments, 1 where offensive."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Example(row["TEXT"], int(row["label"])) for row in csv.DictReader(file)]


def own(name: str, *, held: bool, words: str = "slots") -> list[Made]:
    """Our own texts of one kind, of the templates held out or of the others."""
    return [each for each in made(name, times=_TIMES[name], seed=OWN_SEED, words=words) if each.held == held]


def hostile_examples(syllables: Mapping[str, str], *, held: bool) -> Iterator[Example]:
    """Rude replies and civil ones, each plain, between polite words, and with homophones; civil ones also by sentence.

    Rude and civil ones stand between the same polite words, so that those tell nothing.
    """
    chance = random.Random(OWN_SEED + held)  # noqa: S311 - texts, no secrets
    same = homophones(syllables)
    for name, label in (("hostile", 1), ("civil", 0), ("citizen", 0)):
        for each in own(name, held=held):
            yield Example(each.text, label)
            yield Example(misspelled(each.text if label else plain(each.text), same, chance), label)
            parts = [each.text] if label else sentences(each.text)
            for part in parts:
                yield Example(framed(part, chance), label, 1 / len(parts))
                yield Example(part, label, 1 / len(parts))


def plain(text: str) -> str:
    """The text with 你 in place of the polite 您, which civil people write as well."""
    return text.replace("您", "你")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its end."""
    return _SENTENCE.findall(text)


def framed(text: str, chance: random.Random) -> str:
    """The text between a polite opening and a polite end."""
    frame = chance.choice(_HEADS) + "{}" + chance.choice(_TAILS)
    before, after = frame.split("{}")
    return fill(before, slots("slots"), chance) + text + fill(after, slots("slots"), chance)


def homophones(syllables: Mapping[str, str]) -> Mapping[str, str]:
    """The characters of the same toneless syllable, by character."""
    return {each: characters for characters in syllables.values() for each in characters}


def misspelled(text: str, same: Mapping[str, str], chance: random.Random) -> str:
    """The text with a homophone in place of some characters."""
    return "".join(
        chance.choice(same[each]) if each in same and chance.random() < _SMALL else each for each in text
    )


def style_examples(*, held: bool) -> Iterator[Example]:
    """Literary prose (1) and official prose (0)."""
    for name, label in (("official", 0), ("literary", 1)):
        for each in own(name, held=held, words="slots_style"):
            yield Example(each.text, label)
    if not held:
        for each in own("civil", held=False):
            yield Example(each.text, 0, 0.25)


@cache
def lexicon(name: str) -> Mapping[str, Sequence[str]]:
    """The hand-chosen words of a file by group: lexicon (of style) or insults."""
    found = (line.split(": ", 1) for line in lines(name))
    return {group: tuple(words.split("|")) for group, words in found}
