"""The real tools of a training: the examples' checks, Rasa, and the golden questions."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from bot.asking import Asker
from bot.evaluation.cases import read_turns
from bot.examples.checking import faults
from bot.examples.reading import read_examples
from bot.models import golden
from bot.models.comparison import Result
from bot.models.gate import Tell, Tools
from bot.models.register import ModelError
from bot.server import open_knowledge
from bot.settings import QUESTIONS, Settings
from bot.training import TrainingError, train_model
from knowledge.query import Knowledge
from knowledge.store import Store

_STARTING = 0.05
# What Rasa says before it trains a component → (share of the training done by then, what is being done).
COMPONENTS = {
    "QuestionFeaturizer": (0.1, "数字、词、音，算句向量"),
    "AskedClassifier": (0.55, "学问的是什么"),
    "EmergencyClassifier": (0.6, "学紧急情况"),
    "SubjectClassifier": (0.65, "学是哪件事"),
}


def real_tools(settings: Settings) -> Tools:
    """Raises StoreError where nothing is imported."""
    knowledge = open_knowledge(settings).current()

    def examine(model: Path, tell: Tell) -> Result:
        tell(0.0, "载入模型")
        asker = Asker(settings, model)
        if not asker.is_ready:
            raise ModelError(f"模型{model.name}无法使用")
        result = golden.examine(asker.ask, knowledge, lambda done: tell(done, "提问"))
        del asker
        gc.collect()  # the next model needs the room
        return result

    return Tools(
        check=lambda: check_examples(knowledge),
        train=train,
        examine=examine,
        results_key=golden.key(Store(settings.database_url).revision()),
        title_of=lambda matter: knowledge.matters[matter].title,
    )


def check_examples(knowledge: Knowledge) -> None:
    asked = [turn.text for folder in QUESTIONS for turn in read_turns(folder, dialogues=True)]
    found = faults(read_examples(), knowledge.matters, asked, knowledge.unit_matter_ids)
    if found:
        raise TrainingError(f"例句有{len(found)}处错误，如：{found[0]}（rightdoor examples check列出全部）")


def train(folder: Path, tell: Tell) -> Path:
    tell(_STARTING, "读例句")
    # Rasa's own bars; our log writes to what was standard error before.
    with _components_told(tell), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return train_model(folder)


@contextmanager
def _components_told(tell: Tell) -> Iterator[None]:
    """Rasa tells of its components in its log only."""
    logger = logging.getLogger("rasa.engine.training.hooks")
    hearing = _Hearing(tell)
    level, logger.propagate = logger.level, False
    logger.setLevel(logging.INFO)
    logger.addHandler(hearing)
    try:
        yield
    finally:
        logger.removeHandler(hearing)
        logger.setLevel(level)
        logger.propagate = True


class _Hearing(logging.Handler):
    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        for component, (done, doing) in COMPONENTS.items():
            if message == f"Starting to train component '{component}'.":
                self._tell(done, doing)
