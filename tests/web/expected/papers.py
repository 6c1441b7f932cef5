"""Wordings of papers: legality reviewer and head of a body word what the body issues, and nobody else sees how."""

from answerable.core.enforce.papers.values import PaperKind
from answerable.render.words import LANGS

_WORDING = frozenset({"legality", "head"})
_ALL = frozenset(f"water.{kind.value}.{lang}" for kind in PaperKind for lang in LANGS)
_OBJECTS = {
    "water.notice.zh": _WORDING,
    "roads.notice.zh": frozenset[str](),
    "water.notice.fr": frozenset[str](),
    "nobody.notice.zh": frozenset[str](),
    "\u0000": frozenset[str](),
}
LISTS: dict[str, dict[str, frozenset[str]]] = {"wordings": dict.fromkeys(sorted(_WORDING), _ALL)}
DEEDS: dict[str, dict[str, frozenset[str]]] = {"wordings_set": _OBJECTS, "wordings_take_back": _OBJECTS}
