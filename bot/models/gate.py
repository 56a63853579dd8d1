"""A training from order to register: check, train, ask the golden questions, compare. What fails breaks nothing."""

from __future__ import annotations

import errno
import logging
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from bot.database import DatabaseError
from bot.evaluation.cases import CaseError
from bot.evaluation.floor import FloorError
from bot.examples.reading import ExampleError
from bot.models import golden
from bot.models.comparison import Comparison, Result, compare
from bot.models.folder import data_version
from bot.models.job import ENDED, INTERRUPTED, Job
from bot.models.model import Model
from bot.models.register import ModelError, Register
from bot.training import TrainingError
from knowledge.store import StoreError

logger = logging.getLogger(__name__)

Tell = Callable[[float, str], None]  # which share of a step is done, and what is being done

FULL = "磁盘满了，在用的模型没有变；腾出空间再训练"
_SPEAKING = (TrainingError, ExampleError, CaseError, FloorError, StoreError, DatabaseError, ModelError)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LEAST_FREE = 1 << 20  # bytes; some libraries do not say that it was the disk
_EVERY = 0.5  # seconds between two lines about the same


@dataclass(frozen=True)
class Tools:
    """What the work is done with.

    ``check`` the examples, or TrainingError; ``train`` into a folder; ``examine`` a model's file, or ModelError.
    ``results_key``: what a result depends on besides the model; ``title_of`` a matter's id.
    """

    check: Callable[[], None]
    train: Callable[[Path, Tell], Path]
    examine: Callable[[Path, Tell], Result]
    results_key: str
    title_of: Callable[[str], str]


@dataclass(frozen=True)
class Training:
    """One order: who wants a model, and why. For the process that holds the job's lock."""

    register: Register
    job: Job
    who: str
    why: str

    def run(self, open_tools: Callable[[], Tools]) -> bool:
        """Do it all and tell how it ended. True where a model came out; never raises."""
        data = ""
        try:
            data = data_version()
            model = self._trained(open_tools(), data)
            self.job.tell(ENDED, 1.0, _outcome(model), version=model.version)
        except BaseException as error:  # an interruption too is written down
            logger.exception("The training failed.")
            self._give_up(error, data)
            return False
        self.job.clear_work()
        return True

    def _trained(self, tools: Tools, data: str) -> Model:
        self._step("data")(0.0, "检查例句")
        tools.check()
        file = tools.train(self.job.work, self._step("training"))
        live = self.register.live()
        if live is None:
            model = self.register.add(file, data, self.who, self.why, None)
            return self.register.go_live(model.version, self.who, "第一个模型")
        new = tools.examine(file, self._step("golden"))
        comparison = compare(self._result_of(live, tools), new, live.version, tools.title_of)
        model = self.register.add(file, data, self.who, self.why, comparison)
        golden.keep(self.register.folder.results(model.version), new, tools.results_key)
        return model

    def _result_of(self, live: Model, tools: Tools) -> Optional[Result]:
        """What the live model makes of the same questions; None where it cannot answer at all."""
        tell = self._step("comparison")
        tell(0.0, "在用的模型做同样的考题")
        place = self.register.folder.results(live.version)
        known = golden.kept(place, tools.results_key)
        if known is None:
            try:
                known = tools.examine(self.register.folder.file(live.version), tell)
            except ModelError as error:
                logger.warning("There is nothing to compare with: %s", error)
                return None
            golden.keep(place, known, tools.results_key)
        return known

    def _step(self, step: str) -> Tell:
        """A way to tell how far a step is, that does not write the same all the time."""
        said, at = "", 0.0

        def tell(done: float, message: str) -> None:
            nonlocal said, at
            if message != said or time.monotonic() - at >= _EVERY:
                said, at = message, time.monotonic()
                self.job.tell(step, done, message)

        return tell

    def _give_up(self, error: BaseException, data: str) -> None:
        fault = fault_of(error, shutil.disk_usage(self.job.work.parent).free)
        for cause in _causes(error):
            traceback.clear_frames(cause.__traceback__)  # the frames hold files open, and open files their room
        self.job.clear_work()  # on a full disk this makes room for the lines below
        try:
            self.job.tell(ENDED, 1.0, fault, fault=fault)
            self.register.add_failed(data, self.who, self.why, fault)
        except (OSError, DatabaseError):
            logger.exception("How the training ended cannot be written down.")


def _outcome(model: Model) -> str:
    comparison: Optional[Comparison] = model.comparison
    if comparison is None:
        return f"训练好了，{model.version}已经上线"
    if not comparison.passed:
        return f"训练好了，但是没有过关：{'；'.join(comparison.reasons)}"
    return f"训练好了，{model.version}可以上线：{len(comparison.better)}句变好，{len(comparison.worse)}句变差"


def fault_of(error: BaseException, free: int) -> str:
    """One line for people. ``free``: bytes on the disk."""
    causes = tuple(_causes(error))
    if free < _LEAST_FREE or any(isinstance(one, OSError) and one.errno in _FULL for one in causes):
        return FULL
    for one in causes:
        if isinstance(one, _SPEAKING):
            return str(one)
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    what = (str(error).splitlines() or [""])[0]
    return f"训练出错（{type(error).__name__}：{what}），在用的模型没有变；经过在训练目录的log里"


def _causes(error: Optional[BaseException]) -> Iterator[BaseException]:
    """Rasa wraps what its components raise."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
