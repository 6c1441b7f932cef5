"""`answerable watch …`: collect, look, and tell what was found, on the command line."""

import argparse
import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.actions.offline.engines import ENGINES, working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, day, now, source, today, verb_of
from answerable.render.words import label

if TYPE_CHECKING:
    from answerable.actions.offline.watch.collecting import Taken

REFUSED = 2


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `watch` with its own verbs to the command line."""
    about = "accounts, pages and papers: collect, look, explain 监看账号、网页和文稿"
    area = verbs.add_parser("watch", help=about, description=about)
    inner = area.add_subparsers(title="verbs 操作", metavar="VERB", required=True)
    _run(inner, common)
    _check(inner, common)
    _explain(inner, common)
    _health(inner, common)
    _digest(inner, common)


def _run(inner: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "collect, look, and record what is new, undecided 采集、比对并记录线索"
    verb = verb_of(inner, common, "run", about=about, run=run)
    _source(verb)
    verb.add_argument(
        "--on", type=day, metavar="DATE", help="look as of the end of this day; does not collect"
    )
    verb.add_argument(
        "--no-collect", action="store_true", help="look at what is there; fetch and take in nothing"
    )
    verb.add_argument("--dry-run", action="store_true", help="look at what is there, and write nothing")
    verb.add_argument(
        "--allow",
        action="append",
        type=place,
        default=[],
        metavar="HOST:PORT",
        help="an inner address that may be fetched",
    )
    verb.add_argument("--all", action="store_true", help="show what is recorded already, too")
    verb.add_argument("--json", action="store_true", help="print the result as JSON")


def _check(inner: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "look at single papers and pages (.docx .pdf .txt .html) 检查单个文件"
    verb = verb_of(inner, common, "check", about=about, run=check)
    verb.add_argument("files", type=Path, nargs="+", metavar="FILE", help="papers or pages")
    verb.add_argument("--on", type=day, metavar="DATE", help="by the rules of this day (default: today)")
    verb.add_argument("--rulebook", default="cn", metavar="NAME", help="a shipped rulebook")
    verb.add_argument(
        "--home", action="append", default=[], metavar="NAME", help="a place or body the file is at home in"
    )
    verb.add_argument(
        "--against",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a paper to look for copies of",
    )
    verb.add_argument("--json", action="store_true", help="print the result as JSON")


def _explain(inner: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "one finding: its words, measure, rule and ground 说明一条线索"
    verb = verb_of(inner, common, "explain", about=about, run=explain)
    verb.add_argument("finding", metavar="FINDING", help="the finding's id")
    _source(verb, optional=True)


def _health(inner: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "whether every voice could be looked at 采集状况"
    verb = verb_of(inner, common, "health", about=about, run=health)
    _source(verb, optional=True)
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")
    verb.add_argument("--json", action="store_true", help="print the result as JSON")


def _digest(inner: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    about = "the week of every contract as a page to read and print 监看周报"
    verb = verb_of(inner, common, "digest", about=about, run=digest)
    _source(verb)
    verb.add_argument("--on", type=day, metavar="DATE", help="the week that holds this day (default: today)")
    verb.add_argument("--out", type=Path, metavar="OUT", required=True, help="the folder to write into")


def _source(verb: argparse.ArgumentParser, *, optional: bool = False) -> None:
    if optional:
        verb.add_argument(
            "source",
            type=source,
            nargs="?",
            default=Path(),
            metavar="SOURCE",
            help="a district folder (default: here)",
        )
    else:
        verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )


def models() -> Path | None:
    """The folder of larger text models, where the environment names one."""
    named = os.environ.get("ANSWERABLE_WATCH_MODELS")
    return Path(named) if named else None


def place(text: str) -> str:
    """An inner address of the command line."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise argparse.ArgumentTypeError(f"{text!r}: write HOST:PORT 请写作 10.0.0.5:8080")
    return text


