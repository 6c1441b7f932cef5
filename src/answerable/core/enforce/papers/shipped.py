"""The wordings that come with the program, one file for each kind and language."""

from functools import cache
from importlib.resources import files

from answerable.core.enforce.papers.values import PaperKind
from answerable.core.enforce.papers.wording import Wording, parse_wording


@cache
def shipped_wording(kind: PaperKind, lang: str) -> Wording:
    """The shipped wording of a kind in `zh` or `en`."""
    return parse_wording(shipped_text(kind, lang), kind, file=_name(kind, lang))


def shipped_text(kind: PaperKind, lang: str) -> str:
    """The file itself, to be edited."""
    return files("answerable.rulebooks").joinpath("papers", _name(kind, lang)).read_text(encoding="utf-8")


def _name(kind: PaperKind, lang: str) -> str:
    return f"{kind.value}.{lang}.txt"
