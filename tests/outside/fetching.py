"""Fetchers with small bounds, for tests."""

from dataclasses import replace

from answerable.outside.fetch import Bounds, Fetcher
from tests.outside.faulty import Server

QUICK = Bounds(
    whole=0.6, quiet=0.4, connect=0.4, robots=0.4, head=16 << 10, wire=1 << 20, body=2 << 20, delay=0.05
)
CALM = replace(QUICK, whole=10, quiet=10, connect=10, robots=10)
"""For whatever is not about time, so that a busy machine fails nothing."""


def fetcher(server: Server, bounds: Bounds = CALM, **more: object) -> Fetcher:
    return Fetcher(allow=server.allow, bounds=bounds, **more)  # type: ignore[arg-type]
