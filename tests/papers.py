"""Papers and a case file of the model district (fictional), one of every kind in both languages."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.values import (
    CaseFile,
    Event,
    Evidence,
    Paper,
    PaperKind,
    PaperTable,
    Seal,
)
from answerable.core.tables.declare import Both
from answerable.outside.fonts import chinese_font

LANGS = ("zh", "en")
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CHINESE = pytest.mark.skipif(chinese_font() is None, reason="no Chinese font on this machine")
DRAWN = [pytest.param("zh", marks=CHINESE), "en"]
"""Languages in which a PDF can be drawn here."""
BODY = Both("江平县文化广电旅游体育局", "Jiangping County Bureau of Culture and Tourism")
PROVIDER = Both("清源新媒体有限公司", "Qingyuan New Media Ltd")
FINANCE = Both("江平县财政局", "Jiangping County Bureau of Finance")
ISSUED = date(2026, 3, 5)
WITHOUT_NUMBER = {PaperKind.RECEIPT, PaperKind.STATEMENT, PaperKind.HANDOVER, PaperKind.FILE}
NUMBERED = {kind: f"江平文旅整〔2026〕{place}号" for place, kind in enumerate(PaperKind, start=1)}
IN_ENGLISH = {kind: f"JPWL-R [2026] {place}" for place, kind in enumerate(PaperKind, start=1)}


def paper(kind: PaperKind, lang: str, *, seal: Seal = Seal.PRINT, whole: bool = True, **fields: str) -> Paper:
    """A sound paper of the kind; `whole` with all that is optional, and `fields` in place of its own."""
    rule = KINDS[kind]
    names = (rule.required | rule.optional) if whole else rule.required
    keys = rule.all_tables if whole else rule.tables
    words = WORDS[lang]["fields"] | WORDS[lang]["variants"].get(kind.value, {})
    around = {"attachments", "cc", "printed_by", "printed_on"} if whole and rule.letterhead else set()
    number = (NUMBERED if lang == "zh" else IN_ENGLISH)[kind]
    return Paper(
        kind=kind,
        number="" if kind in WITHOUT_NUMBER else number,
        issued_on=ISSUED,
        issuer=BODY,
        addressee=FINANCE if kind is PaperKind.REFERRAL else PROVIDER,
        fields={name: words[name] for name in sorted(names | around)} | fields,
        tables=tuple(table(key, kind, lang) for key in sorted(keys)),
        seal=seal,
    )


def table(key: str, kind: PaperKind, lang: str) -> PaperTable:
    """A table of the kind, or the one that every kind has under this key."""
    tables = WORDS[lang]["tables"]
    columns, *rows = (tuple(row) for row in tables.get(f"{kind.value}.{key}") or tables[key])
    return PaperTable(key, columns, tuple(rows))


def case_of(lang: str = "zh", *, seal: Seal = Seal.PRINT) -> CaseFile:
    """The case from notice to ending, with its evidence and entries."""
    made = (PaperKind.NOTICE, PaperKind.STATEMENT, PaperKind.ORDER, PaperKind.RECHECK, PaperKind.ENDING)
    papers = tuple(paper(kind, lang, seal=seal) for kind in made)
    who = BODY.in_(lang)
    return CaseFile(
        case="c-2026-account-01",
        contract=WORDS[lang]["fields"]["contract"],
        provider=PROVIDER,
        issuer=BODY,
        filed_on=date(2026, 7, 1),
        chronology=tuple(
            Event(date(2026, 3 + place, 5), who, WORDS[lang]["tables"]["deeds"][place][0], each.number)
            for place, each in enumerate(papers)
        ),
        evidence=(
            Evidence("截图-0311.png" if lang == "zh" else "screenshot-0311.png", "a3" * 32, 182_044),
            Evidence("检查记录.pdf" if lang == "zh" else "inspection.pdf", "5f" * 32, 90_121),
        ),
        entries=("e-000181", "e-000204", "e-000377"),
        papers=papers,
    )
