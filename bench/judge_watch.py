"""Judge the text models of `watch`: rude replies found, civil ones left alone, law told from literature.

Ours are the shipped models of whole numbers. The peer is scikit-learn's logistic regression on character n-grams
weighed by TF-IDF: `peer` was trained on COLD train, `peer+` on all that ours was trained on. Each gets its threshold by
the same rule on the same civil texts. COLD dev, the messages and replies of taidi2020c and the rows of zh_style were
never trained on; of our own texts only templates held out count.

    python -m bench.judge_watch
"""

import csv
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.core.watch.text.model import shipped_model
from tools.train_watch import FLAGGED, STEPS, commonest, syllables_of
from tools.watch_examples import (
    OWN_SEED,
    Example,
    cold,
    framed,
    homophones,
    hostile_examples,
    misspelled,
    own,
    style_examples,
)

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
COLD, TAIDI, STYLE = (
    DATA / "cold",
    DATA / "taidi2020c" / "attachment4_messages_and_replies.xlsx",
    DATA / "zh_style",
)
RIGHT_TARGET, FLAGGED_TARGET, STYLE_TARGET = 0.80, 0.02, 0.95
Score = Callable[[Sequence[str]], Sequence[float]]


@dataclass
class Table:
    """Rows of figures with their targets, printed as they come."""

    met: bool = True

    def row(self, what: str, figures: Sequence[float], *, least: float = 0, most: float = 1) -> None:
        """Print one row; the first figure is ours and is held against the target."""
        held = least <= figures[0] <= most
        target = f"≥ {least:.2f}" if least else f"≤ {most:.2f}" if most < 1 else ""
        verdict = ("met" if held else "MISSED") if target else ""
        print(f"  {what:62}" + "".join(f"{each:8.3f}" for each in figures) + f"   {target:7} {verdict}")
        self.met &= held


def taidi() -> tuple[list[str], list[str]]:
    """Citizens' messages and the official replies to them."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(TAIDI)).get_sheet_by_index(0).to_python()[1:]
    return [" ".join(str(row[4]).split()) for row in rows], [str(row[5]).strip() for row in rows]


def style_rows(kind: str) -> list[str]:
    """The sentences of one kind of zh_style: law, literature, news or science."""
    with (STYLE / f"train_ch_{kind}.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def peer(examples: Sequence[Example]) -> Score:
    """scikit-learn's TF-IDF of character n-grams (1 to 3) with logistic regression (C = 1)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
    model = make_pipeline(grams, LogisticRegression(solver="liblinear"))
    model.fit([each.text for each in examples], [each.label for each in examples])
    return lambda texts: model.predict_proba(list(texts))[:, 1].tolist()


def share(scores: Sequence[float], threshold: float) -> float:
    """The share of scores from the threshold on."""
    return sum(each >= threshold for each in scores) / len(scores)


def right(scores: Sequence[float], examples: Sequence[Example], threshold: float = 0.5) -> float:
    """The share of texts on their own side of the threshold."""
    return sum(
        (score >= threshold) == each.label for score, each in zip(scores, examples, strict=True)
    ) / len(scores)


def evasions(texts: Sequence[str]) -> Mapping[str, list[str]]:
    """The texts as people write who do not want to be caught."""
    chance = random.Random(OWN_SEED)
    same = homophones(syllables_of(commonest()))
    return {
        "homophones in place of a quarter of the characters": [
            misspelled(each, same, chance) for each in texts
        ],
        "a space after every character": [" ".join(each) for each in texts],
        "stars and dots between": ["*·".join(each) for each in texts],
        "full-width letters and figures": ["".join(map(_wide, each)) for each in texts],
        "zero-width characters between": ["\u200b".join(each) for each in texts],
        "within polite words": [framed(each, chance) for each in texts],
        "in the middle of a civil reply": [buried(each, chance) for each in texts],
    }


def buried(text: str, chance: random.Random) -> str:
    """The text between two civil replies of templates held out."""
    before, after = chance.sample([each.text for each in own("civil", held=True)], 2)
    return f"{before}{text}。{after}"


def _wide(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


def step(scores: Sequence[float]) -> float:
    """The threshold as the trainer sets it, from the scores of civil texts held out."""
    lowest = next(at for at in range(STEPS // 2, STEPS) if share(scores, at / STEPS) <= FLAGGED)
    return (lowest + 1) / STEPS


def judge_hostile(table: Table) -> None:
    """Rude and offensive texts found, civil ones left alone, ours beside both peers."""
    model, train = shipped_model("hostile"), cold(COLD / "train.csv")
    ours = hostile_examples(syllables_of(commonest()), held=False)
    scorers: list[Score] = [model.score, peer(train), peer([*train, *ours])]
    civil = [each.text for each in own("civil", held=True)]
    at = [float(model.threshold), *(step(score(civil)) for score in scorers[1:])]
    print(f"\n  hostile{'':55}    ours    peer   peer+")
    print(f"  {'threshold':62}" + "".join(f"{each:8.2f}" for each in at))
    dev = cold(COLD / "dev.csv")
    table.row(
        "COLD dev, right at 0.5",
        [right(score([each.text for each in dev]), dev) for score in scorers],
        least=RIGHT_TARGET,
    )

    def row(what: str, texts: Sequence[str], *, most: float = 1) -> None:
        table.row(
            what, [share(score(texts), limit) for score, limit in zip(scorers, at, strict=True)], most=most
        )

    messages, replies = taidi()
    row("taidi2020c, official replies flagged", replies, most=FLAGGED_TARGET)
    row("taidi2020c, citizens' messages flagged", messages, most=FLAGGED_TARGET)
    row("our civil replies and posts, held out, flagged", civil, most=FLAGGED_TARGET)
    row(
        "our civil messages of citizens, held out, flagged", [each.text for each in own("citizen", held=True)]
    )
    row("COLD dev, safe ones flagged", [each.text for each in dev if not each.label])
    row("COLD dev, offensive ones caught", [each.text for each in dev if each.label])
    rude = [each.text for each in own("hostile", held=True)]
    row("our rude replies, held out, caught", rude)
    for what, texts in evasions(rude).items():
        row(f"  {what}", texts)


def judge_style(table: Table) -> None:
    """Law told from literature, and what else reads literary."""
    model = shipped_model("style")
    at = float(model.threshold)
    print(f"\n  style; threshold {at:.2f}{'':48}ours")
    law, literature = ([*model.score(style_rows(kind))] for kind in ("law", "literature"))
    told = (1 - share(law, at)) * len(law) + share(literature, at) * len(literature)
    table.row("zh_style, law told from literature", [told / (len(law) + len(literature))], least=STYLE_TARGET)
    table.row("zh_style, law that reads literary", [share(law, at)])
    table.row("zh_style, literature that reads literary", [share(literature, at)])
    for kind in ("news", "science"):
        table.row(f"zh_style, {kind} that reads literary", [share(model.score(style_rows(kind)), at)])
    table.row("taidi2020c, official replies that read literary", [share(model.score(taidi()[1]), at)])
    held = list(style_examples(held=True))
    table.row("our own prose, held out, right", [right(model.score([each.text for each in held]), held, at)])


def main() -> int:
    """0 if all targets are met or there is nothing to judge by, else 1."""
    if not all(path.exists() for path in (COLD, TAIDI, STYLE)):
        print("nothing judged: ../shared/data is not there")
        return 0
    table = Table()
    judge_hostile(table)
    judge_style(table)
    return 0 if table.met else 1


if __name__ == "__main__":
    sys.exit(main())
