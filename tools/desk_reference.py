"""The page of the reference on the desk: every list and every deed, with its page and its call."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from answerable.render import words

if TYPE_CHECKING:
    from answerable.web.desk.deeds import Deed
    from answerable.web.desk.fields import Field
    from answerable.web.desk.lists import Listing

_HEAD = """# The desk and its API

Every list and every deed is declared once; its page, its files (`?format=csv`, `?format=xlsx`) and its call are made
from that.
The description of the API, OpenAPI 3.1, is at `/api/v1/openapi.json` of a running system.

Calls carry `Authorization: Bearer TOKEN`; tokens are made under “my account”, for chosen scopes, and open at most what
the account may do on the day. `GET` of a list takes its filters, `sort`, `page` and `per_page` (at most 200). `POST`
of a deed takes a JSON object with its fields; with the header `Idempotency-Key` it is done once, however often it is
sent. Refusals are `application/problem+json` (RFC 9457) and hold every fault at once: `field`, `code`, `detail`.
"""


def desk_page() -> str:
    """The page, area by area. Raises nothing; the program's own settings are enough to ask what is declared."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    import django

    django.setup()
    from answerable.web.desk.registry import DEEDS, LISTINGS

    areas = dict.fromkeys([each.area for each in LISTINGS.values()] + [each.area for each in DEEDS.values()])
    lines = [_HEAD]
    for area in areas:
        lines += [f"## {area}", ""]
        lists = [each for each in LISTINGS.values() if each.area == area]
        deeds = [each for each in DEEDS.values() if each.area == area]
        if lists:
            lines += ["| list | page | columns | filters |", "|---|---|---|---|"]
            lines += [_list_row(each) for each in lists] + [""]
        if deeds:
            lines += [
                "| deed | page; call: the same without `/do`, under `/api/v1` | fields |",
                "|---|---|---|",
            ]
            lines += [_deed_row(each) for each in deeds] + [""]
    return "\n".join(lines).rstrip() + "\n"


def _list_row(listing: "Listing") -> str:
    page = f"/{_dashed(listing.area)}/" + (f"list/{_dashed(listing.name)}/" if listing.name else "")
    columns = ", ".join(f"`{each.name}`" for each in listing.columns)
    filters = ", ".join(f"`{each.name}`" for each in listing.filters)
    return f"| {_both(listing.title)} | `{page}` | {columns} | {filters} |"


def _deed_row(deed: "Deed") -> str:
    from answerable.web.desk.views import deed_path

    page = "/" + deed_path(deed).replace("<str:key>", "KEY")
    fields = ", ".join(_fields(deed))
    return f"| {_both(deed.title)} | `{page}` | {fields} |"


def _fields(deed: "Deed") -> Iterator[str]:
    for field in deed.fields:
        yield f"`{field.name}`{_star(field)}"
    if deed.more is not None:
        yield "`cells`: one for each item of the object"


def _star(field: "Field") -> str:
    return "" if field.column.required else " (optional)"


def _both(title: str) -> str:
    return f"{words.label(title, 'en')}<br>{words.label(title, 'zh')}"


def _dashed(name: str) -> str:
    return name.replace("_", "-")
