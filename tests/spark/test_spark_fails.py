"""What is said where Spark cannot run; no cluster is needed for it."""

import sys
from pathlib import Path

import pytest

from answerable.cli.main import main
from answerable.core.terms.errors import InputError
from answerable.engines.spark import SparkEngine
from tests.builders import small_district, write


def refused(scratch: Path, master: str = "local[1]") -> str:
    with pytest.raises(InputError) as caught, SparkEngine(scratch, master):
        pass
    return caught.value.message.code


def test_without_spark_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert refused(tmp_path) == "no_spark"


def test_without_java_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(tmp_path) == "no_java"


def test_a_cluster_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, small_district())
    monkeypatch.setenv("ANSWERABLE_SPARK_MASTER", "nonsense")
    assert main(["assess", str(folder), "--on", "2025-07-10", "--engine", "spark", "--lang", "en"]) == 2
    assert "Spark did not start on nonsense" in capsys.readouterr().err
