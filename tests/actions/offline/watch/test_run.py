"""One run: what is due is fetched, what was dropped is taken in, and each ends in its own state."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.watch.health import health_of
from answerable.actions.offline.watch.look import Watching, sight_of
from answerable.core.watch.accounts.values import Health
from answerable.core.watch.district import sites
from answerable.sources.self_export import statement
from tests.actions.offline.watch.voices import NOW, TODAY, collected, district, look, rows_in, said, voice
from tests.actions.offline.watch.voices import written as write
from tests.builders import row
from tests.outside.faulty import HOST, Answer, Server, fixed, moved, page, serving
from tests.outside.fetching import QUICK

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>样例号</title>
<item><guid>2</guid><title>停水通知</title><description>12月2日8时至18时停水。</description>
<pubDate>Sun, 30 Nov 2025 09:00:00 +0800</pubDate><link>http://example.org/2</link></item>
<item><guid>1</guid><title>招聘会</title><description>11月25日上午举办招聘会。</description>
<pubDate>Mon, 24 Nov 2025 09:00:00 +0800</pubDate><link>http://example.org/1</link></item>
</channel></rss>""".encode()
SITE = "<html><body><h1>公告</h1><p>办事大厅周六开放。</p></body></html>".encode()


@pytest.mark.allow_hosts([HOST])
def test_every_faulty_place_ends_in_its_own_state_and_the_others_go_on(tmp_path: Path) -> None:
    with serving() as inside, serving(_pages(inside)) as server:
        paths = {
            "feed": ("/feed", "ok"),
            "page": ("/page", "ok"),
            "silent": ("/silent", "slow"),
            "drip": ("/slow-body", "slow"),
            "cut": ("/cut", "cut"),
            "long": ("/longer", "cut"),
            "inside": ("/inside", "private"),
            "loop": ("/loop", "redirects"),
            "large": ("/large", "too_large"),
            "bomb": ("/bomb", "too_large"),
            "nested": ("/nested", "unreadable"),
            "gone": ("/404", "gone"),
            "wall": ("/403", "refused"),
        }
        voices = [
            voice(name, collect="page" if name == "page" else "feed", address=server.url(path))
            for name, (path, _) in paths.items()
        ]
        folder = write(tmp_path / "d", district(*voices))
        taken, _ = collected(folder, allow=server.allow, bounds=QUICK)
    outcomes = {cells["voice"]: cells["outcome"] for cells in rows_in(folder, "collections")}
    assert outcomes == {name: outcome for name, (_, outcome) in paths.items()}
    assert inside.connections == 0
    assert [(cells["kind"], cells["voice"]) for cells in rows_in(folder, "observations")] == [
        ("post", "feed"),
        ("post", "feed"),
        ("page", "page"),
    ]
    assert [each.name for each in taken.refusals] == ["nested"]


def _pages(inside: Server) -> dict[str, Answer]:
    return {"/feed": _fixed(FEED), "/page": _fixed(SITE), "/inside": moved(inside.url("/good"))}


def _fixed(body: bytes) -> Answer:
    return fixed(page(body))


@pytest.mark.allow_hosts([HOST])
def test_a_second_run_adds_nothing_and_a_failed_one_is_the_bodys_own_duty(tmp_path: Path) -> None:
    with serving({"/feed": _fixed(FEED)}) as server:
        folder = write(tmp_path / "d", district(voice("v", collect="feed", address=server.url("/feed"))))
        collected(folder, allow=server.allow, bounds=QUICK)
        again, _ = collected(
            folder, allow=server.allow, bounds=QUICK, now=datetime(2025, 12, 1, 2, tzinfo=UTC)
        )
    assert again.observations == ()
    assert len(rows_in(folder, "observations")) == 2
    collected(folder, allow=server.allow, bounds=QUICK, now=datetime(2025, 12, 2, 2, tzinfo=UTC))
    with working_engine("memory") as (engine, scratch):
        (health,) = health_of(folder, on=date(2025, 12, 2), engine=engine, scratch=scratch).voices
    assert (health.state, health.outcome, health.failing_since) == (
        "failed",
        "unreachable",
        date(2025, 12, 2),
    )
    # The feed reaches back to the 24th: the days after it were seen, and the day that failed is nobody's silence.
    assert [(each.first, each.last, each.health) for each in health.looked] == [
        (date(2025, 11, 25), date(2025, 12, 1), Health.SEEN),
        (date(2025, 12, 2), date(2025, 12, 2), Health.FAILED),
    ]


