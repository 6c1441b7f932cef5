"""Fill a deployment in a process of its own: `python -m tests.drills.filling DIR` loads DIR and opens accounts."""

import sys
from datetime import UTC, datetime
from pathlib import Path

KEEPER = "drill-security"
HANDLERS = {"drill-urban": "p-urban-3", "drill-data": "p-data-3", "drill-civil": "p-civil-3"}
"""Accounts of officials of the model district who enter rows, and whose posts have no end."""
PASSWORD = "a-drill-is-no-secret"  # noqa: S105 - of a database that lives for minutes
FACTOR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Secret of the second factor of each account."""


def main(source: Path) -> None:
    """The district; then the keeper of accounts, and the officials, each with a password and a second factor."""
    from answerable.actions.office.secrets import ensure_key
    from answerable.actions.office.start import migrate, start

    ensure_key()
    start()
    migrate()
    from answerable.actions.office.load import load

    load(source, at=datetime.now(UTC))
    _open_accounts()


def _open_accounts() -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    from answerable.actions.office.accounts import Owner, create_account
    from answerable.actions.office.signing_in import password_chosen

    now = datetime.now(UTC)

    def opened(name: str, owner: Owner, by: str | None) -> None:
        account = create_account(name, owner=owner, password=PASSWORD, language="zh", at=now, by=by)
        password_chosen(account, at=now)
        TOTP.activate(account, FACTOR)

    opened(KEEPER, Owner(admin="security"), None)
    for name, person in HANDLERS.items():
        opened(name, Owner(person=person), KEEPER)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
