"""Who calls: a token in the header `Authorization: Bearer …`, and what it opens."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from answerable.actions.office.tokens import Grant, grant_of
from answerable.core.terms.errors import InputError
from answerable.web.actor import Visit, today, visit_of
from answerable.web.desk.registry import DEEDS, LISTINGS

FILES = "files:act"
"""The scope in which files are brought."""


class ScopeError(InputError):
    """The token was not given the scope that the call needs."""

    def __init__(self, scope: str) -> None:
        super().__init__("token_lacks_scope", scope=scope)


class Tokens(HttpBearer):
    """The one way to sign a call in. The sessions of browsers open nothing here, so no other site can call in one."""

    openapi_description = "ans_…, made under “my account”"

    def authenticate(self, request: HttpRequest, token: str) -> Grant | None:
        """The grant of the token; None refuses the call. Files are taken of accounts alone, so the request has one."""
        found = grant_of(token, on=today())
        if found is not None:
            request.user = found.account
        return found


def visit(request: HttpRequest, scope: str) -> Visit:
    """The visit of whoever calls. Raises ScopeError if the token does not reach so far."""
    grant: Grant = request.auth  # type: ignore[attr-defined]
    if scope not in grant.scopes:
        raise ScopeError(scope)
    return visit_of(grant.account)


def scopes() -> tuple[str, ...]:
    """Every scope there is: of each area to read its lists, and to do its deeds."""
    read = {f"{each.area}:read" for each in LISTINGS.values()}
    act = {f"{each.area}:act" for each in DEEDS.values()}
    return tuple(sorted(read | act | {FILES}))
