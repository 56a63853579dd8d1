"""Training examples as values: Rasa YAML blocks, one example a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.settings import EXAMPLES

# Trained on, in this order; a folder stands for all files in it.
TRAINING_FILES = (
    "rules.yml",
    "talk.yml",
    "out_of_scope.yml",
    "emergency.yml",
    "follow_ups.yml",
    "corrections.yml",
    "ambiguous.yml",
    "matters",
)


class ExampleError(Exception):
    """A file of examples that cannot be read: one line saying which and why."""


@dataclass(frozen=True)
class Example:
    """``metadata`` is that of the block: ``matter``, ``matters``, ``follow_up``, ``numbers``, ``voice``."""

    text: str
    intent: str
    metadata: Mapping[str, Any] = field(hash=False)
    file: str = ""

    @property
    def voice(self) -> str:
        return str(self.metadata.get("voice", ""))

    @property
    def label(self) -> str:
        """What the example is about, as one word: ``dogs``, ``dogs,noise``, ``follow_up`` or its intent."""
        if "matter" in self.metadata:
            return str(self.metadata["matter"])
        if "matters" in self.metadata:
            return ",".join(sorted(self.metadata["matters"]))
        return "follow_up" if self.metadata.get("follow_up") else self.intent


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every example that a model is trained on, in the files' order. Raises ExampleError."""
    return [example for file in training_files(folder) for example in read_file(file)]


def training_files(folder: Path = EXAMPLES) -> list[Path]:
    found: list[Path] = []
    for name in TRAINING_FILES:
        place = folder / name
        found += sorted(place.glob("*.yml")) if place.is_dir() else [place]
    return found


def read_file(file: Path | str) -> list[Example]:
    """The examples of one file. Raises ExampleError."""
    path = Path(file)
    try:
        return read_content(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise _no_examples(path, error) from error


def read_content(content: str, path: Path) -> list[Example]:
    """The examples of a file that holds this. Raises ExampleError."""
    try:
        return [
            Example(line.removeprefix("- "), block["intent"], block.get("metadata") or {}, path.name)
            for block in yaml.load(content, LOADER).get("nlu") or []
            for line in block["examples"].splitlines()
        ]
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise _no_examples(path, error) from error


def _no_examples(path: Path, error: Exception) -> ExampleError:
    return ExampleError(f"{path}：不是例句文件（{type(error).__name__}：{' '.join(str(error).split())}）")


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # many times faster where it is built
