"""What all tests share.

The network is off, warnings are errors and the order is shuffled: see pyproject.toml. `make test` prints one
SEED for the order and for Python's hashing; `SEED=… make test` runs the same again. An answer that changes with
it is wrong.
"""

import os

from hypothesis import settings

settings.register_profile("answerable", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("answerable")
