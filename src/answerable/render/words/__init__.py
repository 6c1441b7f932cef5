"""Sentences and words in both languages. Codes come in, Chinese or English goes out.

The catalogue is a set of TOML files beside this module, one per area; `catalogue` reads them, `fill` fills them in.
"""

from collections.abc import Mapping

from answerable.core.tables.district import BY_NAME
from answerable.core.terms.message import Message, Param
from answerable.render.words.catalogue import CHOICE_GROUPS, UnknownWordError, both, fault, lookup, sentence
from answerable.render.words.fill import fill

LANGS = ("zh", "en")

__all__ = [
    "LANGS",
    "UnknownWordError",
    "choice_word",
    "column_title",
    "label",
    "say",
    "say_fault",
    "table_title",
    "term",
]


def say(message: Message, lang: str) -> str:
    """The message as a sentence (a duty: as a phrase). Raises UnknownWordError for a code or parameter not known."""
    return fill(sentence(message.code, lang), message.params, lang)


def say_fault(code: str, params: Mapping[str, Param], lang: str) -> tuple[str, str]:
    """A fault of what somebody wrote, as two sentences: what is wrong, what would be right."""
    wrong, right = fault(code, lang)
    return fill(wrong, params, lang), fill(right, params, lang)


def term(group: str, word: str, lang: str) -> str:
    """The word of a group; in an open group an unknown word is returned as it is. Raises UnknownWordError otherwise."""
    return lookup(group, word, lang)


def label(key: str, lang: str, **params: Param) -> str:
    """A title, heading or note of a page, table or summary."""
    return fill(both("labels", key, lang), params, lang)


def table_title(table: str, lang: str) -> str:
    """The declared title of a table of the district folder."""
    return BY_NAME[table].title.in_(lang)


def column_title(table: str, column: str, lang: str) -> str:
    """The declared title of a column of the district folder."""
    return BY_NAME[table].by_name[column].title.in_(lang)


def choice_word(table: str, column: str, word: str, lang: str) -> str:
    """One of the choices of a column, as people say it."""
    return lookup(CHOICE_GROUPS[table, column], word, lang)
