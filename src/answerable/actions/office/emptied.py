"""A PostgreSQL database that was empty becomes empty again."""

from collections.abc import Collection

from answerable.actions.office.counted import Cursor, table_names

_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = current_schema()
"""


def functions_of(cursor: Cursor) -> frozenset[str]:
    """The functions of the schema, with their arguments, as the database writes them."""
    cursor.execute(_FUNCTIONS)
    return frozenset(str(row[0]) for row in cursor.fetchall())


def empty_again(cursor: Cursor, *, kept: Collection[str]) -> None:
    """Drop every table of the schema, and every function but those that were there before."""
    for name in table_names(cursor, "postgresql"):
        cursor.execute('DROP TABLE IF EXISTS "' + name.replace('"', '""') + '" CASCADE')
    for function in sorted(functions_of(cursor) - frozenset(kept)):
        cursor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE")
