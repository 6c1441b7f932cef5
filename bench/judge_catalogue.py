"""Tell goods, works and services apart by title and description, beside a learned peer, on British notices.

Ours are fixed words with fixed weights. The peer is a logistic regression on character n-grams, learned on four fifths
of the same notices and asked about the rest, with C = 10: with C = 1 it always says services. Beside it stands the
best of twelve settings that were tried on these notices, with classes balanced; it is shown, and is no target. While
the words were written, every other notice was read; the others were not, and both halves are shown.

    python -m bench.judge_catalogue
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from answerable.core.rulebook.kinds import Kind, load_kinds
from answerable.core.scope.kind import kind_of

RELEASES = Path(__file__).resolve().parents[2] / "shared/data/uk_contracts_ocds/releases.json"
SURE_TARGET, FOLDS, SEED = 0.90, 5, 0
OURS, PEER, BEST = "ours", "n-grams", "n-grams, balanced"
PARTS = {"all notices": (True, False), "seen while writing": (True,), "never read": (False,)}
_BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Notice:
    """One notice: its texts, what its buyer says it is, and whether it was read while the words were written."""

    title: str
    description: str
    kind: Kind
    read: bool


@dataclass(frozen=True)
class Answer:
    """What was said of a notice, how surely, and whether it is right."""

    notice: Notice
    kind: Kind
    sure: float

    @property
    def right(self) -> bool:
        return self.kind is self.notice.kind


def read_notices(path: Path) -> list[Notice]:
    """Every notice whose buyer says what it is, in the order of the file; the even ones were read."""
    tenders = [release["tender"] for release in json.loads(path.read_text(encoding="utf-8"))["releases"]]
    labelled = [tender for tender in tenders if tender.get("mainProcurementCategory")]
    return [
        Notice(
            tender.get("title") or "",
            tender.get("description") or "",
            Kind(tender["mainProcurementCategory"]),
            at % 2 == 0,
        )
        for at, tender in enumerate(labelled)
    ]


def ours(notices: Sequence[Notice]) -> list[Answer]:
    """Our answer to each notice."""
    found = ((notice, kind_of(notice.title, notice.description, load_kinds())) for notice in notices)
    return [Answer(notice, said.kind, said.sure) for notice, said in found]


def peer(notices: Sequence[Notice], **settings: object) -> list[Answer]:
    """The peer's answer to each notice, learned without its fifth; `settings` are those of the regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    kinds = [notice.kind.value for notice in notices]
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))
    model = make_pipeline(grams, LogisticRegression(max_iter=2000, **settings))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    texts = [f"{notice.title}\n{notice.description}" for notice in notices]
    shares = cross_val_predict(model, texts, kinds, cv=folds, method="predict_proba")
    names = sorted(set(kinds))
    best = [max(range(len(names)), key=row.__getitem__) for row in shares]
    return [
        Answer(notice, Kind(names[at]), float(row[at]))
        for notice, row, at in zip(notices, shares, best, strict=True)
    ]


def always_services(notices: Sequence[Notice]) -> list[Answer]:
    """The answer of somebody who reads nothing."""
    return [Answer(notice, Kind.SERVICES, 1.0) for notice in notices]


def right(answers: Sequence[Answer]) -> float:
    """The share of right answers."""
    return sum(each.right for each in answers) / len(answers)


def surest(answers: Sequence[Answer]) -> list[Answer]:
    """The half of the answers that are surest; the earlier one where two are as sure."""
    return sorted(answers, key=lambda each: -each.sure)[: (len(answers) + 1) // 2]


def of_half(answers: Sequence[Answer], part: str) -> list[Answer]:
    """The answers about one of `PARTS`."""
    return [each for each in answers if each.notice.read in PARTS[part]]


def show(contestants: Mapping[str, Sequence[Answer]]) -> bool:
    """Print the share of right answers, of all and of the surest half; whether ours meets both targets everywhere."""
    met = True
    for part in PARTS:
        print(f"  {part:30}    n   right   of the surest half")
        shares = {name: of_half(answers, part) for name, answers in contestants.items()}
        for name, answers in shares.items():
            print(f"    {name:28} {len(answers):4}{right(answers):8.3f}{right(surest(answers)):12.3f}")
        mine = shares[OURS]
        met &= right(mine) > right(shares[PEER]) and right(surest(mine)) >= SURE_TARGET
    print(
        f"  target, in every part: right more often than {PEER}, and in {SURE_TARGET:.2f} of the surest half:",
        end=" ",
    )
    print("met" if met else "MISSED")
    return met


def show_chance(mine: Sequence[Answer], theirs: Sequence[Answer]) -> None:
    """Print how easily chance alone would split so unevenly the notices that only one of the two got right."""
    only_mine = sum(one.right and not other.right for one, other in zip(mine, theirs, strict=True))
    only_theirs = sum(other.right and not one.right for one, other in zip(mine, theirs, strict=True))
    both = only_mine + only_theirs
    tail = sum(math.comb(both, at) for at in range(max(only_mine, only_theirs), both + 1))
    chance = min(1.0, 2 * tail / 2**both)
    print(
        f"\n  only ours right {only_mine}, only the balanced peer right {only_theirs}: by chance in {chance:.2f}"
    )


def show_confusion(answers: Sequence[Answer]) -> None:
    """Print what each kind was taken for."""
    print("\n  is \\ said by ours" + "".join(f"{kind:>10}" for kind in Kind))
    for kind in Kind:
        row = (sum(each.notice.kind is kind and each.kind is said for each in answers) for said in Kind)
        print(f"  {kind:18}" + "".join(f"{count:10}" for count in row))


def show_reliability(answers: Sequence[Answer]) -> None:
    """Print how often answers of each sureness are right."""
    print("\n  how sure ours is      n   says   right")
    for low, high in pairwise(_BANDS):
        band = [each for each in answers if low <= each.sure < high]
        if band:
            says = sum(each.sure for each in band) / len(band)
            print(f"  {low:5.2f} to {min(high, 1):4.2f} {len(band):10}{says:7.2f}{right(band):8.2f}")


def main() -> int:
    """0 if all targets are met or there is nothing to judge by, else 1."""
    if not RELEASES.is_file():
        print("nothing judged: ../shared/data/uk_contracts_ocds/releases.json is not there")
        return 0
    notices = read_notices(RELEASES)
    contestants = {
        OURS: ours(notices),
        PEER: peer(notices, C=10),
        BEST: peer(notices, class_weight="balanced"),
        "always services": always_services(notices),
    }
    met = show(contestants)
    show_chance(contestants[OURS], contestants[BEST])
    show_confusion(contestants[OURS])
    show_reliability(contestants[OURS])
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
