"""The model district: a fictional county. Its stories are the same for every seed, the figures vary."""

import random

from answerable.actions.offline.model.indicators import write_used
from answerable.actions.offline.model.inspections import write_inspections
from answerable.actions.offline.model.ordinary import write_ordinary
from answerable.actions.offline.model.people import Cast, cast_of
from answerable.actions.offline.model.responsibility import write_responsibility
from answerable.actions.offline.model.rows import Book, Pen
from answerable.actions.offline.model.stories import STORIES
from answerable.core.tables.district import FORMAT, Rows

MORE_PER_STEP = 12
"""Ordinary contracts that each step of scale beyond the first adds to the twelve stories."""


def model_district(*, seed: int, scale: int) -> tuple[dict[str, str | int], Rows]:
    """The `district.yaml` of the model district and its rows per table, as cell texts.

    The same seed and scale give the same rows, on any machine; a larger scale leaves the stories' rows as
    they are. The district's last day is 30 June 2026. Raises ValueError for a scale below 1.
    """
    if scale < 1:
        raise ValueError(scale)
    book = Book()
    cast = cast_of(scale=scale)
    _write_cast(book, cast)
    write_responsibility(book)
    for name, tell in STORIES.items():
        tell(Pen(book, cast, _chance(f"{seed}/{name}")))
    for number in range(MORE_PER_STEP * (scale - 1)):
        write_ordinary(Pen(book, cast, _chance(f"{seed}/ordinary/{number}")), number=number)
    write_inspections(book, cast)
    write_used(book)
    return _about(), book.rows


def _chance(name: str) -> random.Random:
    """A chance of its own for every contract, so that none disturbs the figures of another."""
    return random.Random(name)  # noqa: S311 - invented figures, no secrets


def _about() -> dict[str, str | int]:
    return {
        "format": FORMAT,
        "id": "model-county",
        "name": "样例县（虚构）",
        "name_en": "Model County (fictional)",
        "language": "zh",
        "time_zone": "Asia/Shanghai",
        "calendar": "cn",
        "rulebook": "cn",
    }


def _write_cast(book: Book, cast: Cast) -> None:
    for seat in cast.seats:
        book.add(
            "bodies",
            id=seat.id,
            name=seat.name.zh,
            name_en=seat.name.en,
            kind=seat.kind,
            parent=seat.parent,
        )
        for person in cast.people[seat.id]:
            book.add("people", id=person.id, name=person.name.zh, name_en=person.name.en, staff="public")
        for post in cast.posts[seat.id]:
            book.add(
                "posts",
                id=book.new_id(f"{seat.id}-p"),
                body=seat.id,
                person=post.person,
                role=post.role,
                starts=post.starts,
                ends=post.ends,
            )
