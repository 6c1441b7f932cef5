"""One function per command: translate, call one action, say what came out. The clock is read here and nowhere below."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from answerable.actions.offline import folders
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import today
from answerable.core.enforce.results import DistrictResult
from answerable.core.terms.errors import InputError

FAULTY = 2
DEMO_ON = date(2026, 6, 30)
"""The model district's last day."""


def init(options: Namespace, speech: Speech) -> None:
    """`answerable init`."""
    folders.init(options.dir, language=speech.lang)
    speech.say("made_folder", path=str(options.dir))


def check(options: Namespace, speech: Speech) -> int:
    """`answerable check`: exit code 2 if there is any fault; notices alone are fine."""
    with working_engine(options.engine) as (engine, scratch):
        opened = open_district(options.source, engine=engine, scratch=scratch)
    speech.of_district(opened.district.language)
    speech.faults((*opened.faults, *opened.notices), source=str(options.source), every=options.all)
    if opened.faults:
        return FAULTY
    speech.say("sound", path=str(options.source))
    return 0


def assess(options: Namespace, speech: Speech) -> None:
    """`answerable assess`: the summary or the JSON to standard output, the files where they are wanted."""
    from answerable.actions.offline.output import REPORT_FILE, write_output  # loads NumPy and the plots
    from answerable.render.assessment_json import to_json
    from answerable.render.terminal import summary

    result = _assessed(options.source, on=options.on or today(), engine_name=options.engine)
    speech.of_district(result.language)
    if options.out is not None:
        write_output(result, options.out, languages=(speech.lang,))
    if options.json:
        speech.out(to_json(result))
        return
    speech.out(summary(result, speech.lang))
    if options.out is not None:
        speech.say("report_at", path=str(options.out / REPORT_FILE))


def _assessed(source: Path, *, on: date, engine_name: str) -> DistrictResult:
    from answerable.actions.offline.assess import assess as assess_folder

    with working_engine(engine_name) as (engine, scratch):
        return assess_folder(source, on=on, engine=engine, scratch=scratch)


def adapt(options: Namespace, speech: Speech) -> None:
    """`answerable adapt`."""
    if options.compare and options.kind not in folders.COMPARABLE:
        raise InputError("cannot_compare", kind=options.kind, known=folders.COMPARABLE)
    notes = folders.adapt(options.kind, options.file, options.dir)
    speech.say("made_folder", path=str(options.dir))
    for note in notes:
        speech.explain(note)
    if options.compare:
        comparison = folders.compare(options.file, options.dir)
        speech.say("compared", agreeing=comparison.agreeing, total=comparison.total)
        for miss in comparison.misses:
            given = {"published": miss.published, "given": miss.given}
            speech.say("compared_miss", contract=miss.contract, name=miss.name, **given)
            speech.explain(miss.why)


def model(options: Namespace, speech: Speech) -> None:
    """`answerable model`."""
    folders.write_model(options.dir, seed=options.seed, scale=options.scale)
    speech.say("made_folder", path=str(options.dir))


def demo(options: Namespace, speech: Speech) -> None:
    """`answerable demo`: the model district on its last day, with a report in both languages."""
    from answerable.actions.offline.output import REPORT_FILE, write_output
    from answerable.render.terminal import summary

    district, out = options.out / "district", options.out / "result"
    folders.write_model(district, seed=1, scale=1, again=True)
    result = _assessed(district, on=DEMO_ON, engine_name="duckdb")
    speech.of_district(result.language)
    first, second = (speech.lang, "en" if speech.lang == "zh" else "zh")
    write_output(result, out, languages=(first, second))
    speech.out(summary(result, speech.lang))
    speech.say("report_at", path=str(out / REPORT_FILE))
    speech.say("report_also_at", path=str(out / f"report.{second}.html"))
