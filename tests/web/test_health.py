"""What those who watch the system are told, and who may read its figures."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.records.models import Batch, Entry, JobRun
from answerable.web import health

NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


def figures_of(client: Client) -> dict[str, float]:
    said = client.get("/metrics").content.decode()
    lines = [line for line in said.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_a_living_process_says_so_without_asking_the_database(client: Client) -> None:
    # Without the mark that permits a database, asking it would fail.
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_a_system_with_database_and_tables_is_ready(client: Client) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"ready": True, "missing": []})


@pytest.mark.parametrize("lacking", ["database", "migrations"])
def test_a_system_that_lacks_something_says_what(
    client: Client, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    monkeypatch.setattr(health, "missing", lambda: (lacking,))
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"ready": False, "missing": [lacking]})


@pytest.mark.django_db
def test_the_figures_are_those_of_the_database(client: Client) -> None:
    Entry.objects.create(id="a", number=41, at=NOON, act="load", body="{}")
    Entry.objects.create(id="b", at=NOON, act="load", body="{}")
    Batch.objects.create(of="ratings", began_at=NOON)
    Batch.objects.create(of="ratings", began_at=NOON, accepted_at=NOON)
    JobRun.objects.create(name="assess", last_at=NOON, ok=False, what="ValueError")
    found = figures_of(client)
    assert found["answerable_entries"] == 43
    assert found["answerable_entries_unsequenced"] == 1
    assert found["answerable_batches_open"] == 1
    assert found['answerable_job_last_run_seconds{job="assess"}'] == NOON.timestamp()
    assert found['answerable_job_ok{job="assess"}'] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "more", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.1.2.3", {}, 403),
        ("", {}, 403),
        ("127.0.0.1", {"HTTP_X_FORWARDED_FOR": "10.1.2.3"}, 403),
        ("127.0.0.1", {"HTTP_FORWARDED": "for=10.1.2.3"}, 403),
    ],
)
def test_without_a_token_only_this_machine_reads_the_figures_and_not_through_a_gateway(
    address: str, more: dict[str, Any], status: int
) -> None:
    assert Client().generic("GET", "/metrics", REMOTE_ADDR=address, **more).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stated", "status"),
    [("Bearer token-of-ours", 200), ("Bearer another", 403), ("Bearer ", 403), ("", 403), ("Bearer 张", 403)],
)
def test_with_a_token_everybody_needs_it(
    client: Client, settings: Settings, stated: str, status: int
) -> None:
    settings.METRICS_TOKEN = "token-of-ours"  # noqa: S105 - made up
    headers = {"Authorization": stated.encode().decode("latin-1")} if stated else {}
    assert client.get("/metrics", headers=headers, REMOTE_ADDR="127.0.0.1").status_code == status


def test_figures_of_a_database_that_is_away_are_no_figures(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health, "figures", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert client.get("/metrics").status_code == 503


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_nothing_is_changed_there(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
