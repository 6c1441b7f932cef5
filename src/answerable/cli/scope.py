"""`answerable scope …`: the boundary question on the command line."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from answerable.actions.offline.scope import decide as boundary
from answerable.cli.interview import hold
from answerable.cli.speech import Speech
from answerable.cli.verbs import Command, Verbs, day, source, today, verb_of
from answerable.render.scope.changes_text import difference_text, item_change_line, replay_text
from answerable.render.scope.decision_json import to_json
from answerable.render.scope.explain import explanation
from answerable.render.scope.find_text import found_text
from answerable.render.scope.proof_text import proof_text
from answerable.render.words import label, term

FLAWED = 2


_About = Callable[[str, str, Command], argparse.ArgumentParser]


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `scope` with its own verbs to the command line."""
    about = "may this work be outsourced? ask, decide, prove, compare 外包边界"
    area = verbs.add_parser("scope", help=about, description=about)
    inner = area.add_subparsers(title="verbs 操作", metavar="VERB", required=True)

    def verb(name: str, help: str, run: Command) -> argparse.ArgumentParser:
        return verb_of(inner, common, name, about=help, run=run)

    _deciding(verb)
    _proving(verb)
    _reading(verb)


def _deciding(verb: _About) -> None:
    asked = verb("ask", "answer a few questions and see the verdict 问答判断", ask)
    _rulebook(asked)
    _on(asked)
    asked.add_argument("--save", type=Path, metavar="FILE", help="keep the record of the verdict as JSON")
    decided = verb("decide", "the verdict on stated facts, with every reason 按事实判断", decide)
    decided.add_argument(
        "--fact", action="append", default=[], metavar="FACT=VALUE", help="one fact; repeat as needed"
    )
    decided.add_argument(
        "--facts", type=Path, metavar="FILE", help="facts as JSON or YAML, or a saved record"
    )
    _on(decided)
    _rulebook(decided)
    decided.add_argument("--json", action="store_true", help="print the decision as JSON")
    batched = verb("batch", "decide every work item of a CSV or Parquet file 批量判断", batch)
    batched.add_argument(
        "items", type=Path, metavar="ITEMS", help="rows with an id and a column for each fact"
    )
    batched.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        required=True,
        help="a .csv or .parquet file that does not exist",
    )
    _on(batched)
    _rulebook(batched)


def _proving(verb: _About) -> None:
    proved = verb("prove", "prove that the boundary is clear, or show where it is not 证明边界清楚", prove)
    _rulebook(proved)
    compared = verb("diff", "what changes between two rulebooks or two days 比较规则的变化", diff)
    for name, metavar in (("one", "A"), ("other", "B")):
        compared.add_argument(name, metavar=metavar, help="a rulebook, with a day as in cn@2021-07-15")
    compared.add_argument(
        "--items", type=Path, metavar="ITEMS", help="list the items of this file that change"
    )
    _on(compared)
    replayed = verb("replay", "decide again what was decided before 重算以往结论", replay)
    replayed.add_argument(
        "source",
        type=source,
        metavar="SOURCE",
        help="a district folder, a folder of saved records, or one record",
    )
    replayed.add_argument("--rulebook", metavar="NAME", help="by this rulebook instead of the recorded one")
    _on(replayed)


def _reading(verb: _About) -> None:
    shown = verb("table", "all rules in force as one readable table 规则一览表", table)
    _rulebook(shown)
    _on(shown)
    shown.add_argument(
        "--out", type=Path, metavar="FILE", help="write a page to read and print (.html), or .csv"
    )
    found = verb("find", "catalogue lines for a free description 按描述找品目", find)
    found.add_argument("text", metavar="TEXT", help="what is wanted, in Chinese (either script) or English")
    found.add_argument("--most", type=int, default=5, metavar="N", help="lines to show (default 5)")
    printed = verb("paper", "the local rules as a document to adopt and print 实施细则文本", paper)
    printed.add_argument("--rulebook", default="model", metavar="NAME", help="a rulebook with a document")
    printed.add_argument("--out", type=Path, metavar="FILE", required=True, help="the page to write (.html)")


