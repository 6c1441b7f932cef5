"""Accounts on a running demonstration, in a process of its own: `python -m tests.browser.opening NAME=OWNER …`.

An owner is `person:ID` or `provider:ID`. What is printed for each: its name, its password, and the secret of its second
factor.
"""

import base64
import secrets
import sys
from datetime import UTC, datetime

SECURITY = "security-admin"


def main(wanted: list[str]) -> None:
    """Each account with a password and a second factor, as those of `answerable account demo` have them."""
    from answerable.actions.office.start import start

    start()
    from answerable.actions.office.accounts import Owner, create_account, one_time_password
    from answerable.actions.office.codes import enrol
    from answerable.actions.office.demo_accounts import require_demonstration
    from answerable.actions.office.signing_in import password_chosen

    require_demonstration()
    for each in wanted:
        name, _, owner = each.partition("=")
        kind, _, id = owner.partition(":")
        now, password = datetime.now(UTC), one_time_password()
        whose = Owner(person=id) if kind == "person" else Owner(provider=id)
        account = create_account(name, owner=whose, password=password, language="zh", at=now, by=SECURITY)
        password_chosen(account, at=now)
        secret = base64.b32encode(secrets.token_bytes(20)).decode("ascii")
        enrol(account, secret)
        sys.stdout.write(f"{name} {password} {secret}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
