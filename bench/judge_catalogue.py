"""Tell goods, works and services apart by title and description, beside a learned peer, on British notices.

Ours are fixed words with fixed weights. The peer is a logistic regression on character n-grams, learned on four fifths
of the same notices and asked about the rest. While the words were written, every other notice was read; the others
were not, and both halves are shown.

    python -m bench.judge_catalogue
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.core.rulebook.kinds import Kind, load_kinds
from answerable.core.scope.kind import kind_of

RELEASES = Path(__file__).resolve().parents[2] / "shared/data/uk_contracts_ocds/releases.json"
SURE_TARGET, FOLDS, SEED = 0.90, 5, 0
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


def peer(notices: Sequence[Notice]) -> list[Answer]:
    """The peer's answer to each notice, learned without its fifth."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    kinds = [notice.kind.value for notice in notices]
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)), LogisticRegression(max_iter=2000)
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    texts = [f"{notice.title}\n{notice.description}" for notice in notices]
    shares = cross_val_predict(model, texts, kinds, cv=folds, method="predict_proba")
    names = sorted(set(kinds))
    best = [max(range(len(names)), key=row.__getitem__) for row in shares]
    return [
        Answer(notice, Kind(names[at]), float(row[at]))
        for notice, row, at in zip(notices, shares, best, strict=True)
    ]


def right(answers: Sequence[Answer]) -> float:
    """The share of right answers."""
    return sum(each.right for each in answers) / len(answers)


def surest(answers: Sequence[Answer]) -> list[Answer]:
    """The half of the answers that are surest; the earlier one where two are as sure."""
    return sorted(answers, key=lambda each: -each.sure)[: (len(answers) + 1) // 2]


def show(name: str, mine: Sequence[Answer], theirs: Sequence[Answer]) -> bool:
    """Print one line; whether both targets are met."""
    services = sum(each.notice.kind is Kind.SERVICES for each in mine) / len(mine)
    met = right(mine) > right(theirs) and right(surest(mine)) >= SURE_TARGET
    print(
        f"  {name:24}{len(mine):4}{right(mine):8.3f}{right(theirs):8.3f}{services:14.3f}"
        f"{right(surest(mine)):14.3f}{right(surest(theirs)):8.3f}   {'met' if met else 'MISSED'}"
    )
    return met


def show_confusion(answers: Sequence[Answer]) -> None:
    """Print what each kind was taken for."""
    print("\n  is \\ said by ours" + "".join(f"{kind:>10}" for kind in Kind))
    for kind in Kind:
        row = (sum(each.notice.kind is kind and each.kind is said for each in answers) for said in Kind)
        print(f"  {kind:18}" + "".join(f"{count:10}" for count in row))


def show_reliability(answers: Sequence[Answer]) -> None:
    """Print how often answers of each sureness are right."""
    print("\n  how sure ours is      n   says   right")
    for low, high in zip(_BANDS, _BANDS[1:], strict=False):
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
    mine, theirs = ours(notices), peer(notices)
    print("  right answers              n    ours    peer  all services   ours, surest    peer")
    parts = {"all notices": (True, False), "seen while writing": (True,), "never read": (False,)}
    met = [
        show(
            name,
            [each for each in mine if each.notice.read in halves],
            [each for each in theirs if each.notice.read in halves],
        )
        for name, halves in parts.items()
    ]
    print(f"  target: more right answers than the peer, and {SURE_TARGET:.2f} of the half ours is surest of")
    show_confusion(mine)
    show_reliability(mine)
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
