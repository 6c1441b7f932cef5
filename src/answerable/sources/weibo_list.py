"""Posts of a large account as a scraper listed them (CSV), with forwards, comments and likes, as a district folder.

A post's time is given without its year. The address of the account's picture says until when it is valid, which is
shortly after the row was captured: the year is the latest one in which the day lies before that, and all were captured
by the latest of these moments. The lists overlap: a post that stands in two of them is one post.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.sources.adapted import Adapted, Faults, document_hash, row_of, rows_with, shown, unreadable
from answerable.sources.observed import cell_text, one_contract, stamp

COLUMNS = ("WB_from", "WB_text", "forward", "comment", "like", "weibo_url")
_PICTURE = "头像"
_VOICE = "weibo"
_ZONE = ZoneInfo("Asia/Shanghai")
_TIME = re.compile(r"\s*(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日\s+(\d{1,2}):(\d{2})")
_EXPIRES = re.compile(r"[?&]Expires=(\d{9,11})\b")


@dataclass(frozen=True)
class _Post:
    at: datetime
    captured: datetime
    text: str
    address: str
    forwards: str
    comments: str
    likes: str
    document: str


def rows_from(path: Path) -> Adapted:
    """Read one list, or every .csv of a folder, and give the folder's rows, and what they hold in figures.

    Raises AdaptError with everything that is wrong in them, InputError where there is no such list.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise InputError("no_list", path=str(path))
    posts: list[_Post] = []
    for file in files:
        faults = Faults(file)
        posts += _posts(_read(file), faults, document=document_hash(file))
        if faults:
            raise faults.error()
    if not posts:
        raise InputError("no_list", path=str(path))
    starts = min(post.at for post in posts).date()
    captured = max(post.captured for post in posts)
    return Adapted(
        {
            "format": 1,
            "id": "weibo-list",
            "name": "微博账号（公开数据）",
            "name_en": "A Weibo account (public data)",
            "language": "zh",
            "time_zone": "Asia/Shanghai",
            "calendar": "cn",
            "rulebook": "cn",
        },
        rows_with(
            one_contract("weibo", voice=_VOICE, name="微博账号", name_en="Weibo account", starts=starts)
            | {"observations": list(_rows(posts, captured))}
        ),
        tuple(_notes(posts)),
    )


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = tuple(name for name in COLUMNS if name not in (reader.fieldnames or ()))
            if missing:
                raise InputError("sheet_columns_missing", path=str(path), missing=missing)
            return [{key: value or "" for key, value in row.items() if key} for row in reader]
    except OSError as why:
        raise unreadable(path, why) from why
    except (UnicodeDecodeError, csv.Error) as why:
        raise InputError("no_list", path=str(path)) from why


def _posts(rows: Sequence[dict[str, str]], faults: Faults, *, document: str) -> Iterator[_Post]:
    """The rows that hold a text; the others are pictures and blank lines."""
    for number, row in enumerate(rows, start=2):
        if not row["WB_text"].strip():
            continue
        expires = _EXPIRES.search(row.get(_PICTURE, ""))
        captured = None if expires is None else datetime.fromtimestamp(int(expires[1]), UTC).astimezone(_ZONE)
        at = _at(row["WB_from"], captured)
        if at is None:
            faults.add("bad_time", row=number, at="WB_from", found=shown(row["WB_from"].strip()))
            continue
        yield _Post(
            at=at,
            captured=captured or at,
            text=row["WB_text"],
            address=row["weibo_url"].partition("?")[0],
            forwards=_count(row["forward"]),
            comments=_count(row["comment"]),
            likes=_count(row["like"]),
            document=document,
        )


def _at(text: str, captured: datetime | None) -> datetime | None:
    match = _TIME.match(text)
    if match is None or (match[1] is None and captured is None):
        return None
    month, day, hour, minute = (int(part) for part in match.groups()[1:])
    years = [int(match[1])] if match[1] else [captured.year, captured.year - 1] if captured else []
    for year in years:
        try:
            at = datetime(year, month, day, hour, minute, tzinfo=_ZONE)
        except ValueError:
            continue
        if captured is None or at <= captured:
            return at
    return None


def _count(text: str) -> str:
    """A whole number as a cell; a word such as 转发, which stands for none, or a rounded one, is not known."""
    return text.strip() if text.strip().isdigit() else ""


def _rows(posts: Sequence[_Post], captured: datetime) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for number, post in enumerate(sorted(posts, key=lambda each: (each.at, each.address)), start=1):
        if post.address and post.address in seen:
            continue
        seen.add(post.address)
        yield row_of(
            "observations",
            id=f"w{number:05}",
            contract="weibo",
            kind="post",
            at=stamp(post.at),
            captured=stamp(captured),
            voice=_VOICE,
            text=cell_text(post.text),
            likes=post.likes,
            forwards=post.forwards,
            comments=post.comments,
            address=post.address,
            document=post.document,
        )


def _notes(posts: Sequence[_Post]) -> Iterator[Message]:
    """How many rows, how many different texts, and how many of the repeats are one post captured twice."""
    texts = Counter(post.text.strip() for post in posts)
    once = {post.address: post.text.strip() for post in posts}
    again = Counter(once.values())
    yield Message.of(
        "weibo_texts",
        rows=len(posts),
        distinct=len(texts),
        repeated=sum(n > 1 for n in texts.values()),
    )
    yield Message.of("weibo_posts", posts=len(once), repeated=sum(n > 1 for n in again.values()))
