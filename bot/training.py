"""Train a model from nlu_data/, and put it where the server looks for it."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.examples.reading import training_files
from bot.settings import ROOT, Settings


class TrainingError(Exception):
    """Training did not give a model: one line saying why."""


def train_model(settings: Settings) -> Path:
    """Train and return the model's file. The former model stays until the new one is complete."""
    from rasa.model_training import train

    settings.models.mkdir(parents=True, exist_ok=True)
    with _without_garbage_collection():
        result = train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(file) for file in training_files()],
            output=str(settings.models),
            fixed_model_name="candidate",
            force_training=True,
        )
    if result.model is None:
        raise TrainingError("训练没有产生模型，请检查nlu_data中的例句")
    os.replace(result.model, settings.model)
    return settings.model


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """The examples live until the end of training, and the collector would walk them all again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
