"""What npm fetches is named exactly, with its hash, without an address, and runs nothing when it is installed."""

import json
import re

from tests.shape.tree import ROOT

FRONT = ROOT / "front"


def test_every_package_of_npm_is_named_by_its_exact_version() -> None:
    stated = json.loads((FRONT / "package.json").read_text(encoding="utf-8"))
    assert stated["private"] is True
    wanted = stated["dependencies"] | stated["devDependencies"]
    assert wanted
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_lock_of_npm_holds_a_hash_for_every_package_and_no_address() -> None:
    text = (FRONT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: each for name, each in json.loads(text)["packages"].items() if name}
    assert len(packages) > 3
    assert [name for name, each in packages.items() if not each["integrity"].startswith("sha512-")] == []
    assert "://" not in text
    assert "resolved" not in text


def test_npm_keeps_addresses_out_of_the_lock_and_runs_nothing_it_fetched() -> None:
    settings = (FRONT / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert {"omit-lockfile-registry-resolved=true", "ignore-scripts=true"} <= set(settings)
