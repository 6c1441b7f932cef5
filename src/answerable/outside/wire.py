"""A connected socket that keeps to a deadline between any two reads, and counts what arrives."""

import io
import socket
import ssl
from collections.abc import Buffer, Callable

from answerable.core.watch.health import Outcome

Clock = Callable[[], float]
"""A clock that never goes back, in seconds, such as time.monotonic."""
_AT_ONCE = 65_536


class Stop(Exception):  # noqa: N818
    """An exchange that ends here, and how. It never leaves this room."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome
