"""Open the database of this deployment, before anything else of `office` is imported."""

import os

SETTINGS = "answerable.settings"
ADDRESSES = ("sqlite://", "postgres://", "postgresql://")


def is_address(text: str) -> bool:
    """Whether a SOURCE of the command line names a database, and no folder."""
    return text.startswith(ADDRESSES)


def start(address: str | None = None) -> None:
    """Read the settings and make Django ready; `address` stands in place of the environment's DATABASE_URL.

    One process opens one database: a second call changes nothing.
    """
    if address is not None:
        os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def migrate() -> None:
    """Bring the tables of the database to what this version of the program expects."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
