"""Calls of every operation with whatever the description allows, and with what it does not (schemathesis)."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test.utils import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from answerable.web.desk.registry import LISTINGS
from answerable.web.wsgi import application
from tests.web.api.calling import get, said, token

ROLES = ("handler", "leader", "head", "supervisor", "provider")


def operations() -> Iterator[Any]:
    """Every operation that the API describes."""
    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    _without_patterns(schema.raw_schema)
    for found in schema.get_all_operations():
        yield found.ok()


def _without_patterns(described: Any) -> None:
    """Any character may be tried then; schemathesis makes megabytes of each pattern that has a length."""
    if isinstance(described, dict) and isinstance(described.get("pattern"), str):
        del described["pattern"]
    parts = (
        described.values()
        if isinstance(described, dict)
        else described
        if isinstance(described, list)
        else ()
    )
    for part in parts:
        _without_patterns(part)


def fuzz(calls: int) -> tuple[Counter[int], list[str]]:
    """Call every operation about equally often, `calls` times in all; how they ended, and what failed.

    Half of the calls are as the description asks, half are not. Ids that some list tells stand in the place of every
    other key, so that calls reach more than “not there”.
    """
    tokens = [token(role) for role in ROLES]
    known = _known(tokens)
    ended: Counter[int] = Counter()
    failed: list[str] = []
    with _quiet():
        every = list(operations())
        each = -(-calls // (2 * len(every)))
        for operation in every:
            _both(operation, each, tokens=tokens, known=known, ended=ended, failed=failed)
    return ended, failed


@contextmanager
def _quiet() -> Iterator[None]:
    """Some thousand calls in a log tell nobody anything; and the test's connection is not theirs to close."""
    log = logging.getLogger("answerable.web")
    before, edges = log.level, (request_started, request_finished)
    log.setLevel(logging.CRITICAL)
    for each in edges:
        each.disconnect(close_old_connections)
    try:
        yield
    finally:
        log.setLevel(before)
        for each in edges:
            each.connect(close_old_connections)


def _both(operation: Any, count: int, **more: Any) -> None:
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        _call(operation, mode, count, **more)


def _known(tokens: list[str]) -> dict[str, str]:
    """For each area the id of something that is there, as its lists tell."""
    found: dict[str, str] = {}
    for listing in LISTINGS.values():
        area = listing.area.replace("_", "-")
        path = f"/{area}/list/{listing.name.replace('_', '-')}" if listing.name else f"/{area}"
        for text in tokens:
            items = said(get(text, path)).get("items", [])
            if items:
                found.setdefault(area, items[0]["id"])
    return found


def _call(
    operation: Any,
    mode: GenerationMode,
    count: int,
    *,
    tokens: list[str],
    known: dict[str, str],
    ended: Counter[int],
    failed: list[str],
) -> None:
    done = 0

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        nonlocal done
        done += 1
        key = known.get(operation.path.split("/")[3])
        if key and done % 2 and case.path_parameters:
            case.path_parameters = {name: key for name in case.path_parameters}
        with override_settings(ALLOWED_HOSTS=["*"]):
            answer = case.call(headers={"Authorization": f"Bearer {tokens[done % len(tokens)]}"})
        ended[answer.status_code] += 1
        if answer.status_code >= 500:
            failed.append(f"{case.method} {case.formatted_path} {str(case.body)[:300]} {answer.text[:300]}")

    run()