def _rulebook(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--rulebook", default="cn", metavar="NAME", help="a shipped rulebook, or a folder with your own"
    )


def _on(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")


def ask(options: Namespace, speech: Speech) -> None:
    """`answerable scope ask`."""
    interview = boundary.begin_interview(options.rulebook, on=options.on or today())
    decision = hold(interview, speech)
    speech.out(explanation(decision, speech.lang))
    if options.save is not None:
        boundary.save_record(decision, options.save)
        speech.say("record_saved", path=str(options.save))


def decide(options: Namespace, speech: Speech) -> None:
    """`answerable scope decide`."""
    on = options.on or today()
    decision = boundary.decide_scope(options.rulebook, pairs=options.fact, file=options.facts, on=on)
    speech.out(to_json(decision) if options.json else explanation(decision, speech.lang))


def prove(options: Namespace, speech: Speech) -> int:
    """`answerable scope prove`: exit code 2 if there is any flaw."""
    proof = boundary.prove_scope(options.rulebook)
    speech.out(proof_text(proof, speech.lang))
    return FLAWED if proof.flaws else 0


def batch(options: Namespace, speech: Speech) -> None:
    """`answerable scope batch`."""
    from answerable.actions.offline.scope.batch import decide_batch  # loads DuckDB, NumPy and Arrow

    on = options.on or today()
    counts = decide_batch(options.items, options.out, rulebook=options.rulebook, on=on)
    said = tuple(f"{term('verdict', each, speech.lang)} {n:,}" for each, n in sorted(counts.items()))
    speech.say("batch_counted", n=counts.total(), counts=said)
    speech.say("scope_written", path=str(options.out))


def diff(options: Namespace, speech: Speech) -> None:
    """`answerable scope diff`."""
    from answerable.actions.offline.scope import compare

    otherwise = options.on or today()
    one, other = (compare.open_side(text, otherwise=otherwise) for text in (options.one, options.other))
    if options.items is None:
        speech.out(difference_text(compare.compare_scope(one, other), speech.lang))
        return
    n = 0
    for each in compare.compare_items(one, other, options.items):
        n += 1
        rules = (each.rules_before, each.rules_after)
        line = item_change_line(each.id, before=each.before, after=each.after, rules=rules, lang=speech.lang)
        speech.out(line + "\n")
    speech.out(label("diff_items", speech.lang, n=n) + "\n")


def replay(options: Namespace, speech: Speech) -> int:
    """`answerable scope replay`: exit code 2 if a record does not come out again."""
    from answerable.actions.offline.scope.replay import replay_scope

    replayed = replay_scope(options.source, rulebook=options.rulebook, on=options.on or today())
    speech.out(replay_text(replayed, speech.lang))
    return 0 if all(each.comes_out for each in replayed) else FLAWED


def table(options: Namespace, speech: Speech) -> None:
    """`answerable scope table`: CSV to standard output, unless a file is named."""
    from answerable.actions.offline.scope import table as tables

    rules = tables.rules_on(options.rulebook, on=options.on or today())
    if options.out is None:
        speech.out(tables.as_csv(rules, speech.lang))
        return
    tables.write_table(rules, options.out, lang=speech.lang)
    speech.say("scope_written", path=str(options.out))


def find(options: Namespace, speech: Speech) -> None:
    """`answerable scope find`."""
    from answerable.actions.offline.scope.find import find_lines  # loads the dictionaries

    found = find_lines(options.text, most=max(1, min(options.most, 50)))
    rows = [(hit.line.code, hit.line.name, hit.line.about, hit.score, hit.words) for hit in found.hits]
    speech.out(found_text(rows, kind=found.kind.kind, sure=found.kind.sure, lang=speech.lang))


def paper(options: Namespace, speech: Speech) -> None:
    """`answerable scope paper`."""
    from answerable.actions.offline.scope.paper import write_paper

    write_paper(options.rulebook, options.out, lang=speech.lang)
    speech.say("scope_written", path=str(options.out))
