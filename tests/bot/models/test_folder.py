"""The models as files, and the link to the one that answers."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bot.models.folder import ModelFolder, data_version, version_of


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return tmp_path / "models" / "rightdoor.tar.gz"


def put(folder: ModelFolder, version: str) -> None:
    folder.file(version).parent.mkdir(parents=True, exist_ok=True)
    folder.file(version).write_text(version, encoding="utf-8")


def test_the_link_leads_to_the_model_that_answers(live: Path) -> None:
    folder = ModelFolder(live)
    assert folder.live() == ""
    for version in ("one", "two"):
        put(folder, version)
        folder.point_to(version)
        assert (folder.live(), live.read_text(encoding="utf-8")) == (version, version)


def test_a_link_to_a_deleted_model_leads_nowhere(live: Path) -> None:
    folder = ModelFolder(live)
    put(folder, "one")
    folder.point_to("one")
    folder.delete("one")
    assert folder.live() == ""


def test_a_reader_finds_a_whole_model_while_the_link_is_replaced(live: Path) -> None:
    folder = ModelFolder(live)
    put(folder, "one")
    put(folder, "two")
    folder.point_to("one")
    stop = threading.Event()

    def replace() -> None:
        while not stop.is_set():
            folder.point_to("two")
            folder.point_to("one")

    replacing = threading.Thread(target=replace)
    replacing.start()
    try:
        assert {live.read_text(encoding="utf-8") for _ in range(2000)} <= {"one", "two"}
    finally:
        stop.set()
        replacing.join()


def test_a_model_from_before_the_register_gets_a_name_of_its_own(live: Path) -> None:
    live.parent.mkdir()
    live.write_bytes(b"old model")
    os.utime(live, (1_795_000_000, 1_795_000_000))
    folder = ModelFolder(live)

    folder.adopt()
    folder.adopt()  # a second start changes nothing

    assert folder.live() == "20261118-190640-efa5093d"
    assert live.read_bytes() == folder.file("20261118-190640-efa5093d").read_bytes() == b"old model"
    assert len(list(live.parent.iterdir())) == 2


def test_without_a_model_there_is_nothing_to_adopt(live: Path) -> None:
    ModelFolder(live).adopt()
    assert not live.parent.exists()


def test_the_version_says_when_in_china_and_from_what() -> None:
    assert version_of(0.0, "1a2b3c4d5e6f") == "19700101-080000-1a2b3c4d"


def test_other_examples_or_another_configuration_are_another_version(tmp_path: Path) -> None:
    (tmp_path / "bot" / "nlu").mkdir(parents=True)
    examples = tmp_path / "nlu_data"
    examples.mkdir()

    def changed(file: Path) -> str:
        file.write_text(f"{file} changed", encoding="utf-8")
        return data_version(examples, tmp_path)

    versions = [
        data_version(examples, tmp_path),
        changed(examples / "rules.yml"),
        changed(tmp_path / "config.yml"),
        changed(tmp_path / "bot" / "nlu" / "features.py"),
    ]
    assert len(set(versions)) == 4
    assert versions[-1] == data_version(examples, tmp_path)
