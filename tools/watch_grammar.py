"""Our own training texts: templates with slots, filled in by chance from a seed, a fifth of the templates held out.

In a template `{place}` takes a word of the slot of that name, and `{one|two}` one of the alternatives; both may stand
inside one another's words. A template is held out as a whole, so that no filling of it is trained on.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

TEXTS = Path(__file__).with_name("watch_texts")
_HELD = 5
_HOLE = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Made:
    """One text that was made, the template it is of, and whether the template is held out."""

    text: str
    template: str
    held: bool


def lines(name: str) -> tuple[str, ...]:
    """The lines of a file of texts, without its comments."""
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def slots(name: str) -> Mapping[str, tuple[str, ...]]:
    """Words by slot."""
    found = (line.split(": ", 1) for line in lines(name))
    return {slot: tuple(words.split("|")) for slot, words in found}


def held_out(template: str) -> bool:
    """Whether the template is kept for judging: one in five, by its own words."""
    return sha256(template.encode()).digest()[0] % _HELD == 0


def fill(template: str, words: Mapping[str, tuple[str, ...]], chance: random.Random) -> str:
    """One filling of the template. Raises KeyError for a slot that is not declared."""

    def one(found: re.Match[str]) -> str:
        inside: str = found[1]
        if "|" not in inside and _NAME.fullmatch(inside):
            return chance.choice(words[inside])
        return chance.choice(inside.split("|"))

    text = template
    while _HOLE.search(text):
        text = _HOLE.sub(one, text)
    return text


def made(name: str, *, times: int, seed: int, words: str = "slots") -> Iterator[Made]:
    """Every template of a file filled in so often, without repeats."""
    for template in lines(name):
        chance = random.Random(f"{seed} {name} {template}")  # noqa: S311 - texts, no secrets
        texts = {fill(template, slots(words), chance): None for _ in range(times)}
        for text in texts:
            yield Made(text, template, held_out(template))
