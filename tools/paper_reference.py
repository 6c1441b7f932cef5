"""The page of the reference on papers: each kind with its fields and tables, from the one table of kinds."""

from collections.abc import Iterable

from answerable.core.enforce.papers.fields import AROUND, FIELDS, TABLES
from answerable.core.enforce.papers.kinds import KINDS, Close, KindRule
from answerable.core.tables.declare import Both
from answerable.render.words import term

_CLOSES = {
    Close.ISSUER: "issuer, seal and date 署名、印章、日期",
    Close.PARTIES: "both parties 双方签章",
    Close.HANDS: "signed by hand 签名",
    Close.NOTHING: "nothing 无",
}


def papers_page() -> str:
    """Every kind of paper, every field and every table."""
    lines = [
        "# Papers 文书",
        "",
        "What each kind has to say and may say; a wording has to place the first and may place the second. How to",
        "word and draw them: [papers.md](../how-to/papers.md). 各类文书必须写明和可以写明的内容。",
        "",
        "| kind 种类 | required 必填 | optional 选填 | tables 表格 | letterhead 红头 | ends with 落款 |",
        "|---|---|---|---|---|---|",
        *(_row(rule) for rule in KINDS.values()),
        "",
        "Tables in brackets may be left out. Every paper may also have "
        + _names(AROUND)
        + ", which the layout places.",
        "括号内的表格可以没有。每种文书还可以有上述由版式安排的字段。",
        *_titles("Fields 字段", FIELDS),
        *_titles("Tables 表格", TABLES),
    ]
    return "\n".join(lines) + "\n"


def _row(rule: KindRule) -> str:
    kind = rule.kind.value
    required = sorted(f"`{key}`" for key in rule.tables)
    tables = ", ".join((*required, *sorted(f"(`{key}`)" for key in rule.optional_tables)))
    cells = (
        f"`{kind}`<br>{term('paper_kind', kind, 'zh')}<br>{term('paper_kind', kind, 'en')}",
        _names(rule.required),
        _names(rule.optional),
        tables,
        "yes" if rule.letterhead else "",
        _CLOSES[rule.close],
    )
    return "| " + " | ".join(cells) + " |"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _titles(title: str, titles: dict[str, Both]) -> list[str]:
    rows = [f"| `{name}` | {titles[name].zh} | {titles[name].en} |" for name in sorted(titles)]
    return ["", f"## {title}", "", "| name 名称 | 中文 | English |", "|---|---|---|", *rows]
