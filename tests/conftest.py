"""What all tests share.

The network is off, warnings are errors and the order is shuffled: see pyproject.toml. `make test` prints one
SEED for the order and for Python's hashing; `SEED=… make test` runs the same again. An answer that changes with
it is wrong.
"""

import os

import pytest
from hypothesis import settings

settings.register_profile("answerable", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("answerable")


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_triggers() -> None:
    """Tests with real transactions empty the tables after themselves, which the ledger's triggers refuse otherwise."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from tests.flushing import flush

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign, assignment]
