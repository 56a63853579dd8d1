"""Files replaced in one go, each whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Let no other process change the folder's files meanwhile: it waits. OSError where there is no such folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_files(contents: Mapping[Path, str]) -> None:
    """Give existing files new contents; OSError, and nothing is changed, where there is no room for all of them."""
    with ExitStack() as undone:
        written = {}
        for path, content in contents.items():
            temporary = written[path] = path.with_name(path.name + ".tmp")
            undone.callback(temporary.unlink, missing_ok=True)
            _write(temporary, content)
            shutil.copymode(path, temporary)
        for path, temporary in written.items():
            os.replace(temporary, path)
    for folder in {path.parent for path in contents}:
        _sync(folder)


def _write(path: Path, content: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
