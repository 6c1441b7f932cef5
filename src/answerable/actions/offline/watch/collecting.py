"""Collect what is due from the registered voices, as rows of the tables of observations and collections."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from answerable.actions.offline.check import Opened
from answerable.actions.offline.watch.collect import Manners, Parsed, Place, collect
from answerable.actions.offline.watch.health import COLLECTED
from answerable.actions.offline.watch.read import watch_rows
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message
from answerable.core.watch.health import Attempt, Outcome
from answerable.core.watch.layout import Rows
from answerable.core.watch.register import CollectionRow, VoiceRow
from answerable.outside.fetch import Fetched, Fetcher
from answerable.sources.feeds import feed_of
from answerable.sources.observed import cell_text, stamp
from answerable.sources.pages import page_of

_PAGES_A_RUN = 50
"""Pages of one site map that are looked at in one run; the others wait for the next."""


@dataclass(frozen=True)
class Found:
    """One thing that stood in what was fetched: a post of a feed, a page, or an address of a site map."""

    kind: str
    """post, page or listed."""
    key: str
    at: datetime | None
    text: str
    address: str | None


@dataclass(frozen=True)
class Refusal:
    """A voice or file that gave nothing, and why; with everything that is wrong in it, where that was found out."""

    name: str
    why: Message
    faults: tuple[tuple[int | None, str | None, Message], ...] = ()
    """Row or line, column, and what is wrong."""


@dataclass(frozen=True)
class Taken:
    """Rows to add, and what could not be had."""

    observations: tuple[Mapping[str, str], ...] = ()
    collections: tuple[Mapping[str, str], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    """What is worth knowing and nobody's fault: pages that wait, links of a site map that lead nowhere."""
    tried: tuple[tuple[str, str], ...] = ()
    """Voices that were tried in vain, and how that ended."""
    done: tuple[Callable[[], None], ...] = field(default=())
    """What is to be done once the rows are stored."""

    def with_(self, other: "Taken") -> "Taken":
        """Both together."""
        return Taken(
            (*self.observations, *other.observations),
            (*self.collections, *other.collections),
            (*self.refusals, *other.refusals),
            (*self.notes, *other.notes),
            (*self.tried, *other.tried),
        )


def collected_rows(opened: Opened, *, now: Callable[[], datetime], fetcher: Fetcher, on: date) -> Taken:
    """Look at every voice that is due on the day. Raises OutputError where raw bytes cannot be kept."""
    rows, zone = watch_rows(opened), ZoneInfo(opened.district.time_zone)
    places = tuple(_due(rows, zone, on))
    if not places:
        return Taken()

    def parse(place: Place, fetched: Fetched) -> Parsed[Found] | Message:
        return _parsed(place, fetched, zone)

    manners, until = Manners(), fetcher.clock() + Manners().run
    first = collect(places, folder=opened.path, fetcher=fetcher, parse=parse, now=now, manners=manners)
    listed = tuple(_listed(first.entries, rows))
    if listed:
        fetcher.sleep(manners.gap)
    rest = replace(manners, run=max(0.0, until - fetcher.clock()))
    second = collect(listed, folder=opened.path, fetcher=fetcher, parse=parse, now=now, manners=rest)
    left = Counter(place.voice for place in (*first.left, *second.left))
    dead = Counter(each.voice for each in second.attempts if each.outcome not in _HAD)
    return Taken(
        observations=tuple(_added((*first.entries, *second.entries), rows)),
        # A page of a site map that is gone says nothing of whether the site, or the collector, is well.
        collections=tuple(_attempt_cells(each) for each in first.attempts),
        refusals=(*(Refusal(voice, why) for voice, why in (*first.refusals, *second.refusals)),),
        notes=(
            *(Refusal(voice, Message.of("collect_left", n=n)) for voice, n in left.items()),
            *(Refusal(voice, Message.of("collect_dead", n=n)) for voice, n in dead.items()),
        ),
        tried=tuple((each.voice, each.outcome.value) for each in first.attempts if each.outcome not in _HAD),
    )


_HAD = (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.UNREADABLE)
"""Something came back; what could not be read is told as a refusal."""
_Entries = Iterable[tuple[Place, Attempt, tuple[Found, ...]]]


def _added(entries: _Entries, rows: Rows) -> Iterator[Mapping[str, str]]:
    """What was not known yet. A page is new when its bytes are not those it had when it was last seen."""
    voices = {voice.id: voice for voice in rows.voices}
    known = {row.id for row in rows.observed}
    latest = {
        (row.contract, row.address): row.document
        for row in sorted(rows.observed, key=lambda each: each.captured)
        if row.kind == "page"
    }
    for place, attempt, found in entries:
        for each in found:
            cells = _cells(voices[place.voice], attempt, each)
            same = each.kind == "page" and latest.get((place.contract, each.address)) == attempt.document
            if each.kind != "listed" and not same and cells["id"] not in known:
                known.add(cells["id"])
                yield cells


