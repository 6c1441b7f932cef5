"""kill -9 of everything at a random moment, under load, again and again."""

import random
import time
from collections.abc import Callable

from tests.drills.clients import Readers, Writers
from tests.drills.conftest import Make
from tests.drills.inspection import inspect
from tests.drills.system import READY_WITHIN, Deployment

CYCLES = 20
"""Cycles for each database at SCALE=1."""
WITH_DATABASE = 3
"""In every third cycle the PostgreSQL server is killed too."""
MIN, MAX = 0.2, 2.5
"""Seconds of load before the blow."""


def test_nothing_acknowledged_is_lost_when_everything_is_killed(
    make: Make, scale: int, chance: random.Random, say: Callable[[str], None]
) -> None:
    deployment = make()
    writers = Writers(deployment, deployment.logs / "notes")
    readers = Readers(deployment.url)
    slowest, of_database, lost, invented, killed_servers = 0.0, 0.0, 0, 0, 0
    deployment.start()
    for cycle in range(CYCLES * scale):
        with readers.asking():
            writers.start()
            writers.wait_for_more(1, within=30)
            time.sleep(chance.uniform(MIN, MAX))
            if deployment.server is not None and cycle % WITH_DATABASE == 0:
                deployment.server.kill()
                killed_servers += 1
            deployment.kill()
            writers.running = []
        of_database = max(of_database, _start_database(deployment))
        # Killed again while it starts: whatever stayed would hold its port, and the next start would fail.
        deployment.kill_while_it_starts(chance.uniform(0, 0.6))
        slowest = max(slowest, took := deployment.start())
        assert took <= READY_WITHIN
        found = inspect(deployment, acknowledged=writers.noted("acknowledged"), tried=writers.noted("tried"))
        lost, invented = lost + len(found.lost), invented + len(found.invented)
        found.require_sound()
    say(
        f"{CYCLES * scale} cycles ({killed_servers} with the database server), "
        f"{len(writers.noted('acknowledged'))} acknowledged, {lost} lost, {invented} invented, slowest recovery "
        f"{slowest:.1f} s (the server's own {of_database:.1f} s), {len(readers.answers)} pages asked for"
    )
    # "Not ready" is the true answer in the moment between the end of the server and that of the web.
    unready = readers.broken.pop(("/health/ready", 503), 0)
    assert unready <= killed_servers
    assert not readers.broken


def _start_database(deployment: Deployment) -> float:
    """Start the server, if it was killed; the seconds until it answered."""
    begun = time.monotonic()
    if deployment.server is not None and not deployment.server.runs():
        deployment.server.start()
    return time.monotonic() - begun
