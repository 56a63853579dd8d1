"""Files replaced in one go."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path

import pytest

from bot.review import replacing
from bot.review.replacing import exclusive, replace_files


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    files = tmp_path / "one.yml", tmp_path / "other.yml"
    for file in files:
        file.write_text("old", encoding="utf-8")
    return files


def test_each_file_has_its_new_content_and_its_mode(two: tuple[Path, Path]) -> None:
    two[0].chmod(0o640)

    replace_files({two[0]: "甲\n", two[1]: "乙\n"})

    assert [file.read_bytes().decode() for file in two] == ["甲\n", "乙\n"]
    assert stat.S_IMODE(two[0].stat().st_mode) == 0o640
    assert sorted(two[0].parent.iterdir()) == sorted(two)


def test_a_full_disk_leaves_all_as_it_was(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    room = iter([True, False])

    def fsync(_handle: int) -> None:
        if not next(room):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacing.os, "fsync", fsync)
    with pytest.raises(OSError, match="No space left"):
        replace_files({two[0]: "甲", two[1]: "乙"})

    assert [file.read_text(encoding="utf-8") for file in two] == ["old", "old"]
    assert sorted(two[0].parent.iterdir()) == sorted(two)


def test_nobody_else_is_in_the_folder_meanwhile(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    with exclusive(tmp_path), pytest.raises(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)
