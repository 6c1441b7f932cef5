"""The British railway's punctuality message (PPM), JSON form: read and checked, all faults at once.

Per operator, and per service group of an operator, it says how many trains ran, how many of them on time,
and the published red, amber or green; once, it gives the thresholds that part the colours. Numbers are
written as texts.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

from answerable.core.tables.types import DATE, DECIMAL
from answerable.core.terms.errors import InputError
from answerable.sources.adapted import Faults, Node, shown, unreadable

MAX_BYTES = 20_000_000
"""A message has about 0.1 MB; what is far larger is something else, and is not loaded."""
TIME_ZONE = "Europe/London"
COLOURS = {"R": "red", "A": "amber", "G": "green"}
"""Published colours and the bands of the same meaning, lowest first."""
NOT_RATED = "W"
"""The publisher gives no figure for the row."""
THRESHOLDS = "TOC"
"""The message's set of thresholds for train operating companies: the one its rows are rated by."""

_ID_ROOM = 53
"""An id may have 64 characters; that of a reading is the contract's with a date added."""
_COUNT = re.compile(r"[0-9]{1,12}")
_CODE = re.compile(r"[0-9A-Za-z]{1,8}")
_MILLISECONDS = re.compile(r"[0-9]{1,13}")
_TABLE_COLUMNS = {"operator", "level", "name", "total", "ontime"}


@dataclass(frozen=True)
class Thresholds:
    """Green from `good` per cent, amber from `medium`, red below; texts as the message gives them."""

    good: str
    medium: str

    def band(self, *, on_time: int, total: int) -> str | None:
        """The band of the exact share; None without trains."""
        if total == 0:
            return None
        percent = Fraction(100 * on_time, total)
        if percent >= Fraction(self.good):
            return COLOURS["G"]
        return COLOURS["A"] if percent >= Fraction(self.medium) else COLOURS["R"]


@dataclass(frozen=True)
class Row:
    """One row: an operator as a whole, or one of its service groups. `published` is R, A, G or W."""

    contract: str
    provider: str
    name: str
    operator: str
    total: int
    on_time: int
    published: str


@dataclass(frozen=True)
class Snapshot:
    """One message, checked: its day in London, its sets of thresholds by type, its rows in their order."""

    day: date
    thresholds: Mapping[str, Thresholds]
    rows: tuple[Row, ...]


def read(path: Path) -> Snapshot:
    """The message in the file.

    Raises AdaptError with everything that is missing or wrong in it, and InputError where the file is no
    such message.
    """
    faults = Faults(path)
    root = Node.of(_message(path), place="$", faults=faults)
    outer = None if root is None else root.one("RTPPMDataMsgV1")
    data = None if outer is None else outer.one("RTPPMData")
    if data is None:
        raise faults.error()
    day, thresholds = _day(data), _thresholds(data)
    operators = _operators(data)
    if day is None or faults:
        raise faults.error()
    if not operators:
        raise InputError("source_without_rows", path=str(path))
    return Snapshot(day, thresholds, _rows(operators))


