"""The one API of the deployment, under /api/v1/. Its description, OpenAPI 3.1, is at /api/v1/openapi.json."""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from answerable.web.api import calls, problems
from answerable.web.api.grants import Tokens

VERSION = "1.0.0"


class Api(NinjaAPI):
    """Describes refusals as the documents that they are."""

    _described: Any = None

    def get_openapi_schema(self, **options: Any) -> Any:
        """The description, with problems under the media type of problems; made once."""
        if self._described is None:
            self._described = self._describe(**options)
        return self._described

    def _describe(self, **options: Any) -> Any:
        found = super().get_openapi_schema(**options)
        for path in found["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        response["content"] = {problems.TYPE: response["content"]["application/json"]}
        return found


def _api() -> NinjaAPI:
    made = Api(
        title="Answerable 担当",
        version=VERSION,
        description=(
            "Every list and every deed of the desk. Calls are signed with a token made under “my account”; "
            "refusals are problem documents (RFC 9457) that hold every fault at once. "
            "A POST with the header Idempotency-Key is done once, however often it is sent."
        ),
        auth=Tokens(),
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api",
    )
    problems.install(made)
    calls.install(made)
    return made


api = _api()
