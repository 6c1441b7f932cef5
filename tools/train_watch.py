"""Train the text models of `watch` and write them as plain whole numbers. Trained twice, the bytes are the same.

    python -m tools.train_watch ../shared/data/cold/train.csv

What they are trained on: COLD train (Deng et al. 2022, Apache-2.0), whose path is the argument, and our own texts in
`watch_texts/`, four templates in five; the fifth is held out, sets the threshold, and judges (`bench.judge_watch`).
The syllables of characters are those of pypinyin (MIT). Needs the libraries of `make bench`.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np

from answerable.core.watch.text.features import CHARACTERS, SYLLABLES
from answerable.core.watch.text.model import WHOLE, WORST, TextModel
from tools.watch_examples import (
    Example,
    cold,
    hostile_examples,
    lexicon,
    own,
    style_examples,
)
from tools.watch_matrix import Layout, fit, groups_of, model_of, model_text

MODELS = Path(__file__).parents[1] / "src" / "answerable" / "rulebooks" / "models"
_ALONE = 80
"""64ths that a sentence read alone is lowered by: so many that no more citizens' messages were flagged than before."""
HOSTILE = Layout(
    "hostile", ((CHARACTERS, (1, 2, 3), 18), (SYLLABLES, (2, 3), 17)), False, False, 96, WORST, 30, _ALONE
)
STYLE = Layout("style", ((CHARACTERS, (1, 2, 3), 17),), True, True, 160, WHOLE, 8)
FLAGGED = 0.005
"""The share of held-out civil texts that may be flagged."""
STEPS = 20
"""Thresholds are tried in twentieths, and one more is added as a margin."""
_OFFENSIVE, _SAFE = 0.25, 0.6
"""What a comment of COLD counts beside a text of our own: offence among strangers is not an official's rudeness."""
_INSULTS, _GROUPS = 0.5, 0.1
"""How much a hand-chosen group of words counts beside a single n-gram, before training weighs both."""


def main() -> int:
    """Write the table of syllables and both models."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("cold", type=Path, help="train.csv of COLD")
    options.add_argument("--out", type=Path, default=MODELS)
    asked = options.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    syllables = syllables_of(commonest())
    rows = [f"{syllable},{''.join(sorted(found))}" for syllable, found in sorted(syllables.items())]
    _write(asked.out / "syllables.csv", "\n".join(["syllable,characters", *rows]) + "\n")
    _write(asked.out / "hostile.json", hostile_model(cold(asked.cold), syllables))
    _write(asked.out / "style.json", style_model())
    return 0


def commonest() -> list[str]:
    """The characters of GB 2312 (6,763) and of the first level of Big5 (5,401), each once."""
    simplified = _decoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    traditional = _decoded("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    return [each for each in dict.fromkeys((*simplified, *traditional)) if "一" <= each <= "\u9fff"]


def _decoded(encoding: str, high: Sequence[int], low: Sequence[int]) -> Iterator[str]:
    for pair in (bytes([one, two]) for one in high for two in low):
        yield pair.decode(encoding, "ignore")[:1]


def syllables_of(characters: Sequence[str]) -> Mapping[str, str]:
    """The characters of each toneless syllable; of several readings the commonest one counts."""
    lazy_pinyin = import_module("pypinyin").lazy_pinyin
    found: dict[str, str] = defaultdict(str)
    for character in characters:
        (syllable,) = lazy_pinyin(character)
        if syllable.isascii() and syllable.isalpha():
            found[syllable] += character
    return found


def hostile_model(comments: Sequence[Example], syllables: Mapping[str, str]) -> str:
    """The file of the hostile model."""
    ours = list(hostile_examples(syllables, held=False))
    theirs = [replace(each, weight=_OFFENSIVE if each.label else _SAFE) for each in comments]
    groups = groups_of(lexicon("insults"), HOSTILE) * _INSULTS
    weights, bias = fit([*theirs, *ours], HOSTILE, c=2, groups=groups, rarity=True)
    threshold = hostile_threshold(model_of(HOSTILE, weights, bias))
    return model_text(HOSTILE, weights, bias, threshold=threshold)


def hostile_threshold(model: TextModel) -> Fraction:
    """One step above the lowest, from a half, that flags few enough of the civil replies and posts held out."""
    scores = np.array(model.score([each.text for each in own("civil", held=True)]))
    steps = (Fraction(step, STEPS) for step in range(STEPS // 2, STEPS))
    return next(step for step in steps if (scores >= float(step)).mean() <= FLAGGED) + Fraction(1, STEPS)


def style_model() -> str:
    """The file of the style model. Its threshold is a half: more literary than official."""
    groups = groups_of(lexicon("lexicon"), STYLE) * _GROUPS
    weights, bias = fit(list(style_examples(held=False)), STYLE, c=1, groups=groups, rarity=True)
    return model_text(STYLE, weights, bias, threshold=Fraction(1, 2))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    sys.exit(main())
