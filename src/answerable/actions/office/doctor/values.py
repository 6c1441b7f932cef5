"""What a check found."""

from dataclasses import dataclass

from answerable.core.terms.message import Message, Param


@dataclass(frozen=True)
class Check:
    """One thing looked at: `ok`, `warn` or `fail`; what is wrong, and what to do."""

    name: str
    state: str
    message: Message


def check(state: str, name: str, /, code: str, **params: Param) -> Check:
    """A check with its sentence."""
    return Check(name, state, Message.of(code, **params))
