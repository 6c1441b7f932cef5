"""The worker as a process: `answerable worker`."""

import signal
import sys

from answerable.actions.office.start import start
from answerable.outside.processes import end_with_parent


def main(arguments: list[str]) -> int:
    """Run the loop, or one round of it with `--once`; 2 where the database was not there."""
    start()
    from answerable.jobs.worker import Worker

    worker = Worker()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, worker.stop)
    if "--once" in arguments:
        return 0 if worker.once() else 2
    end_with_parent()
    worker.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
