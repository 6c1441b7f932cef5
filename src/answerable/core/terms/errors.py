"""The error family. Each member carries a message: what happened, why it matters, what to do next."""

from answerable.core.terms.message import Message, Param


class AnswerableError(Exception):
    """Base of everything this program refuses on purpose."""

    def __init__(self, code: str, /, **params: Param) -> None:
        super().__init__(code, params)
        self.message = Message.of(code, **params)


class InputError(AnswerableError):
    """What a person wrote, named or uploaded cannot be used as it is."""


class UndecidableError(InputError):
    """The rules in force do not decide this on this date; nothing is invented in their place."""


class OutputError(AnswerableError):
    """The result is sound but could not be written where it should go."""
