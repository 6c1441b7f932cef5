"""Password and code on the command line: asked for where somebody can answer, and never guessed."""

import io
import sys

import pytest

from answerable.cli.asking import password_and_code
from answerable.core.terms.errors import InputError


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def refusal(*, from_stdin: bool) -> str:
    with pytest.raises(InputError) as refused:
        password_and_code(from_stdin=from_stdin)
    return refused.value.message.code


def test_two_lines_are_password_and_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(" a secret \r\n 123456 \n"))
    assert password_and_code(from_stdin=True) == (" a secret ", "123456")


@pytest.mark.parametrize("given", ["", "secret\n", "secret\n\n", "\n123456\n", "secret\n  \n"])
def test_a_line_that_is_missing_is_said_and_no_sign_in_is_tried(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    assert refusal(from_stdin=True) == "password_or_code_missing"


def test_without_a_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("secret\n123456\n"))
    assert refusal(from_stdin=False) == "no_terminal"


def test_a_terminal_that_is_closed_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("answerable.cli.asking.getpass", closed)
    assert refusal(from_stdin=False) == "no_terminal"


def test_on_a_terminal_both_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"password 密码: ": "a secret", "code 验证码: ": " 123456 "}
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("answerable.cli.asking.getpass", answers.__getitem__)
    assert password_and_code(from_stdin=False) == ("a secret", "123456")
