"""`answerable manifest`: which files a table in parts consists of, with their hashes."""

import argparse
from argparse import Namespace

from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, source, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the verb to the command line."""
    about = "list the parts of big tables with their hashes; check then verifies them 写入分片清单"
    verb = verb_of(verbs, common, "manifest", about=about, run=manifest)
    verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)


def manifest(options: Namespace, speech: Speech) -> None:
    """`answerable manifest`."""
    from answerable.actions.offline.manifests import list_parts  # loads Arrow

    listed = list_parts(options.source)
    for each in listed:
        speech.say("manifest_written", table=each.table, n=each.parts, rows=each.rows)
    if not listed:
        speech.say("manifest_nothing", path=str(options.source))
