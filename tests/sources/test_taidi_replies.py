"""Citizens' messages and official replies become a district; the published figures come out."""

from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.render.words import say
from answerable.sources.adapted import AdaptError
from answerable.sources.taidi_replies import rows_from
from tests.sources.workbooks import workbook

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "taidi2020c"
TITLES = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")


def row(ident: str, asked: str, answered: str, reply: str = "您好，已办理。") -> tuple[str, ...]:
    return (ident, "A1", "路灯", asked, "路灯坏了", reply, answered)


def test_a_message_and_its_reply_are_two_observations(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", [TITLES, row("7.0", "2019/4/25 9:32:09", "2019/4/27 9:32:09")])
    adapted = rows_from(file)
    message, reply = adapted.rows["observations"]
    assert (message["id"], message["kind"], message["at"]) == ("m7", "message", "2019-04-25T09:32:09+08:00")
    assert (reply["id"], reply["answers"], reply["captured"]) == ("r7", "m7", "2019-04-27T09:32:09+08:00")


def test_replies_used_again_are_listed(tmp_path: Path) -> None:
    rows = [row(str(n), "2019/4/25 9:00:00", f"2019/4/{25 + n} 9:00:00", "留言已收悉") for n in range(3)]
    notes = rows_from(workbook(tmp_path / "a.xlsx", [TITLES, *rows])).notes
    assert [say(note, "zh") for note in notes] == [
        "留言 3 条，均有答复；答复用时中位数 1 天，九成在 1.8 天内。",
        "有 1 种答复文字用了不止一次，共 3 条：",
        "3 次：留言已收悉",
    ]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        row("1", "昨天", "2019/4/27 9:00:00"),
        row("2", "2019/4/28 9:00:00", "2019/4/27 9:00:00"),
        row("3", "2019/4/25 9:00:00", "2019/4/27 9:00:00"),
        row("3", "2019/4/25 9:00:00", "2019/4/27 9:00:00"),
    ]
    with pytest.raises(AdaptError) as refused:
        rows_from(workbook(tmp_path / "a.xlsx", [TITLES, *rows]))
    assert [(fault.row, fault.message.code) for fault in refused.value.faults] == [
        (2, "bad_time"),
        (3, "answered_before_asked"),
        (5, "id_again"),
    ]


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    with pytest.raises(InputError) as refused:
        rows_from(file)
    assert refused.value.message.code in {"source_unreadable", "packed_broken", "sheet_broken"}


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        rows_from(workbook(tmp_path / "a.xlsx", [("编号", "内容"), ("1", "x")]))
    assert refused.value.message.code == "sheet_columns_missing"


def test_the_published_file_gives_the_published_figures() -> None:
    file = PUBLIC / "attachment4_messages_and_replies.xlsx"
    if not file.is_file():
        pytest.skip(f"{file} is not there: the public data lies beside the project, not in it")
    adapted = rows_from(file)
    assert len(adapted.rows["observations"]) == 2 * 2816
    assert adapted.notes[0].params == {"n": 2816, "median": "11.2", "ninth": "41"}
    assert adapted.notes[1].params == {"texts": 23, "replies": 88}
