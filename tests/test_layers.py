"""bot → actions → knowledge, never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "knowledge": {"knowledge"},
    "actions": {"actions", "knowledge"},
    "bot": {"bot", "actions", "knowledge"},
}
FRAMEWORK_FREE = {"knowledge": ("rasa", "rasa_sdk", "sanic", "spacy")}


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_nothing_imports_upwards(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    upwards = {
        str(file.relative_to(ROOT)): found
        for file in files
        if (found := (imported(file) & set(MAY_IMPORT)) - MAY_IMPORT[package])
    }
    assert upwards == {}


def test_knowledge_knows_nothing_of_frameworks() -> None:
    for file in (ROOT / "knowledge").rglob("*.py"):
        assert imported(file).isdisjoint(FRAMEWORK_FREE["knowledge"]), file
