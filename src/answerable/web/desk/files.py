"""Evidence files of a form: kept under their hash, which is what the record holds."""

from collections.abc import Iterable

from django.http import HttpRequest

from answerable.web.actor import Visit
from answerable.web.desk.fields import Field


def keep_files(request: HttpRequest, visit: Visit, fields: Iterable[Field]) -> dict[str, str]:
    """Keep what was uploaded; the hash of each, by field. Nothing of a field without a file."""
    return {}