def dropped(folder: Path, voice: str, name: str, data: bytes) -> Path:
    path = folder / "drop" / voice / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_an_export_is_taken_in_by_its_mapping_and_put_aside(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", district(voice("v")))
    (folder / "mappings").mkdir()
    (folder / "mappings" / "v.yaml").write_text(
        "format: 1\nkind: post\nzone: Asia/Shanghai\ncolumns: {at: 发布时间, text: 正文, reads: 阅读数}\n",
        encoding="utf-8",
    )
    path = dropped(
        folder,
        "v",
        "11月.csv",
        "发布时间,正文,阅读数\n2025-11-03 09:00,停水通知,1.2万\n2025-11-04 09:00,招聘会,10万+\n".encode(),
    )
    taken, _ = collected(folder, allow=[], bounds=QUICK)
    assert taken.refusals == ()
    assert [(cells["at"], cells["text"], cells["reads"]) for cells in rows_in(folder, "observations")] == [
        ("2025-11-03T09:00:00+08:00", "停水通知", "12000"),
        ("2025-11-04T09:00:00+08:00", "招聘会", ""),
    ]
    assert not path.exists()
    assert (path.parent / "done" / "11月.csv").is_file()
    assert len(list((folder / "raw").rglob("*"))) == 2


def test_what_cannot_be_taken_in_stays_where_it_is_and_says_why(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", district(voice("v")))
    left = [
        dropped(folder, "v", "a.csv", b"x\n1\n"),
        dropped(folder, "v", "b.docx", b"PK\x03\x04 cut"),
        dropped(folder, "v", "c.jsonl", b"{}\n"),
        dropped(folder, "stranger", "d.csv", b"x\n1\n"),
    ]
    taken, _ = collected(folder, allow=[], bounds=QUICK)
    assert taken.refusals[0].why.code == "no_voice_dropped"
    assert {each.why.code for each in taken.refusals} >= {
        "no_voice_dropped",
        "no_mapping",
        "source_unreadable",
    }
    assert all(path.is_file() for path in left)
    assert rows_in(folder, "observations") == []


def test_a_page_by_hand_is_an_observation_of_the_moment(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", district(voice("v", kind="site", collect="manual")))
    dropped(folder, "v", "首页.html", SITE)
    collected(folder, allow=[], bounds=QUICK)
    (cells,) = rows_in(folder, "observations")
    assert (cells["kind"], cells["at"], cells["captured"]) == ("page", NOW.isoformat(), NOW.isoformat())
    assert "办事大厅周六开放" in cells["text"]


@pytest.mark.parametrize("tampered", [False, True])
def test_a_providers_own_export_counts_only_with_its_registered_key(tmp_path: Path, tampered: bool) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key = secret.public_key().public_bytes_raw().hex()
    rows = district(voice("v"))
    rows["voice_keys"] = [row("voice_keys", voice="v", starts="2025-01-01", key=key)]
    folder = write(tmp_path / "d", rows)
    line = {"id": "p1", "kind": "post", "at": "2025-11-03T09:00:00+08:00", "text": "停水通知"}
    data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
    seal = {"format": 1, "voice": "v", "key": key, "signature": secret.sign(statement("v", data)).hex()}
    if tampered:
        data = data.replace("停水".encode(), "停电".encode())
    dropped(folder, "v", "x.jsonl", data)
    dropped(folder, "v", "x.jsonl.sig", json.dumps(seal).encode())
    taken, _ = collected(folder, allow=[], bounds=QUICK)
    codes = [each.why.code for each in taken.refusals]
    assert codes == (["self_export_unsigned"] if tampered else [])
    assert len(rows_in(folder, "observations")) == (0 if tampered else 1)


def test_one_accounts_signed_export_is_not_taken_for_another(tmp_path: Path) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key = secret.public_key().public_bytes_raw().hex()
    rows = district(voice("v"), voice("w"))
    rows["voice_keys"] = [row("voice_keys", voice=each, starts="2025-01-01", key=key) for each in ("v", "w")]
    folder = write(tmp_path / "d", rows)
    data = json.dumps({"id": "p1", "kind": "post", "at": "2025-11-03T09:00:00+08:00", "text": "甲"}).encode()
    seal = {"format": 1, "voice": "w", "key": key, "signature": secret.sign(statement("v", data)).hex()}
    dropped(folder, "w", "x.jsonl", data)
    dropped(folder, "w", "x.jsonl.sig", json.dumps(seal).encode())
    taken, _ = collected(folder, allow=[], bounds=QUICK)
    assert [each.why.code for each in taken.refusals] == ["self_export_unsigned"]


def test_links_in_the_drop_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不应读到", encoding="utf-8")
    folder = write(tmp_path / "d", district(voice("v"), voice("w")))
    (folder / "drop" / "v").mkdir(parents=True)
    (folder / "drop" / "v" / "x.txt").symlink_to(secret)
    (folder / "drop" / "w").symlink_to(tmp_path)
    taken, _ = collected(folder, allow=[], bounds=QUICK)
    assert [each.why.code for each in taken.refusals] == ["dropped_link", "dropped_link"]
    assert rows_in(folder, "observations") == []
    assert not (folder / "raw").exists()


@pytest.mark.allow_hosts([HOST])
def test_a_page_is_new_when_its_bytes_are_and_its_alert_stays_one(tmp_path: Path) -> None:
    spam = '<div style="display:none"><a href="http://bad.example.com">澳门新葡京娱乐场</a>时时彩开户 真人百家乐</div>'
    states = [SITE, SITE + spam.encode(), SITE + spam.encode() + b"<p>12:00</p>", SITE]
    ids = []
    with serving() as server:
        folder = write(
            tmp_path / "d", district(voice("v", kind="site", collect="page", address=server.url("/p")))
        )
        for day, state in enumerate(states, start=1):
            server.pages["/p"] = fixed(page(state))
            _, result = collected(
                folder, allow=server.allow, bounds=QUICK, now=datetime(2025, 12, day, 2, tzinfo=UTC)
            )
            ids.append([each.alert.id for each in result.proposed if each.alert.rule == "page-injected"])
    assert len(rows_in(folder, "observations")) == 4
    assert [len(each) for each in ids] == [0, 1, 1, 0]
    assert ids[1] == ids[2]
    assert [cells["id"] for cells in rows_in(folder, "findings") if "injected" in cells["id"]] == ids[1]


@pytest.mark.allow_hosts([HOST])
def test_a_site_map_leads_to_its_own_pages_only_and_a_dead_link_is_no_failed_look(tmp_path: Path) -> None:
    with serving() as other, serving() as server:
        urls = [server.url("/p"), server.url("/404"), other.url("/good"), "http://10.0.0.1/x", "http://[x"]
        inside = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
        head = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        server.pages |= {"/map": fixed(page(f"{head}{inside}</urlset>".encode())), "/p": fixed(page(SITE))}
        rows = district(voice("v", kind="site", collect="sitemap", address=server.url("/map")))
        folder = write(tmp_path / "d", rows)
        taken, _ = collected(folder, allow=[*server.allow, *other.allow], bounds=QUICK)
    assert [cells["outcome"] for cells in rows_in(folder, "collections")] == ["ok"]
    assert (taken.refusals, taken.tried) == ((), ())
    assert [(each.name, each.why.code) for each in taken.notes] == [("v", "collect_dead")]
    assert [cells["address"] for cells in rows_in(folder, "observations")] == [urls[0]]
    assert other.connections == 0


def test_a_paper_that_can_no_longer_be_read_is_told_and_its_words_are_looked_at(tmp_path: Path) -> None:
    rows = district(voice("v", kind="paper", collect="manual"))
    digest = "sha256:" + "0" * 64
    rows["observations"] = [
        said("d", "document", "2025-11-03T09:00:00+08:00", "水利局2025年工作总结", document=digest, voice="v")
    ]
    folder = write(tmp_path / "d", rows)
    raw = folder / "raw" / "00" / ("0" * 64)
    raw.parent.mkdir(parents=True)
    raw.write_bytes(b"PK\x03\x04 cut off")
    result = look(folder)
    assert [id for id, _ in result.unread] == ["d"]
    assert result.on == TODAY


def test_what_answers_something_never_captured_does_not_spoil_the_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", district(voice("v")))
    (folder / "mappings").mkdir()
    (folder / "mappings" / "v.yaml").write_text(
        "format: 1\nkind: reply\nzone: Asia/Shanghai\ncolumns: {at: 时间, text: 正文, answers: 留言编号}\n",
        encoding="utf-8",
    )
    dropped(folder, "v", "r.csv", "时间,正文,留言编号\n2025-11-03 09:00,已办理,77\n".encode())
    collected(folder, allow=[], bounds=QUICK)
    (cells,) = rows_in(folder, "observations")
    assert (cells["kind"], cells["answers"]) == ("reply", "")
    assert look(folder).unowned == 0


@pytest.mark.allow_hosts([HOST])
def test_the_pages_of_one_site_are_not_held_against_another_of_the_same_contract(tmp_path: Path) -> None:
    with serving({"/a": _fixed(SITE), "/b": _fixed(SITE)}) as server:
        both = [
            voice(name, kind="site", collect="page", address=server.url(f"/{name}")) for name in ("a", "b")
        ]
        folder = write(tmp_path / "d", district(*both))
        collected(folder, allow=server.allow, bounds=QUICK)
    with working_engine("memory") as (engine, scratch):
        opened = open_district(folder, engine=engine, scratch=scratch).sound()
        sight, _, _ = sight_of(opened, on=TODAY, how=Watching())
    found = {site.voice: [view.address for view in site.views] for _, site in sites(sight)}
    assert found == {name: [server.url(f"/{name}")] for name in ("a", "b")}


def test_an_account_silent_for_more_than_three_months_is_listed_as_dormant(tmp_path: Path) -> None:
    rows = district(voice("v", collect="feed"), voice("w", collect="feed"))
    rows["observations"] = [
        said("1", "post", "2025-03-03T09:00:00+08:00", "停水通知", voice="v"),
        said("2", "post", "2025-03-03T09:00:00+08:00", "停水通知", voice="w"),
        said("3", "post", "2025-11-20T09:00:00+08:00", "招聘会", voice="w"),
    ]
    rows["collections"] = [
        row("collections", voice=each, at=f"{TODAY}T09:00:00+08:00", outcome="ok", covers_from="2025-03-01")
        for each in ("v", "w")
    ]
    folder = write(tmp_path / "d", rows)
    with working_engine("memory") as (engine, scratch):
        voices = health_of(folder, on=TODAY, engine=engine, scratch=scratch).voices
    assert {each.voice: each.dormant for each in voices} == {"v": True, "w": False}
