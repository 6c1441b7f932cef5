"""An account's posts as they were listed become a district; one post captured twice is one post."""

import csv
from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.adapted import AdaptError
from answerable.sources.weibo_list import COLUMNS, rows_from

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "cctv_weibo"
PICTURE = "https://example.org/a.jpg?KID=x&Expires=1597157612"  # 11 August 2020


def listed(path: Path, *rows: tuple[str, str, str], picture: str = PICTURE) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("头像", *COLUMNS))
        for when, text, address in rows:
            writer.writerow((picture, when, text, "1", "赞", "3", address))
    return path


def test_the_year_is_the_latest_that_lies_before_the_capture(tmp_path: Path) -> None:
    file = listed(
        tmp_path / "a.csv",
        ("8月10日 09:05 来自 微博", "甲", "https://example.org/1?x"),
        ("12月30日 09:05 来自 微博", "乙", "https://example.org/2?x"),
    )
    rows = rows_from(file).rows["observations"]
    assert [(row["at"], row["text"]) for row in rows] == [
        ("2019-12-30T09:05:00+08:00", "乙"),
        ("2020-08-10T09:05:00+08:00", "甲"),
    ]


def test_a_post_in_two_lists_is_one_post_and_a_count_in_words_is_not_known(tmp_path: Path) -> None:
    same = ("8月10日 09:05 来自 微博", "甲", "https://example.org/1?x")
    listed(tmp_path / "a.csv", same)
    listed(tmp_path / "b.csv", same, ("8月9日 09:05", "", ""))
    adapted = rows_from(tmp_path)
    (row,) = adapted.rows["observations"]
    assert (row["forwards"], row["comments"], row["likes"]) == ("1", "", "3")
    assert adapted.notes[0].params == {"rows": 2, "distinct": 1, "repeated": 1}
    assert adapted.notes[1].params == {"posts": 1, "repeated": 0}


def test_a_time_that_nobody_can_read_is_a_fault(tmp_path: Path) -> None:
    file = listed(tmp_path / "a.csv", ("刚刚", "甲", "u"), ("2月30日 09:05", "乙", "v"))
    with pytest.raises(AdaptError) as refused:
        rows_from(file)
    assert [(fault.row, fault.message.code) for fault in refused.value.faults] == [
        (2, "bad_time"),
        (3, "bad_time"),
    ]


def test_without_a_capture_a_day_has_no_year(tmp_path: Path) -> None:
    with pytest.raises(AdaptError):
        rows_from(listed(tmp_path / "a.csv", ("8月10日 09:05", "甲", "u"), picture=""))


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_what_is_no_list_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(InputError) as refused:
        rows_from(file)
    assert refused.value.message.code in {"no_list", "sheet_columns_missing"}


def test_the_published_lists_hold_the_published_figures() -> None:
    if not PUBLIC.is_dir():
        pytest.skip(f"{PUBLIC} is not there: the public data lies beside the project, not in it")
    adapted = rows_from(PUBLIC)
    assert adapted.notes[0].params == {"rows": 2527, "distinct": 2301, "repeated": 179}
    assert adapted.notes[1].params == {"posts": 2340, "repeated": 3}
