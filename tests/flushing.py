"""Empty the tables between tests that need real transactions: the ledger's triggers are lifted for that moment."""

from collections.abc import Iterable

from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from answerable.records.triggers import SQLITE

NAMES = ("entries_kept", "entries_stay", "disclosed_kept", "disclosed_stay")


def flush(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
    """What Django's own function does, with the triggers out of the way."""
    connection = operations.connection
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            for name in NAMES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        for sql in sql_list:
            cursor.execute(sql)
        if connection.vendor == "sqlite":
            for statement in SQLITE:
                cursor.execute(statement)
