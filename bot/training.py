"""Train a model from nlu_data/ into a folder; what becomes of it is for ``bot.models`` to say."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.examples.reading import training_files
from bot.settings import ROOT


class TrainingError(Exception):
    """Training did not give a model: one line saying why."""


def train_model(folder: Path) -> Path:
    """Train and return the model's file, in ``folder``."""
    from rasa.model_training import train

    with _without_garbage_collection():
        result = train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(file) for file in training_files()],
            output=str(folder),
            fixed_model_name="candidate",
            force_training=True,
        )
    if result.model is None:
        raise TrainingError("训练没有产生模型，请检查nlu_data中的例句")
    return Path(result.model)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """The examples live until the end of training, and the collector would walk them all again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
