"""The ledger is append-only: the database itself refuses anything else."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from answerable.records.triggers import POSTGRESQL, SQLITE


def install(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """After every table is there."""

    dependencies = (("records", "0001_initial"),)
    operations = (migrations.RunPython(install, migrations.RunPython.noop),)
