"""The items of an order that is on its way, as its decision states them."""

import json
from collections.abc import Mapping
from typing import Any


def items_of(content: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """What the order demands, item by item; nothing of a decision that states no items."""
    try:
        found = json.loads(str(content.get("items", "[]")))
    except (ValueError, RecursionError):
        return ()
    return tuple(each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()
