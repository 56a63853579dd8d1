"""A small nlu_data, and a small catalogue that goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.database import Database
from bot.examples.reading import TRAINING_FILES
from bot.review.into_examples import Rules
from bot.review.labels import Labels
from knowledge.curation import Curation, Matter
from knowledge.document import Document

if TYPE_CHECKING:
    from tests.bot.review.room import Room

DOGS = Matter(id="dogs", title="犬吠扰民", audience="resident", terms=("狗叫",), refs=("boundaries/10",))
NOISE = Matter(id="noise", title="环境噪声", audience="resident", terms=("噪声",), refs=("boundaries/9",))
MATTERS = {matter.id: matter for matter in (DOGS, NOISE)}
TOP = 'version: "3.1"\n\nnlu:\n'


def block(intent: str, metadata: str, *texts: str) -> str:
    lines = "".join(f"      - {text}\n" for text in texts)
    return f"  - intent: {intent}\n    metadata: {metadata}\n    examples: |\n{lines}"


def small_data(folder: Path, dogs: str = "dogs", noise: str = "noise", noisy: str = "工地半夜打桩谁管") -> Path:
    """Files laid out as in nlu_data: most of them empty, and two matters, of these ids, in one."""
    place = folder / "nlu_data"
    (place / "matters").mkdir(parents=True)
    for name in TRAINING_FILES:
        if name != "matters":
            (place / name).write_text(TOP, encoding="utf-8")
    (place / "matters" / "home.yml").write_text(
        TOP
        + block("ask_unit", f"{{matter: {dogs}, voice: farmer}}", "俺邻居的狗老叫唤", "狗叫了一宿找谁")
        + block("ask_unit", f"{{matter: {noise}, voice: farmer}}", noisy),
        encoding="utf-8",
    )
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_data(tmp_path)


@pytest.fixture
def rules() -> Rules:
    return Rules(MATTERS, ["楼下跳广场舞归哪个部门"])


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path}/rightdoor.db")
    made.upgrade()
    return made


@pytest.fixture
def labels(database: Database) -> Labels:
    return Labels(database, now=lambda: 1_000_000.0)


@pytest.fixture
def room(tmp_path: Path, document: Document, curation: Curation) -> Iterator[Room]:
    from tests.bot.review.room import open_room

    with open_room(tmp_path, document, curation) as opened:
        yield opened
