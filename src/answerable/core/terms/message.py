"""What the program wants to say, before it is said in anybody's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

Param = str | int | date | Fraction | None | tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """A code with parameters; `render.words` turns it into a sentence in the reader's language.

    >>> Message.of("leader_vacant", since=date(2026, 5, 1)).code
    'leader_vacant'
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, code: str, /, **params: Param) -> "Message":
        return cls(code, MappingProxyType(params))

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items(), key=lambda item: item[0]))))
