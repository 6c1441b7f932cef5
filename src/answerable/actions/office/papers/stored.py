"""What a paper's row holds: the values of the paper in each language, and the wordings they are set in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from answerable.core.enforce.papers.read import read_paper
from answerable.core.enforce.papers.values import Paper
from answerable.core.enforce.papers.wording import Wording, parse_wording
from answerable.core.ledger.canonical import Plain, canonical
from answerable.records import models
from answerable.render.official import sheet_of
from answerable.render.official.sheet import Sheet
from answerable.render.words import LANGS


@dataclass(frozen=True)
class Worded:
    """The text of a wording; `starts` is None of the shipped one."""

    text: str
    starts: date | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def paper_cells(paper: Paper, lang: str) -> dict[str, Plain]:
    """A paper as `core.enforce.papers.read` reads it."""
    return {
        "kind": paper.kind.value,
        "lang": lang,
        "number": paper.number,
        "issued_on": paper.issued_on.isoformat(),
        "issuer": {"zh": paper.issuer.zh, "en": paper.issuer.en},
        "addressee": {"zh": paper.addressee.zh, "en": paper.addressee.en},
        "seal": paper.seal.value,
        "fields": dict(paper.fields),
        "tables": [
            {"key": each.key, "columns": list(each.columns), "rows": [list(row) for row in each.rows]}
            for each in paper.tables
        ],
    }


def content_of(
    papers: Mapping[str, Paper], worded: Mapping[str, Worded], *, to: str | None
) -> dict[str, Plain]:
    """What the row keeps; `to` is the provider to whom the paper is addressed."""
    return {
        "to": to,
        "papers": {lang: paper_cells(papers[lang], lang) for lang in LANGS},
        "wordings": {
            lang: {
                "text": worded[lang].text,
                "sha256": worded[lang].sha256,
                "starts": None if (starts := worded[lang].starts) is None else starts.isoformat(),
            }
            for lang in LANGS
        },
    }


def content_digest(content: Mapping[str, Plain]) -> str:
    """The hash by which the ledger commits to what a paper says: SHA-256 of its canonical JSON."""
    return f"sha256:{hashlib.sha256(canonical(content)).hexdigest()}"


def paper_in(row: models.Paper, lang: str) -> Paper:
    """What the paper says in a language. Raises PaperFaultsError where the row does not hold a sound paper."""
    return read_paper(_held(row)["papers"][lang], file=row.id)[0]


def wording_in(row: models.Paper, lang: str) -> Wording:
    """The wording in which it was issued."""
    paper = paper_in(row, lang)
    return parse_wording(str(_held(row)["wordings"][lang]["text"]), paper.kind, file=row.id)


def sheet_in(row: models.Paper, lang: str) -> Sheet:
    """All that stands on the paper, from which its page and its files are made."""
    return sheet_of(paper_in(row, lang), wording_in(row, lang), lang)


def addressed_to(row: models.Paper) -> str | None:
    """The provider to whom it is addressed; None of one for somebody else."""
    to = _held(row).get("to")
    return None if to is None else str(to)


def _held(row: models.Paper) -> dict[str, Any]:
    content: dict[str, Any] = row.content
    return content
