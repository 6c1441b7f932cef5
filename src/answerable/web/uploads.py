"""What a request may bring in files: of accounts as much as the settings say, of visitors nothing."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from answerable.actions.office.attaching import MEGABYTE

_MARK = "answerable.too_large"


class Bounded(FileUploadHandler):
    """Lets files through to the handlers after it up to the limit; the rest is read from the wire and not kept."""

    _left = 0

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """A request begins."""
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        self._left = max(settings.UPLOAD_MB, settings.IMPORT_MB) * MEGABYTE if known else 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a chunk on, unless it is too much."""
        self._left -= len(raw_data)
        if self._left < 0:
            if self.request is not None:
                self.request.META.setdefault(_MARK, set()).add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file is kept by a handler after this one."""


def too_large(request: HttpRequest, name: str) -> bool:
    """Whether the file of this field was not kept because it was too large."""
    return name in request.META.get(_MARK, ())
