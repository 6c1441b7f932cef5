"""What a request leaves in the log: no name, number, token, path or address, whatever is asked and however it ends."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from answerable.outside.logs import Line
from answerable.web.logs import RequestLog

NAME, PHONE, TOKEN = "张三丰", "13912345678", "tok-5ecret-9"
CANARIES = (NAME, PHONE, TOKEN)


class Lines(logging.Handler):
    """Every record that reaches the root, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Line())
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))

    def requests(self) -> list[dict[str, object]]:
        return [said for said in map(json.loads, self.said) if said["event"] == "request"]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def clean(lines: Lines) -> bool:
    told = "\n".join(lines.said)
    escaped = [json.dumps(canary).strip('"') for canary in CANARIES]
    return not any(canary in told for canary in (*CANARIES, *escaped, "%E5%BC%A0"))


@pytest.mark.django_db
def test_no_canary_in_path_query_header_or_body_reaches_the_log(lines: Lines) -> None:
    client = Client(
        raise_request_exception=False,
        headers={
            "user-agent": NAME,
            "x-request-id": TOKEN,
            "authorization": f"Bearer {TOKEN}",
            "referer": PHONE,
        },
        REMOTE_ADDR="203.0.113.9",
    )
    client.cookies["sessionid"] = TOKEN
    asked = {"name": NAME, "phone": PHONE, "token": TOKEN}
    for path in (f"/{PHONE}/{NAME}/", f"/contracts/{TOKEN}/", "/health/live", "/account/sign-in/", "/"):
        client.get(path, asked)
        client.post(path, asked)
    client.get("/", headers={"host": f"{TOKEN}.example"})
    client.post("/account/sign-in/", {"login": PHONE, "password": TOKEN})
    assert len(lines.requests()) >= 8
    assert clean(lines)
    assert "203.0.113.9" not in "\n".join(lines.said)


def test_a_request_is_told_by_route_status_and_time(lines: Lines) -> None:
    response = Client().get("/none/at/all", headers={"x-request-id": TOKEN})
    (said,) = lines.requests()
    assert said.keys() == {"at", "level", "event", "request", "route", "status", "ms"}
    assert (said["route"], said["status"]) == ("none", 404)
    assert response["X-Request-Id"] == said["request"]


def test_a_failure_leaves_its_class_and_lines_and_not_what_it_said(lines: Lines) -> None:
    def fails(_request: HttpRequest) -> HttpResponse:
        raise ValueError(f"{NAME} {PHONE} {TOKEN}")

    with pytest.raises(ValueError):
        RequestLog(fails)(RequestFactory().get(f"/{PHONE}"))
    (said,) = lines.requests()
    assert (said["error"], said["status"], said["level"]) == ("ValueError", 500, "error")
    assert clean(lines)


def test_asking_for_health_every_second_does_not_fill_the_log(lines: Lines) -> None:
    Client().get("/health/live")
    assert lines.requests() == []
