"""By what a classifier's scores are multiplied before the softmax, so that its confidence is how often it is right.

Fitted on held-out voices by ``rightdoor fit`` and kept in ``temperatures.yml``:
they change little from one training to the next, and to fit them costs as much as training.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

FILE = Path(__file__).with_suffix(".yml")


class Temperatures(NamedTuple):
    """With sentence vectors, and without: where a classifier does not read them, both are the same."""

    both: float
    sparse: float


UNFITTED = Temperatures(1.0, 1.0)


def read_temperatures(file: Path = FILE) -> dict[str, Temperatures]:
    """By the classifier's name."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: Temperatures(**values) for name, values in content.items()}


def as_yaml(temperatures: Mapping[str, Temperatures]) -> Iterator[str]:
    """The lines of the file."""
    yield "# Written by `rightdoor fit` (docs/evaluation.md)."
    for name, fitted in temperatures.items():
        yield f"{name}: {{both: {fitted.both:.3f}, sparse: {fitted.sparse:.3f}}}"