def _day(data: Node) -> date | None:
    """The day of the message in London: its time is in milliseconds since 1970, UTC."""
    text = data.text("snapshotTStamp")
    if text is None:
        return None
    if _MILLISECONDS.fullmatch(text):
        instant = datetime.fromtimestamp(int(text) // 1000, tz=UTC)
        day = instant.astimezone(ZoneInfo(TIME_ZONE)).date()
        if DATE.matches(day.isoformat()):
            return day
    data.wrong("not_milliseconds", "snapshotTStamp", value=shown(text))
    return None


def _thresholds(data: Node) -> dict[str, Thresholds]:
    """All sets of thresholds by type. The one that the rows are rated by has to be there."""
    sets: dict[str, Thresholds] = {}
    places: dict[str, str] = {}
    for node in data.many("RAGThresholds"):
        kind, good, medium = node.text("type"), _percent(node, "good"), _percent(node, "medium")
        if kind is None:
            continue
        first = places.setdefault(kind, node.place)
        if first != node.place:
            node.wrong("repeated_value", "type", value=shown(kind), first=first)
        elif good is not None and medium is not None and _in_order(node, good=good, medium=medium):
            sets[kind] = Thresholds(good, medium)
    if THRESHOLDS not in places and data.members.get("RAGThresholds") is not None:
        data.wrong("ppm_thresholds_missing", "RAGThresholds", wanted=THRESHOLDS)
    return sets


def _in_order(node: Node, *, good: str, medium: str) -> bool:
    if Fraction(medium) < Fraction(good):
        return True
    node.wrong("band_empty", "medium", low=medium, high=good)
    return False


def _percent(node: Node, key: str) -> str | None:
    text = node.text(key)
    if text is None or (DECIMAL.matches(text) and 0 <= Fraction(text) <= 100):
        return text
    node.wrong("not_a_percentage", key, value=shown(text))
    return None


@dataclass(frozen=True)
class _Figures:
    """What one row of the message says, and its place there."""

    place: str
    name: str
    total: int
    on_time: int
    published: str


@dataclass(frozen=True)
class _Operator:
    """An operator's code, its own row and those of its service groups."""

    code: str
    own: _Figures
    groups: tuple[_Figures, ...]


def _operators(data: Node) -> list[_Operator]:
    """All operators without a fault; a code or a name that stands twice is one."""
    operators: list[_Operator] = []
    codes: dict[str, str] = {}
    for page in data.many("OperatorPage"):
        node = page.one("Operator")
        code = None if node is None else _matching(node, "code", pattern=_CODE, fault="not_a_code")
        own = None if node is None else _figures(node)
        groups = _groups(page)
        if node is None or code is None or own is None:
            continue
        first = codes.setdefault(code, node.place)
        if first != node.place:
            node.wrong("repeated_value", "code", value=code, first=first)
        operators.append(_Operator(code, own, groups))
    return operators


def _groups(page: Node) -> tuple[_Figures, ...]:
    places: dict[str, str] = {}
    groups = []
    for node in page.many("OprServiceGrp", required=False):
        figures = _figures(node)
        if figures is None:
            continue
        first = places.setdefault(figures.name, node.place)
        if first != node.place:
            node.wrong("repeated_value", "name", value=shown(figures.name), first=first)
        groups.append(figures)
    return tuple(groups)


def _figures(node: Node) -> _Figures | None:
    name, published = node.text("name"), _published(node)
    total, on_time = _count(node, "Total"), _count(node, "OnTime")
    if total is not None and on_time is not None and on_time > total:
        node.wrong(
            "out_of_order",
            "OnTime",
            first="OnTime",
            first_value=str(on_time),
            second="Total",
            second_value=str(total),
        )
    if name is None or published is None or total is None or on_time is None:
        return None
    return _Figures(node.place, name, total, on_time, published)


def _published(node: Node) -> str | None:
    rating = node.one("PPM")
    letter = None if rating is None else rating.text("rag")
    if rating is None or letter is None or letter in COLOURS or letter == NOT_RATED:
        return letter
    rating.wrong("bad_choice", "rag", value=shown(letter), choices=(*COLOURS, NOT_RATED), nearest=None)
    return None


def _count(node: Node, key: str) -> int | None:
    text = _matching(node, key, pattern=_COUNT, fault="not_a_count")
    return None if text is None else int(text)


def _matching(node: Node, key: str, *, pattern: re.Pattern[str], fault: str) -> str | None:
    text = node.text(key)
    if text is None or pattern.fullmatch(text):
        return text
    node.wrong(fault, key, value=shown(text))
    return None


def _rows(operators: list[_Operator]) -> tuple[Row, ...]:
    ids = _ids(operators)
    return tuple(
        Row(
            contract=ids[figures.place],
            provider=ids[one.own.place],
            name=figures.name if figures is one.own else f"{one.own.name}: {figures.name}",
            operator=one.own.name,
            total=figures.total,
            on_time=figures.on_time,
            published=figures.published,
        )
        for one in operators
        for figures in (one.own, *one.groups)
    )


def _ids(operators: list[_Operator]) -> dict[str, str]:
    """An id for each place: the operator's code and the row's name in small letters.

    Where that is too long, says nothing, or stands for two rows, the beginning of a hash of the name is
    added: an id depends on names alone, never on the order of the rows.
    """
    plain: dict[str, str] = {}
    hashed: dict[str, str] = {}
    for one in operators:
        for figures in (one.own, *one.groups):
            slug = f"{one.code}-{_slug(figures.name)}".rstrip("-")
            level = "operator" if figures is one.own else "group"
            digest = sha256(f"{level}/{figures.name}".encode()).hexdigest()[:8]
            plain[figures.place] = "" if slug == one.code or len(slug) > _ID_ROOM else slug
            hashed[figures.place] = f"{slug[: _ID_ROOM - 9].rstrip('-')}-{digest}"
    uses = Counter(plain.values())
    return {place: slug if slug and uses[slug] == 1 else hashed[place] for place, slug in plain.items()}


def _slug(name: str) -> str:
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")


def _message(path: Path) -> object:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as why:
        raise unreadable(path, why) from why
    if len(raw) > MAX_BYTES:
        raise InputError("source_too_large", path=str(path), limit=MAX_BYTES)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise InputError("source_not_utf8", path=str(path)) from why
    header = text.partition("\n")[0].split(",")
    if {name.strip().lower() for name in header} >= _TABLE_COLUMNS:
        lacks = ("RAGThresholds", "snapshotTStamp", "Operator.code")
        raise InputError("ppm_table_lacks", path=str(path), lacks=lacks)
    try:
        message: object = json.loads(text)
    except json.JSONDecodeError as why:
        raise InputError("source_not_json", path=str(path), line=why.lineno, column=why.colno) from why
    except (ValueError, RecursionError) as why:
        # Numbers of thousands of digits and endless nesting: valid in form, and never part of a message.
        raise InputError("source_not_json", path=str(path), line=1, column=1) from why
    return message
