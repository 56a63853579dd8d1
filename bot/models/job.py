"""One training at a time, in a process of its own, and how far it is: a file that everybody can read.

The file has a JSON object a line, the first about the order and the others
about the work::

    {"who": "李", "why": "新例句", "since": 1795000000.0}
    {"step": "training", "done": 0.4, "message": "学习哪件事"}
    {"step": "ended", "done": 1.0, "message": "…", "version": "20261124-150301-1a2b3c4d", "fault": ""}

The training process holds a lock as long as it lives, however it ends; a
training without a last line whose lock is free was killed.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Optional

from bot.settings import ROOT, Settings
from knowledge.staff import BEIJING

STEPS = {"data": "检查例句", "training": "训练", "golden": "考题", "comparison": "比较"}
ENDED = "ended"
INTERRUPTED = "训练中断了（进程被结束，或者磁盘满了），在用的模型没有变，可以重新训练"
_PROGRAM = (sys.executable, "-m", "bot.models.run")
_ATTEMPTS, _BETWEEN = 5, 0.02  # somebody who looks whether the lock is free holds it for a moment


class JobError(Exception):
    """A training cannot be started: one clear line."""


@dataclass(frozen=True)
class Progress:
    """``step``: of ``STEPS``, or ended; ``done``: of the step, 0 to 1; ``version``: the model that came out.

    ``fault``: why none came out. ``since`` in seconds since the epoch.
    """

    who: str
    why: str
    since: float
    running: bool
    step: str
    done: float
    message: str
    version: str = ""
    fault: str = ""


class Job:
    """``settings`` say where the models are. ``program`` is what trains: the command that gets who and why."""

    def __init__(self, settings: Settings, program: Sequence[str] = _PROGRAM) -> None:
        self._settings = settings
        self._program = program
        self._folder = settings.models / "training"
        self.work = self._folder / "work"  # all temporary files

    def start(self, who: str, why: str) -> None:
        """Returns at once. JobError where somebody else trains, or the disk is full."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._lock_file.open("a+") as lock:
                if not self._locked(lock):
                    raise JobError(self._occupied())
                self.clear_work()
                self.work.mkdir()
                self._file.write_text(_line(who=who, why=why, since=time.time()), encoding="utf-8")
                self._spawn(lock, who, why)
        except OSError as error:
            raise JobError(f"无法开始训练：{error.strerror}（{error.filename}）") from error

    def sweep(self) -> None:
        """Remove what a training that was killed has left; for a server that starts."""
        if self._folder.exists():
            with self._lock_file.open("a+") as lock:
                if self._locked(lock):
                    self.clear_work()

    def progress(self) -> Optional[Progress]:
        """How far the latest training is, or how it ended; None where there was none."""
        running = self._is_running()  # before reading: a last line written in between is seen
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
            told = [json.loads(line) for line in lines]
        except (OSError, ValueError):
            return None
        if not told:
            return None
        last = {"step": "data", "done": 0.0, "message": "准备", **(told[-1] if len(told) > 1 else {})}
        if not running and last["step"] != ENDED:
            last = {"step": ENDED, "done": 1.0, "message": INTERRUPTED, "fault": INTERRUPTED}
        return Progress(**told[0], **last, running=running)

    def tell(self, step: str, done: float, message: str, **more: Any) -> None:
        """Add a line; for the training process. OSError where the disk is full."""
        with self._file.open("a", encoding="utf-8") as file:
            file.write(_line(step=step, done=round(done, 3), message=message, **more))

    def clear_work(self) -> None:
        """Remove all temporary files; for who holds the lock."""
        shutil.rmtree(self.work, ignore_errors=True)

    @property
    def _file(self) -> Path:
        return self._folder / "progress.jsonl"

    @property
    def _lock_file(self) -> Path:
        return self._folder / "lock"

    def _spawn(self, lock: IO[str], who: str, why: str) -> None:
        """The process inherits the lock, and the system frees it when the process ends."""
        surroundings = {
            "RIGHTDOOR_HOME": str(self._settings.home),
            "DATABASE_URL": self._settings.database_url,
            "TMPDIR": str(self.work),
        }
        with (self._folder / "log").open("w") as log:
            process = subprocess.Popen(
                [*self._program, who, why],
                cwd=ROOT,
                env=os.environ | surroundings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
            )
        threading.Thread(target=process.wait, name="training", daemon=True).start()

    def _is_running(self) -> bool:
        if not self._lock_file.exists():
            return False
        with self._lock_file.open("a+") as lock:
            return not _try(lock)

    def _locked(self, lock: IO[str]) -> bool:
        for _ in range(_ATTEMPTS):
            if _try(lock):
                return True
            time.sleep(_BETWEEN)
        return False

    def _occupied(self) -> str:
        now = self.progress()
        if now is None:
            return "已经有人在训练"
        return f"{now.who}从{datetime.fromtimestamp(now.since, BEIJING):%H:%M}起在训练，等训练完再来"


def _try(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _line(**values: Any) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
