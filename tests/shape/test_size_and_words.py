"""Modules stay small, every module says what it is for, and no file knows one particular machine."""

import ast
import re

from tests.shape.tree import PACKAGE, ROOT, modules, texts, tracked

MAX_LINES = 400
# Joined here, so that this file holds none of them.
NEEDLES = re.compile(
    "|".join(
        (
            "/".join(("", "root", "")),
            "/".join(("", "work", "")),
            "/".join(("", "home", r"\w")),
            "/".join(("", "Users", r"\w")),
            r"[A-Z]:\\" + "Users",
            "python" + "hosted",
            "pypi" + r"\.(?:org|tuna)|pypi" + "/simple",
            "--(?:extra-)?index" + "-url",
            "--find" + "-links",
            "registry" + r"\.npm",
            "mirrors" + r"\.\w+",
        )
    )
)


def test_no_module_has_more_than_400_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked()
        # Django writes migrations from the models, and nobody edits them again.
        if path.suffix == ".py"
        and not path.name.endswith(("_initial.py", "0003_desk.py", "_0004_correction.py"))
    }
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


def test_every_module_and_package_says_what_it_is_for() -> None:
    assert [module for module, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (PACKAGE / folder / "__init__.py").exists()] == []


def test_no_file_names_a_machine_path_or_a_package_registry() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if NEEDLES.search(line)
    ]
    assert found == []


def test_the_locks_hold_a_hash_for_every_package_and_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        packages = re.split(r"(?m)^(?=\S)", text)[1:]
        assert packages
        assert all("==" in package and "--hash=sha256:" in package for package in packages), lock
        assert "://" not in text


def test_the_runtime_lock_is_part_of_the_other_locks() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"(?m)^\S+==\S+", (ROOT / "requirements" / name).read_text(encoding="utf-8")))

    assert pins("runtime.txt") <= pins("dev.txt") <= pins("bench.txt")
    assert pins("dev.txt") <= pins("spark.txt")
