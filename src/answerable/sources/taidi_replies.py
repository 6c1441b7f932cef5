"""Citizens' messages with the official replies, as published for the Taidi Cup 2020 (C), as a district folder.

The file names no provider and no contract: one of each is written, with a vacancy that says so. When the messages
were captured it does not say either: no earlier than its latest reply, and that moment stands with every row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message
from answerable.core.watch.accounts.profile import quantile
from answerable.sources.adapted import Adapted, Faults, row_of, rows_with, shown
from answerable.sources.observed import cell_text, one_contract, stamp
from answerable.sources.sheets import read_sheet

COLUMNS = ("留言编号", "留言时间", "留言详情", "答复意见", "答复时间")
VOICE = "replies"
_ZONE = ZoneInfo("Asia/Shanghai")
_TIMES = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d")
"""One cell holds the day alone: the beginning of that day stands for it."""
_DAY = 86_400


@dataclass(frozen=True)
class _Exchange:
    id: str
    asked_at: datetime
    asked: str
    answered_at: datetime
    answered: str


def rows_from(path: Path) -> Adapted:
    """Read the workbook and give the folder's rows, and what it holds in figures.

    Raises AdaptError with everything that is wrong in it, InputError where it is no such workbook.
    """
    faults = Faults(path)
    exchanges = list(_exchanges(read_sheet(path, columns=COLUMNS), faults))
    if faults:
        raise faults.error()
    captured = max(each.answered_at for each in exchanges)
    starts = min(each.asked_at for each in exchanges).date()
    return Adapted(
        {
            "format": 1,
            "id": "taidi-replies",
            "name": "网上留言答复（公开数据）",
            "name_en": "Online messages and replies (public data)",
            "language": "zh",
            "time_zone": "Asia/Shanghai",
            "calendar": "cn",
            "rulebook": "cn",
        },
        rows_with(
            one_contract("replies", voice=VOICE, name="网上留言答复", name_en="Online replies", starts=starts)
            | {"observations": [row for each in exchanges for row in _rows(each, captured)]}
        ),
        tuple(_notes(exchanges)),
    )


def _exchanges(rows: Sequence[dict[str, str]], faults: Faults) -> Iterator[_Exchange]:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        ident = row["留言编号"].removesuffix(".0").strip()
        if not ident or ident in seen:
            faults.add(
                "id_again" if ident else "missing_member", row=number, at="留言编号", key=ident or "留言编号"
            )
            continue
        seen.add(ident)
        asked, answered = (_instant(row[name], name, number, faults) for name in ("留言时间", "答复时间"))
        if asked is None or answered is None:
            continue
        if answered < asked:
            faults.add("answered_before_asked", row=number, at="答复时间", asked=row["留言时间"])
            continue
        yield _Exchange(ident, asked, row["留言详情"], answered, row["答复意见"])


def _instant(text: str, name: str, number: int, faults: Faults) -> datetime | None:
    for form in _TIMES:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=_ZONE)
        except ValueError:
            continue
    faults.add("bad_time", row=number, at=name, found=shown(text))
    return None


def _rows(each: _Exchange, captured: datetime) -> Iterator[dict[str, str]]:
    common = {"contract": "replies", "captured": stamp(captured)}
    yield row_of(
        "observations",
        **common,
        id=f"m{each.id}",
        kind="message",
        at=stamp(each.asked_at),
        voice="网民留言",
        text=cell_text(each.asked),
    )
    yield row_of(
        "observations",
        **common,
        id=f"r{each.id}",
        kind="reply",
        at=stamp(each.answered_at),
        voice=VOICE,
        text=cell_text(each.answered),
        answers=f"m{each.id}",
    )


def _notes(exchanges: Sequence[_Exchange]) -> Iterator[Message]:
    """How many messages, how soon answered, and which replies are used again."""
    delays = sorted(
        Fraction((each.answered_at - each.asked_at) // timedelta(seconds=1), _DAY) for each in exchanges
    )
    middle, ninth = (quantile(delays, share) or Fraction(0) for share in (Fraction(1, 2), Fraction(9, 10)))
    yield Message.of(
        "taidi_delays",
        n=len(exchanges),
        median=quantise(middle, places=1),
        ninth=quantise(ninth, places=1),
    )
    texts = Counter(each.answered.strip() for each in exchanges)
    again = [(text, n) for text, n in texts.most_common() if n > 1]
    yield Message.of("taidi_same", texts=len(again), replies=sum(n for _, n in again))
    for text, n in again[:10]:
        yield Message.of("text_again", n=n, text=" ".join(text.split())[:60])