def _due(rows: Rows, zone: ZoneInfo, on: date) -> Iterator[Place]:
    """The places that are to be looked at: open, with an address, and not seen within their days."""
    latest: dict[str, CollectionRow] = {}
    for row in sorted(rows.collections, key=lambda each: each.at):
        if row.outcome in (Outcome.OK, Outcome.NOT_MODIFIED):
            latest[row.voice] = row
    for voice in rows.voices:
        if voice.collect not in COLLECTED or voice.address is None or not voice.open_on(on):
            continue
        last = latest.get(voice.id)
        wait = timedelta(days=voice.every_days - 1)
        if last is None or voice.every_days == 1 or last.at.astimezone(zone).date() + wait < on:
            yield Place(
                voice=voice.id,
                contract=voice.contract,
                address=voice.address,
                how=voice.collect,
                # A site map is asked for whole: pages of it may still wait to be looked at.
                etag=None if last is None or voice.collect == "sitemap" else last.etag,
                modified=None if last is None or voice.collect == "sitemap" else last.modified,
            )


def _parsed(place: Place, fetched: Fetched, zone: ZoneInfo) -> Parsed[Found] | Message:
    if place.how == "page":
        view = page_of(
            fetched.body, id=place.voice, address=fetched.address, content_type=fetched.content_type
        )
        return Parsed((Found("page", fetched.address, None, view.text, fetched.address),))
    feed = feed_of(fetched.body, content_type=fetched.content_type, zone=zone)
    kind = "listed" if place.how == "sitemap" else "post"
    found = tuple(
        Found(
            kind, each.id, each.at, "\n".join(part for part in (each.title, each.text) if part), each.address
        )
        for each in feed.entries
    )
    return Parsed(found, covers_from=_reaches(found, zone))


def _reaches(found: Sequence[Found], zone: ZoneInfo) -> date | None:
    """The day of the oldest entry, where all run from the newest down: a post pinned above others says nothing."""
    days = [each.at for each in found if each.at is not None]
    if not days or len(days) < len(found) or days != sorted(days, reverse=True):
        return None
    return days[-1].astimezone(zone).date()


def _site(address: str) -> tuple[str, str] | None:
    """Scheme and host with its port; None where it is no address."""
    try:
        return urlsplit(address)[:2]
    except ValueError:
        return None


def _listed(entries: Iterable[tuple[Place, Attempt, tuple[Found, ...]]], rows: Rows) -> Iterator[Place]:
    """The pages of site maps that were never seen, or changed since; at most so many of one map."""
    seen: dict[str, datetime] = {}
    for row in rows.observed:
        if row.kind == "page" and row.address is not None:
            seen[row.address] = max(row.captured, seen.get(row.address, row.captured))
    for place, _, found in entries:
        fresh = [
            each
            for each in found
            if each.kind == "listed"
            and each.address is not None
            and _site(each.address) == _site(place.address)
            and (each.address not in seen or (each.at is not None and each.at > seen[each.address]))
        ]
        for each in fresh[:_PAGES_A_RUN]:
            yield Place(place.voice, place.contract, each.address or "", "page")


def _cells(voice: VoiceRow, attempt: Attempt, found: Found) -> Mapping[str, str]:
    """The row of an observation. A post that was changed later keeps the words that were captured first."""
    captured = attempt.at
    moment = f"\n{stamp(captured)}" if found.kind == "page" else ""
    key = sha256(f"{voice.id}\n{found.key}{moment}".encode()).hexdigest()[:16]
    return {
        "id": f"{voice.id}-{key}"[-64:],
        "contract": voice.contract,
        "kind": found.kind,
        "at": stamp(captured if found.at is None else min(found.at, captured)),
        "captured": stamp(captured),
        "voice": voice.id,
        "text": cell_text(found.text),
        "address": found.address or "",
        "document": attempt.document or "",
    }


def _attempt_cells(attempt: Attempt) -> Mapping[str, str]:
    return {
        "voice": attempt.voice,
        "at": stamp(attempt.at),
        "outcome": attempt.outcome.value,
        "seconds": "" if attempt.seconds is None else quantise(attempt.seconds, places=3),
        "status": "" if attempt.status is None else str(attempt.status),
        "covers_from": "" if attempt.covers_from is None else attempt.covers_from.isoformat(),
        "document": attempt.document or "",
        "etag": attempt.etag or "",
        "modified": attempt.modified or "",
    }
