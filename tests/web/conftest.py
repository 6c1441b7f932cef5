"""What tests of the web share: the cast in the database, and a folder for static files."""

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tests.web import cast


@pytest.fixture
def staged(db: None, settings: Settings) -> None:
    """The cast, and nothing that another test left in the cache."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    cache.clear()
    cast.set_up()
