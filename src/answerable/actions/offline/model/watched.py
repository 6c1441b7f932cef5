"""Voices of the model district as they are registered, and what was captured of them."""

import random
from datetime import date, datetime, timedelta
from hashlib import sha256

from answerable.actions.offline.model.days import LAST, at
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Cell, Pen


def register(pen: Pen, plan: Plan, *, voice: str, name: str, opened: date, **more: Cell) -> None:
    """Register an account, site or paper of a contract, opened and filed within the days allowed."""
    cells: dict[str, Cell] = {"kind": "account", "collect": "export", "every_days": 7, "custody": "both"}
    pen.book.add(
        "voices", **(cells | {"id": voice, "contract": plan.id, "name": name, "opened_on": opened} | more)
    )
    pen.book.add(
        "voice_filings",
        voice=voice,
        what="opened",
        happened_on=opened,
        filed_on=opened + timedelta(days=2),
    )


def observe(pen: Pen, plan: Plan, *, kind: str, when: datetime, voice: str, text: str, **more: Cell) -> str:
    """Write one thing that was captured within three hours, and give its id."""
    key = pen.book.new_id(f"{plan.id}-v")
    cells: dict[str, Cell] = {
        "id": key,
        "contract": plan.id,
        "kind": kind,
        "at": when,
        "captured": when + timedelta(minutes=pen.rng.randint(15, 170)),
        "voice": voice,
        "text": text,
        "document": f"sha256:{sha256(text.encode()).hexdigest()}",
    }
    pen.book.add("observations", **(cells | more))
    return key


def look_daily(pen: Pen, *, voice: str, first: date, failing: tuple[date, date] | None = None) -> None:
    """Write a try for every day; within the failing days, both included, the collector got nothing."""
    chance = random.Random(voice)  # noqa: S311 - invented figures, and a chance of its own disturbs no other
    day = first
    while day <= LAST:
        failed = failing is not None and failing[0] <= day <= failing[1]
        pen.book.add(
            "collections",
            voice=voice,
            at=at(day, hour=21, minute=chance.randint(0, 40)),
            outcome="unreachable" if failed else "ok",
            seconds=f"0.{chance.randint(15, 95)}",
            status=None if failed else 200,
            covers_from=None if failed else day - timedelta(days=2),
        )
        day += timedelta(days=1)
