"""The operations: lists are read, deeds are done. Permission is asked exactly as on the pages."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Body, Header, NinjaAPI, Query, UploadedFile
from ninja.responses import Status

from answerable.actions.office.answering import once
from answerable.actions.office.attaching import Brought, UploadError, attach, brought_fault
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.tables.types import IDENT
from answerable.core.terms.message import Message
from answerable.render import words
from answerable.web.actor import Visit
from answerable.web.api.grants import FILES
from answerable.web.api.grants import visit as visit_in
from answerable.web.api.shapes import Attached, Did, Listed, Problem, body_of, item_of, texts_of, wanted_of
from answerable.web.desk.deeds import Deed, Doing
from answerable.web.desk.fields import Field
from answerable.web.desk.forms import faults_of
from answerable.web.desk.lists import Listing, Wanted, ordered
from answerable.web.desk.registry import DEEDS, LISTINGS
from answerable.web.uploads import too_large

_REFUSALS = dict.fromkeys((400, 401, 403, 404, 422, 500, 503), Problem)
_ACTING = _REFUSALS | {409: Problem}
_REPEATED: Any = Header(  # type: ignore[type-arg]
    None,
    alias="Idempotency-Key",
    description="The same key and body again: done once, answered alike.",
    max_length=80,
)


def install(api: NinjaAPI) -> None:
    """Give the API a call for each list, for each line of it, and for each deed; and one that takes files."""
    api.default_router.add_api_operation(
        "/files",
        ["POST"],
        _attach,
        response={200: Attached, **_REFUSALS},
        operation_id="files_attach",
        summary=words.label("web_api_files", "en"),
        description=words.label("web_api_files", "zh"),
        tags=["files"],
        url_name="api_files_attach",
    )
    # Deeds that make something come first: “register” is no contract's id.
    for deed in DEEDS.values():
        if not deed.keyed:
            _add(api, deed, f"/{_dashed(deed.area)}/{_dashed(deed.name)}", _done(deed), answer=Did)
    for listing in LISTINGS.values():
        path = f"/{_place(listing)}"
        _add(api, listing, path, _listed(listing), answer=Listed)
        if not listing.name:
            _add(api, listing, f"{path}/{{key}}", _one(listing), answer=dict[str, Any])
    for deed in DEEDS.values():
        if deed.keyed:
            _add(api, deed, f"/{_dashed(deed.area)}/{{key}}/{_dashed(deed.name)}", _done(deed), answer=Did)


def _add(api: NinjaAPI, of: Listing | Deed, path: str, view: Callable[..., Any], *, answer: Any) -> None:
    acts = isinstance(of, Deed)
    name = f"{of.route}_one" if not acts and path.endswith("{key}") else of.route
    api.default_router.add_api_operation(
        path,
        ["POST" if acts else "GET"],
        view,
        response={200: answer, **(_ACTING if acts else _REFUSALS)},
        operation_id=name,
        summary=words.label(of.title, "en"),
        description=words.label(of.title, "zh"),
        tags=[of.area],
        url_name=f"api_{name}",
    )


def _attach(request: HttpRequest, file: UploadedFile) -> dict[str, Any]:
    """Keep an evidence file; deeds name it by its hash."""
    visit = visit_in(request, FILES)
    if too_large(request, "file"):
        raise UploadError("upload_too_large", most=settings.UPLOAD_MB)
    brought = Brought(file.name or "", file.chunks())
    kept = attach(brought, account=visit.account, at=visit.now, most_mb=settings.UPLOAD_MB)
    return {"hash": kept.hash, "name": kept.name, "size": kept.size}


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _place(listing: Listing) -> str:
    area = _dashed(listing.area)
    return f"{area}/list/{_dashed(listing.name)}" if listing.name else area


def _open(request: HttpRequest, listing: Listing) -> Visit:
    visit = visit_in(request, f"{listing.area}:read")
    visit.require(listing.act, listing.subject(visit), key=listing.route)
    return visit


def _listed(listing: Listing) -> Callable[..., Any]:
    def view(request: HttpRequest, wanted: Any) -> dict[str, Any]:
        visit = _open(request, listing)
        stated = wanted.dict()
        _refuse_unasked(request.GET, stated)
        filters = texts_of({each.name: stated[each.name] for each in listing.filters})
        sound = Wanted({name: text for name, text in filters.items() if text})
        _refuse(tuple(each for each in listing.filters if sound[each.name]), sound.filters, visit=visit)
        rows = ordered(listing, listing.rows(visit, sound), stated["sort"] or "")
        page = Paginator(rows, stated["per_page"]).get_page(stated["page"])
        lines = listing.lines(visit, list(page.object_list))
        return {
            "items": [item_of(listing, line, visit) for line in lines],
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
        }

    view.__annotations__["wanted"] = Query[wanted_of(listing)]  # type: ignore[misc]
    return view


def _one(listing: Listing) -> Callable[..., Any]:
    def view(request: HttpRequest, key: str) -> dict[str, Any]:
        visit = _open(request, listing)
        rows = listing.rows(visit, Wanted()) if IDENT.matches(key) else []
        if isinstance(rows, QuerySet):
            rows = list(rows.filter(**{listing.by_id: key})[:1])
        line = next((each for each in listing.lines(visit, rows) if each.key == key), None)
        if line is None:
            raise Http404
        return item_of(listing, line, visit)

    return view


def _done(deed: Deed) -> Callable[..., Any]:
    def act(request: HttpRequest, key: str, body: Any, idempotency_key: str | None) -> Any:
        visit = visit_in(request, f"{deed.area}:act")
        subject = deed.subject(visit, key) if not deed.keyed or IDENT.matches(key) else None
        if subject is None:
            raise Http404
        visit.require(deed.act, subject, key=key or deed.route)
        stated = body.dict()

        def do() -> tuple[int, dict[str, Any]]:
            return 200, _do(deed, visit, key, stated)

        if idempotency_key is None:
            with transaction.atomic():
                status, answer = do()
        else:
            whole = b"\n".join((request.method.encode(), request.path.encode(), request.body))  # type: ignore[union-attr]
            status, answer = once(visit.account, idempotency_key, request=whole, at=visit.now, do=do)
        return Status(status, answer)

    return _signed(deed, act)


def _signed(deed: Deed, act: Callable[..., Any]) -> Callable[..., Any]:
    """The act with the arguments that the framework reads from a request."""
    shape = body_of(deed)

    def with_key(request: HttpRequest, key: str, body: Any, idempotency_key: Any = _REPEATED) -> Any:
        return act(request, key, body, idempotency_key)

    def without(request: HttpRequest, body: Any, idempotency_key: Any = _REPEATED) -> Any:
        return act(request, "", body, idempotency_key)

    view: Callable[..., Any] = with_key if deed.keyed else without
    view.__annotations__ |= {"body": Body[shape], "idempotency_key": str | None}  # type: ignore[misc, valid-type]
    return view


def _do(deed: Deed, visit: Visit, key: str, stated: dict[str, Any]) -> dict[str, Any]:
    fields = deed.all_fields(visit, key)
    cells = texts_of(stated)
    _refuse_unknown(fields, stated.get("cells", {}))
    doing = Doing(visit, key, cells, stated.get("seen", {}))
    if deed.guard is not None:
        deed.guard(doing)
    _refuse(fields, cells, visit=visit, key=key)
    _refuse_foreign(deed, visit, key, cells)
    done = deed.does(doing)
    return {"path": done.path, "answer": {name: _plain(each) for name, each in done.answer.items()}}


def _refuse(fields: tuple[Field, ...], cells: Mapping[str, str], *, visit: Visit, key: str = "") -> None:
    """Raise UnsoundError with everything that is wrong with the cells by themselves."""
    faults = tuple(
        Fault("body", None, name, message) for name, message in faults_of(fields, cells, visit=visit, key=key)
    )
    if faults:
        raise UnsoundError("body", faults)


def _refuse_unasked(query: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """A misspelt filter is told: without a word it would show everything."""
    faults = tuple(
        Fault("query", None, name[:100], Message.of("field_unknown", name=name[:40]))
        for name in sorted(set(query) - set(known))
    )
    if faults:
        raise UnsoundError("query", faults)


def _refuse_unknown(fields: tuple[Field, ...], cells: Mapping[str, str]) -> None:
    """What no field asks for is told, and never lost without a word."""
    odd = tuple(sorted(set(cells) - {each.name for each in fields}))
    if odd:
        faults = tuple(
            Fault("body", None, f"cells.{name}"[:100], Message.of("field_unknown", name=name[:40]))
            for name in odd
        )
        raise UnsoundError("body", faults)


def _refuse_foreign(deed: Deed, visit: Visit, key: str, cells: dict[str, str]) -> None:
    """A file counts if the account brought it, or it stands there now."""
    now = {} if deed.current is None else deed.current(visit, key)
    faults = tuple(
        Fault("body", None, field.name, fault)
        for field in deed.all_fields(visit, key)
        if field.file and (hash := cells.get(field.name)) and hash != now.get(field.name)
        if (fault := brought_fault(hash, visit.account, field.kinds)) is not None
    )
    if faults:
        raise UnsoundError("body", faults)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
