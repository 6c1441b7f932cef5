"""Collect from every voice with an address: politely, one site after the other or beside it, and within a bound."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from answerable.actions.offline.watch.raw import keep
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.core.watch.health import Attempt, Outcome
from answerable.outside.fetch import Fetched, Fetcher

E = TypeVar("E")


@dataclass(frozen=True)
class Place:
    """Where a voice is looked at. `etag` and `modified` are what the last answer said, if they were kept."""

    voice: str
    contract: str
    address: str
    how: str
    """feed, page or sitemap."""
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class Parsed(Generic[E]):
    """What stands in a document, and the day it reaches back into; None where that is not known."""

    entries: tuple[E, ...]
    covers_from: date | None = None


@dataclass(frozen=True)
class Manners:
    """How to go about it. Times in seconds."""

    run: float = 1800.0
    """After so long no further page is asked for; one that was asked for may still end."""
    gap: float = 1.0
    """Between two requests to one site, where it asks for no longer one."""
    hands: int = 4
    """Sites that are asked at once."""


@dataclass(frozen=True)
class Collected(Generic[E]):
    """What a run of collecting gave, in the order of the places."""

    attempts: tuple[Attempt, ...]
    entries: tuple[tuple[Place, Attempt, tuple[E, ...]], ...]
    """What was read anew, with the place and the try that saw it."""
    refusals: tuple[tuple[str, Message], ...] = ()
    """Voices whose document was fetched and could not be read, and why."""
    left: tuple[Place, ...] = ()
    """Places that the time did not suffice for; nothing was tried there."""


@dataclass(frozen=True)
class _Looked(Generic[E]):
    attempt: Attempt
    entries: tuple[E, ...] | None = None
    refusal: Message | None = None


def collect(
    places: Sequence[Place],
    *,
    folder: Path,
    fetcher: Fetcher,
    parse: Callable[[Place, Fetched], Parsed[E] | Message],
    now: Callable[[], datetime],
    manners: Manners | None = None,
) -> Collected[E]:
    """Look at each place once; one that fails never stops the others.

    `parse` gives the entries of a document or says why it cannot be read. Raw bytes are kept below `folder`. Raises
    OutputError if they cannot be.
    """
    manners = manners or Manners()
    run: _Run[E] = _Run(
        folder=folder,
        fetcher=fetcher,
        parse=parse,
        now=now,
        manners=manners,
        until=fetcher.clock() + manners.run,
    )
    found: dict[int, _Looked[E]] = {}
    with ThreadPoolExecutor(max_workers=manners.hands, thread_name_prefix="collect") as pool:
        try:
            for looked in pool.map(run.site, _by_site(places)):
                found.update(looked)
        except BaseException:
            run.stopped.set()
            pool.shutdown(cancel_futures=True)
            raise
    return _collected(places, found)


@dataclass(frozen=True)
class _Run(Generic[E]):
    folder: Path
    fetcher: Fetcher
    parse: Callable[[Place, Fetched], Parsed[E] | Message]
    now: Callable[[], datetime]
    manners: Manners
    until: float
    """When it ends, by the fetcher's clock."""
    stopped: Event = field(default_factory=Event)

    def site(self, places: Iterable[tuple[int, Place]]) -> Mapping[int, _Looked[E]]:
        """The places of one site, one after the other, by their number."""
        found: dict[int, _Looked[E]] = {}
        before: str | None = None
        for number, place in places:
            gap = 0.0 if before is None else max(self.manners.gap, self.fetcher.delay(before))
            if self.stopped.is_set() or self.fetcher.clock() + gap >= self.until:
                break
            if gap:
                self.fetcher.sleep(gap)
            found[number] = self._place(place)
            before = place.address
        return found

    def _place(self, place: Place) -> _Looked[E]:
        # Tables keep whole seconds.
        at = self.now().replace(microsecond=0)
        fetched = self.fetcher.get(place.address, etag=place.etag, modified=place.modified)
        if not fetched.ok:
            return _Looked(_attempt(place, at, fetched))
        document = keep(self.folder, fetched.body)
        parsed = self._parsed(place, fetched)
        if isinstance(parsed, Message):
            attempt = _attempt(place, at, fetched, outcome=Outcome.UNREADABLE, document=document)
            return _Looked(attempt, refusal=parsed)
        attempt = _attempt(place, at, fetched, document=document, covers_from=parsed.covers_from)
        return _Looked(attempt, entries=parsed.entries)

    def _parsed(self, place: Place, fetched: Fetched) -> Parsed[E] | Message:
        try:
            return self.parse(place, fetched)
        except InputError as error:
            return error.message
        except Exception as error:
            # A stranger's bytes may find a fault in a parser; it must not cost the other voices their day.
            return Message.of("collect_parser_failed", why=type(error).__name__)


def _attempt(
    place: Place,
    at: datetime,
    fetched: Fetched,
    *,
    outcome: Outcome | None = None,
    document: str | None = None,
    covers_from: date | None = None,
) -> Attempt:
    # What could not be read is asked for again in full, so its marks are not kept.
    marked = outcome is None and fetched.outcome in (Outcome.OK, Outcome.NOT_MODIFIED)
    same = fetched.outcome is Outcome.NOT_MODIFIED
    return Attempt(
        voice=place.voice,
        at=at,
        outcome=outcome or fetched.outcome,
        seconds=Fraction(round(fetched.seconds * 1000), 1000),
        size=len(fetched.body) if document else None,
        status=fetched.status,
        document=document,
        address=fetched.address,
        etag=fetched.etag or (place.etag if same else None) if marked else None,
        modified=fetched.modified or (place.modified if same else None) if marked else None,
        covers_from=covers_from,
    )


def _by_site(places: Sequence[Place]) -> list[list[tuple[int, Place]]]:
    """The numbered places of each host, in their order; those without one each for themselves."""
    sites: dict[str, list[tuple[int, Place]]] = {}
    for number, place in enumerate(places):
        sites.setdefault(_host(place.address) or f" {number}", []).append((number, place))
    return list(sites.values())


def _host(address: str) -> str | None:
    try:
        return urlsplit(address.strip()).hostname
    except ValueError:
        return None


def _collected(places: Sequence[Place], found: Mapping[int, _Looked[E]]) -> Collected[E]:
    pairs = [(place, found.get(number)) for number, place in enumerate(places)]
    seen = [(place, looked) for place, looked in pairs if looked is not None]
    return Collected(
        attempts=tuple(looked.attempt for _, looked in seen),
        entries=tuple(
            (place, looked.attempt, looked.entries) for place, looked in seen if looked.entries is not None
        ),
        refusals=tuple((place.voice, looked.refusal) for place, looked in seen if looked.refusal is not None),
        left=tuple(place for place, looked in pairs if looked is None),
    )
