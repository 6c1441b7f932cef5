"""`answerable account …`: open accounts, list, unlock and close them; accounts of a demonstration."""

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable
from getpass import getpass
from types import ModuleType

from answerable.cli.speech import Speech
from answerable.cli.verbs import Command, Verbs, now, today, verb_of
from answerable.core.register.permits import Admin
from answerable.render.words import label, term

_About = Callable[[str, str, Command], argparse.ArgumentParser]


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `account` with its own verbs to the command line."""
    about = "accounts to sign in with: open, list, unlock, close 账号"
    area = verbs.add_parser("account", help=about, description=about)
    inner = area.add_subparsers(title="verbs 操作", metavar="VERB", required=True)

    def verb(name: str, help: str, run: Command) -> argparse.ArgumentParser:
        return verb_of(inner, common, name, about=help, run=run)

    _opening(verb("add", "open an account and print its one-time password 开设账号", open_account))
    verb("list", "all accounts 列出账号", list_accounts)
    for name, about, run in (
        ("close", "close an account for good; it is never deleted 停用账号", close),
        ("unlock", "let a locked account try again at once 解除锁定", unlock),
        ("reset-factor", "forget the second factors of an account 重置第二因素", reset_factor),
        ("reset-password", "give an account a new one-time password 重置密码", reset_password),
        ("end-sessions", "sign an account out everywhere 结束全部登录", end_sessions),
    ):
        changed = verb(name, about, run)
        _named(changed)
        _by(changed, required=True)
    about = "let a security administrator in again, where nobody can; asks no password 恢复安全管理员账号"
    _named(verb("recover", about, recover))
    verb("demo", "one account per role, for a demonstration 样例账号", demo)
    _named(verb("code", "the present code of a demonstration's account 样例验证码", code))


def _opening(verb: argparse.ArgumentParser) -> None:
    _named(verb)
    owner = verb.add_mutually_exclusive_group(required=True)
    owner.add_argument("--person", metavar="ID", help="an official of the register")
    owner.add_argument("--provider", metavar="ID", help="a provider of the register, for its clerk")
    owner.add_argument("--admin", choices=tuple(each.value for each in Admin), help="an administrator")
    _by(verb, required=False)


def _named(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("name", metavar="NAME", help="the name to sign in with")


def _by(verb: argparse.ArgumentParser, *, required: bool) -> None:
    about = "the security administrator's account; asked to sign in"
    verb.add_argument("--by", metavar="ACCOUNT", required=required, help=about)
    verb.add_argument(
        "--password-stdin",
        action="store_true",
        help="read from standard input, a line each: password and code of --by, then the new account's password",
    )


def open_account(options: Namespace, speech: Speech) -> None:
    """`answerable account add`."""
    accounts = _accounts()
    by = None if options.by is None else _signed_in(options)
    stated = sys.stdin.readline().rstrip("\n") if options.password_stdin else ""
    password = stated or accounts.one_time_password()
    owner = accounts.Owner(options.person, options.provider, options.admin)
    accounts.create_account(
        options.name, owner=owner, password=password, language=speech.lang, at=now(), by=by
    )
    if stated:
        speech.say("account_opened_given", name=options.name)
    else:
        speech.say("account_opened", name=options.name, password=password)


def list_accounts(options: Namespace, speech: Speech) -> None:
    """`answerable account list`."""
    _accounts()
    from answerable.actions.office.pages.audit import accounts

    lines = accounts()
    if not lines:
        speech.say("account_none")
        return
    keys = ("account_table_name", "account_table_whose", "account_table_state")
    rows = [tuple(label(key, speech.lang) for key in keys)]
    for line in lines:
        account = line.account
        whose = (
            account.person_id
            or account.provider_id
            or term("administrator", account.admin or "", speech.lang)
        )
        state = "account_table_open" if account.is_active else "account_table_closed"
        rows.append((account.username, whose, label(state, speech.lang)))
    _table(rows, speech)


def close(options: Namespace, speech: Speech) -> None:
    """`answerable account close`."""
    _change(options, speech, _accounts().close)


def unlock(options: Namespace, speech: Speech) -> None:
    """`answerable account unlock`."""
    _change(options, speech, _accounts().unlock)


def reset_factor(options: Namespace, speech: Speech) -> None:
    """`answerable account reset-factor`."""
    _change(options, speech, _accounts().reset_factor)


def end_sessions(options: Namespace, speech: Speech) -> None:
    """`answerable account end-sessions`."""
    _change(options, speech, _accounts().end_sessions)


def reset_password(options: Namespace, speech: Speech) -> None:
    """`answerable account reset-password`."""
    accounts = _accounts()
    by, password = _signed_in(options), accounts.one_time_password()
    accounts.reset_password(options.name, password=password, at=now(), by=by)
    speech.say("account_password_given", name=options.name, password=password)


def recover(options: Namespace, speech: Speech) -> None:
    """`answerable account recover`."""
    accounts = _accounts()
    password = accounts.one_time_password()
    accounts.recover(options.name, password=password, at=now())
    speech.say("account_recovered", name=options.name, password=password)


def demo(options: Namespace, speech: Speech) -> None:
    """`answerable account demo`."""
    _accounts()
    from answerable.actions.office.demo_accounts import open_demo_accounts

    keys = ("account_table_name", "account_table_whose", "account_table_password")
    rows = [tuple(label(key, speech.lang) for key in keys)]
    for each in open_demo_accounts(at=now(), on=today()):
        owner = each.owner
        whose = owner.person or owner.provider or term("administrator", owner.admin or "", speech.lang)
        rows.append((each.name, whose, each.password))
    _table(rows, speech)


def code(options: Namespace, speech: Speech) -> None:
    """`answerable account code`."""
    _accounts()
    from answerable.actions.office.demo_accounts import current_code

    speech.out(current_code(options.name, at=now()) + "\n")


def _change(options: Namespace, speech: Speech, change: Callable[..., None]) -> None:
    change(options.name, at=now(), by=_signed_in(options))
    speech.say("account_done", name=options.name)


def _accounts() -> ModuleType:
    """The actions on accounts, once the database is open."""
    from answerable.actions.office.prepare import open_database

    open_database()
    from answerable.actions.office import accounts
    from answerable.actions.office.start import migrate

    migrate()
    return accounts


def _signed_in(options: Namespace) -> str:
    """The name of the account that acts, once its password and code are right."""
    from answerable.actions.office.authenticating import authenticated

    if options.password_stdin:
        secret, shown = sys.stdin.readline().rstrip("\n"), sys.stdin.readline().strip()
    else:
        secret, shown = getpass("password 密码: "), getpass("code 验证码: ").strip()
    return authenticated(options.by, secret, shown, on=today()).account


def _table(rows: list[tuple[str, ...]], speech: Speech) -> None:
    """Columns as wide as their widest cell; a Chinese character is as wide as two letters."""
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        speech.out("  ".join(cells).rstrip() + "\n")


def _width(text: str) -> int:
    return sum(2 if char > "\u2e7f" else 1 for char in text)
