"""Calls of the API as a program makes them."""

import json
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from answerable.actions.office.tokens import give
from answerable.records.models import Account
from answerable.web.api.grants import scopes
from tests.web.cast import today


def token(name: str, *wanted: str, days: int = 30) -> str:
    """A token of the account, for everything unless scopes are named."""
    known = scopes()
    at = datetime.now(UTC)
    return give(
        Account.objects.get(username=name),
        name="test",
        scopes=wanted or known,
        known=known,
        days=days,
        at=at,
        on=today(),
    )


def get(text: str, path: str, **query: Any) -> Any:
    """Read something with a token."""
    return Client(headers={"Authorization": f"Bearer {text}"}).get(f"/api/v1{path}", query)


def post(text: str, path: str, body: Any, **headers: str) -> Any:
    """Do something with a token."""
    browser = Client(headers={"Authorization": f"Bearer {text}", **headers})
    return browser.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def said(answer: Any) -> Any:
    """The body of an answer."""
    return json.loads(answer.content)