def run(options: Namespace, speech: Speech) -> int:
    """`answerable watch run`: exit code 2 if a voice could not be looked at, or something was not taken in."""
    from answerable.actions.offline.watch.collecting import Taken
    from answerable.actions.offline.watch.day import day_in
    from answerable.actions.offline.watch.look import Watching, watch
    from answerable.actions.offline.watch.run import Collecting, collect_and_record, look_and_record
    from answerable.render.watch.as_json import to_json
    from answerable.render.watch.text import watch_text

    how = Watching(models())
    on = options.on or day_in(options.source, now())
    took = Taken()
    with working_engine(options.engine) as (engine, scratch):
        if options.dry_run:
            result = watch(options.source, on=on, engine=engine, scratch=scratch, how=how)
        elif options.no_collect or options.on:
            result = look_and_record(options.source, on=on, engine=engine, scratch=scratch, how=how)
        else:
            collecting = Collecting(now=now, allow=tuple(options.allow))
            took, result = collect_and_record(
                options.source, collecting=collecting, on=on, engine=engine, scratch=scratch, how=how
            )
    speech.of_district(result.language)
    if options.json:
        speech.out(to_json(result))
    else:
        if not (options.dry_run or options.no_collect or options.on):
            _say_collected(took, speech)
        speech.out(watch_text(result, speech.lang, every=options.all))
    return REFUSED if took.refusals or took.tried else 0


def _say_collected(took: "Taken", speech: Speech) -> None:
    from answerable.render.watch.text import NotHad, collected_text

    speech.out(
        collected_text(
            observations=len(took.observations),
            tries=len(took.collections),
            failed=took.tried,
            refusals=[NotHad(each.name, each.why, each.faults) for each in (*took.refusals, *took.notes)],
            lang=speech.lang,
        )
    )


def check(options: Namespace, speech: Speech) -> int:
    """`answerable watch check`: exit code 2 if a file could not be read; the others are looked at all the same."""
    from answerable.actions.offline.watch.files import Beside, check_files
    from answerable.render.watch.as_json import files_json
    from answerable.render.watch.text import file_text

    beside = Beside(options.rulebook, tuple(options.home), tuple(options.against), models())
    results = check_files(options.files, on=options.on or today(), beside=beside)
    if options.json:
        speech.out(files_json(results))
    else:
        for result in results:
            if result.refusal is None:
                speech.out(file_text(result.name, result.proposed, speech.lang))
            else:
                speech.refused(result.name, result.refusal)
    return REFUSED if any(result.refusal for result in results) else 0


def explain(options: Namespace, speech: Speech) -> None:
    """`answerable watch explain`."""
    from answerable.actions.offline.watch.explain import explain_finding
    from answerable.actions.offline.watch.look import Watching
    from answerable.render.watch.explained import explained_text

    with working_engine(options.engine) as (engine, scratch):
        found = explain_finding(
            options.source, options.finding, engine=engine, scratch=scratch, how=Watching(models())
        )
    speech.of_district(found.language)
    speech.out(explained_text(found, speech.lang))


def health(options: Namespace, speech: Speech) -> None:
    """`answerable watch health`."""
    from answerable.actions.offline.watch.day import day_in
    from answerable.actions.offline.watch.health import health_of
    from answerable.render.watch.health import health_json, health_text

    with working_engine(options.engine) as (engine, scratch):
        result = health_of(
            options.source, on=options.on or day_in(options.source, now()), engine=engine, scratch=scratch
        )
    speech.of_district(result.language)
    speech.out(health_json(result) if options.json else health_text(result, speech.lang))


def digest(options: Namespace, speech: Speech) -> None:
    """`answerable watch digest`."""
    from answerable.actions.offline.watch.day import day_in
    from answerable.actions.offline.watch.digest import write_digests
    from answerable.actions.offline.watch.look import Watching

    with working_engine(options.engine) as (engine, scratch):
        paths, language = write_digests(
            options.source,
            options.out,
            on=options.on or day_in(options.source, now()),
            lang=speech.lang,
            engine=engine,
            scratch=scratch,
            how=Watching(models()),
        )
    speech.of_district(language)
    if not paths:
        speech.out(label("health_none", speech.lang) + "\n")
    for path in paths:
        speech.say("report_at", path=str(path))
