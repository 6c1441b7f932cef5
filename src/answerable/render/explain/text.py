"""An explanation as text of at most 110 columns, and as JSON in both languages."""

from collections.abc import Iterator

from answerable.core.enforce.explain.values import Explanation, Section
from answerable.core.terms.message import Message
from answerable.render.json_text import json_text
from answerable.render.terminal import fold
from answerable.render.words import label, say

FORMAT = "answerable/explanation/1"
_COLUMNS = 106
_INNER = ("　", "  ")
"""How lines begin that belong to the line above."""


def explanation_text(explained: Explanation, lang: str) -> str:
    """Every section with its sentences."""
    blocks = ["\n".join(_section(section, lang)) for section in explained.sections]
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, lang: str) -> Iterator[str]:
    yield label(section.head, lang)
    for line in section.lines:
        sentence = say(line, lang)
        inner = sentence.startswith(_INNER)
        first, *rest = fold(_printable(sentence.strip("　 ")), _COLUMNS - 4 * inner)
        indent = "      " if inner else "  "
        yield f"{indent}{'' if inner else '· '}{first}"
        yield from (f"{indent}{'' if inner else '  '}{more}" for more in rest)


def _printable(text: str) -> str:
    """Names come from files: no control character of theirs may reach a terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


def explanation_json(explained: Explanation) -> str:
    """The same with code, parameters and both wordings of every sentence."""
    return json_text(
        {
            "format": FORMAT,
            "contract": explained.contract,
            "on": explained.on.isoformat(),
            "sections": [
                {"head": section.head, "lines": [_line(line) for line in section.lines]}
                for section in explained.sections
            ],
        }
    )


def _line(line: Message) -> dict[str, str]:
    return {"code": line.code, "zh": say(line, "zh").strip("　 "), "en": say(line, "en").strip()}
