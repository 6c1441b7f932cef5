"""`answerable worker`: the way in by the clock, as a process of its own."""

import argparse
import os
import sys
from argparse import Namespace

from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, verb_of
from answerable.outside.environments import of_web


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the verb to the command line."""
    about = "do what the clock and the queue ask for 执行定时和排队的工作"
    verb = verb_of(verbs, common, "worker", about=about, run=worker)
    verb.add_argument("--once", action="store_true", help="do what is due now, and end")


def worker(options: Namespace, speech: Speech) -> int:
    """`answerable worker`: becomes the worker. The ways in do not import each other, so it is started as a module."""
    from answerable.actions.office.prepare import open_database  # loads Django

    open_database()
    words = [sys.executable, "-m", "answerable.jobs", *(["--once"] if options.once else [])]
    os.execve(sys.executable, words, of_web(os.environ))  # noqa: S606 - no shell is wanted
