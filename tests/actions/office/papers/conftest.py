"""A district with findings, and a folder for what is drawn."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases import hold_findings


@pytest.fixture
def district(db: None, settings: Settings, tmp_path: Path) -> None:
    """The district of `tests.cases`."""
    settings.DATA = tmp_path / "data"
    hold_findings(tmp_path / "district")
