"""Lines of the log say what is on the list, and nothing else."""

import json
import logging

import pytest

from answerable.outside.logs import Line, log_settings

CANARIES = ("张三丰", "13912345678", "tok-5ecret")


def line_of(name: str, message: str, *args: object, **extra: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, None)
    vars(record).update(extra)
    return Line().format(record)


def test_an_event_of_ours_is_one_line_of_json_with_its_code_and_its_fields() -> None:
    said = json.loads(line_of("answerable.web", "request", status=200, ms=3, route="duties"))
    assert said.pop("at").endswith("+00:00")
    assert said == {"level": "warning", "event": "request", "status": 200, "ms": 3, "route": "duties"}


@pytest.mark.parametrize("canary", CANARIES)
def test_what_a_library_says_is_never_passed_on(canary: str) -> None:
    said = line_of("django.request", "Not Found: %s", f"/people/{canary}/", request=f"<GET {canary}>")
    assert canary not in said
    assert json.loads(said)["event"] == "django.request"


@pytest.mark.parametrize("canary", CANARIES)
def test_a_sentence_in_place_of_a_code_is_not_written_even_if_it_is_ours(canary: str) -> None:
    assert canary not in line_of("answerable.jobs", f"could not mail {canary}", job=f"{canary} {canary}")
    assert json.loads(line_of("answerable.jobs", f"no {canary}"))["event"] == "answerable.jobs"


@pytest.mark.parametrize("canary", CANARIES)
def test_of_an_error_only_class_and_lines_are_written(canary: str) -> None:
    with pytest.raises(ValueError) as caught:
        int(canary + "x")
    error = (caught.type, caught.value, caught.tb)
    said = Line().format(logging.LogRecord("answerable", logging.ERROR, __file__, 1, "failed", None, error))
    assert canary not in said
    assert json.loads(said)["error"] == "ValueError"
    assert "test_logs.py" in json.loads(said)["where"][0]


def test_the_settings_write_lines_and_silence_the_web_servers_own_log_of_visits() -> None:
    settings = log_settings("warning")
    assert settings["root"] == {"handlers": ["lines"], "level": "WARNING"}
    assert settings["loggers"]["granian.access"]["propagate"] is False
