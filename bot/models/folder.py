"""The models as files: ``<version>.tar.gz`` in one folder, and a link to the one that answers.

The link stands where the only model stood before there was a register
(``Settings.model``), so whoever wants the model that answers opens the same
path as ever. A link is replaced in one step: nobody finds none, or half of one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.examples.reading import training_files
from bot.settings import EXAMPLES, ROOT
from knowledge.staff import BEIJING

SUFFIX = ".tar.gz"
_DIGITS = 8  # of the data's hash in a version


def data_version(examples: Path = EXAMPLES, root: Path = ROOT) -> str:
    """The SHA-256, in hex, of what a model is made from: the examples, Rasa's configuration and the components."""
    made_from = [*training_files(examples), root / "config.yml", root / "domain.yml"]
    made_from += sorted(file for file in (root / "bot" / "nlu").iterdir() if file.is_file())
    digest = hashlib.sha256()
    for file in made_from:
        digest.update(file.name.encode() + b"\0" + (file.read_bytes() if file.exists() else b"") + b"\0")
    return digest.hexdigest()


def version_of(at: float, data: str) -> str:
    """``20261124-150301-1a2b3c4d``: when trained, by a clock in China, and from what."""
    return f"{datetime.fromtimestamp(at, BEIJING):%Y%m%d-%H%M%S}-{data[:_DIGITS]}"


class ModelFolder:
    """``live``: the link. Raises OSError where the disk refuses."""

    def __init__(self, live: Path) -> None:
        self._live = live

    def file(self, version: str) -> Path:
        return self._live.with_name(version + SUFFIX)

    def results(self, version: str) -> Path:
        """Where the model's results of the golden questions are kept."""
        return self._live.with_name(f"{version}.golden.json")

    def live(self) -> str:
        """The version that answers, empty where there is none."""
        if not self._live.is_symlink() or not self._live.exists():
            return ""
        return Path(os.readlink(self._live)).name.removesuffix(SUFFIX)

    def point_to(self, version: str) -> None:
        new = self._live.with_name(f".{self._live.name}.new")
        new.unlink(missing_ok=True)
        new.symlink_to(self.file(version).name)
        os.replace(new, self._live)

    def adopt(self) -> None:
        """Give a model from before the register its own name, without a moment in which there is none."""
        if self._live.is_symlink() or not self._live.exists():
            return
        with self._live.open("rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        version = version_of(self._live.stat().st_mtime, digest)
        if not self.file(version).exists():
            os.link(self._live, self.file(version))
        self.point_to(version)

    def delete(self, version: str) -> None:
        self.file(version).unlink(missing_ok=True)
        self.results(version).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Of all processes one is inside; the others wait."""
        self._live.parent.mkdir(parents=True, exist_ok=True)
        with self._live.with_name(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
