"""Conduct in a terminal: body by body, what was kept of what was due, then what is overdue."""

from collections.abc import Iterable, Iterator

from answerable.core.enforce.conduct.values import BodyConduct, DistrictConduct, Kept, Window
from answerable.core.terms.duty import Duty
from answerable.render.names import either, name_of
from answerable.render.terminal import fold, width
from answerable.render.words import label, say, term
from answerable.render.words.fill import percent

_COLUMNS = 100
_KIND, _FIGURE = 36, 28
PROMPT = ("accept", "pay")
"""Shown by themselves at the head of each list: what is undisputed has to be accepted and paid in time."""


def conduct_text(result: DistrictConduct, lang: str) -> str:
    """Every body in order of its id, and the whole district after them."""
    name = either(result.name, result.name_en, lang)
    lines = [label("conduct_title", lang, name=name, on=result.on), ""]
    for body in result.bodies:
        lines += _body(body, result, lang)
    if not result.bodies:
        lines += [label("conduct_none", lang), ""]
    elif len(result.bodies) > 1:
        lines += [label("conduct_together", lang, n=len(result.bodies)), *_windows(result.windows, lang)]
    for note in ("conduct_note_shares", "conduct_note_readings", "conduct_note_people"):
        lines += fold(label(note, lang), _COLUMNS)
    # Names come from files: no control character of theirs may reach a terminal.
    return "".join("".join(c if c.isprintable() else " " for c in line).rstrip() + "\n" for line in lines)


def _body(body: BodyConduct, result: DistrictConduct, lang: str) -> Iterator[str]:
    yield f"{body.body.id}  {name_of(body.body, lang)}"
    yield "  " + label("conduct_contracts", lang, n=len(body.contracts))
    yield from _windows(body.windows, lang)
    overdue = [(each.contract.id, duty) for each in body.contracts for duty in each.overdue]
    if not overdue:
        yield "  " + label("conduct_nothing_overdue", lang)
    else:
        yield "  " + label("conduct_overdue", lang, n=len(overdue))
        for contract, duty in overdue:
            yield from _overdue(contract, duty, result=result, lang=lang)
    yield ""


def _overdue(contract: str, duty: Duty, *, result: DistrictConduct, lang: str) -> Iterator[str]:
    who, who_en = result.names.get(duty.who, (duty.who, None))
    text = label(
        "conduct_overdue_line",
        lang,
        what=say(duty.what, lang),
        contract=contract,
        who=either(who, who_en, lang),
        by=duty.by,
        late=duty.workdays_late,
        ground=f"{duty.ground.source} {duty.ground.article}".strip(),
    )
    first, *more = fold(text, _COLUMNS - 6)
    yield "    - " + first
    yield from ("      " + line for line in more)


def _windows(windows: Iterable[Window], lang: str) -> Iterator[str]:
    """Both windows beside each other, kind by kind."""
    found = list(windows)
    heads = "".join(_right(term("window", window.name, lang), _FIGURE) for window in found)
    yield "  " + " " * _KIND + heads
    keys = dict.fromkeys((each.side, each.kind) for window in found for each in window.kept)
    ordered = sorted(keys, key=lambda key: (key[0] != "body", key[1] not in PROMPT))
    for side, kind in ordered:
        cells = "".join(_right(_cell(window, side, kind=kind, lang=lang), _FIGURE) for window in found)
        title = label("conduct_kind", lang, side=term("side", side, lang), kind=term("kept_kind", kind, lang))
        yield "  " + title + " " * max(1, _KIND - width(title)) + cells
    title = label("conduct_vacant", lang)
    cells = "".join(_right(_days(window, lang), _FIGURE) for window in found)
    yield "  " + title + " " * max(1, _KIND - width(title)) + cells


def _cell(window: Window, side: str, *, kind: str, lang: str) -> str:
    kept = next((each for each in window.kept if (each.side, each.kind) == (side, kind)), None)
    return label("no_data", lang) if kept is None else shown(kept, lang)


def shown(kept: Kept, lang: str) -> str:
    """In time, of all; what is late or overdue after it, where anything is."""
    late, overdue = kept.late or None, kept.overdue or None
    return label("conduct_cell", lang, in_time=kept.in_time, n=kept.n, late=late, overdue=overdue)


def _days(window: Window, lang: str) -> str:
    share = window.led.share
    if share is None:
        return label("no_data", lang)
    return f"{window.led.vacant}/{window.led.days}" + (f" ({percent(share)})" if share else "")


def _right(text: str, columns: int) -> str:
    return " " * max(1, columns - width(text)) + text
