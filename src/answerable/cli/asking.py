"""Ask who stands before the command line for password and code: on a terminal, or a line each on standard input."""

import sys
from getpass import getpass

from answerable.core.terms.errors import InputError


def password_and_code(*, from_stdin: bool) -> tuple[str, str]:
    """The password, and the code of the second factor.

    Raises InputError where there is no terminal to ask on, and where the two lines are not there.
    """
    if not from_stdin and not sys.stdin.isatty():
        raise InputError("no_terminal")
    try:
        if from_stdin:
            password, code = (sys.stdin.readline().rstrip("\r\n") for _ in range(2))
        else:
            password, code = getpass("password 密码: "), getpass("code 验证码: ")
    except EOFError:
        raise InputError("no_terminal") from None
    if not password or not code.strip():
        raise InputError("password_or_code_missing")
    return password, code.strip()
