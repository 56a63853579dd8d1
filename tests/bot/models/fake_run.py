"""The training process with tools that only pretend: ``python -m tests.bot.models.fake_run FAULT WHO WHY``.

The model is a few words; FAULT says what goes wrong: ``none``, ``worse``, ``hang`` in the training, ``full`` disk.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

from bot.models.comparison import Result, Row
from bot.models.gate import Tell, Tools
from bot.models.run import main
from bot.settings import Settings


def result(*right: bool) -> Result:
    """One question about dogs for each flag."""
    return Result(
        rows=tuple(
            Row(
                id=f"questions/Q-{n}/1",
                text=f"狗叫{n}",
                wanted_kind="answer",
                wanted="dogs",
                got_kind="unit",
                got="dogs" if flag else "noise",
                found=flag,
                right=flag,
            )
            for n, flag in enumerate(right)
        )
    )


def tools_that(fault: str) -> Tools:
    def train(folder: Path, tell: Tell) -> Path:
        (folder / "pid").write_text(str(os.getpid()), encoding="utf-8")
        tell(0.5, "学着")
        while fault == "hang":
            time.sleep(0.05)
        if fault == "full":
            raise OSError(errno.ENOSPC, "No space left on device")
        (folder / "candidate.tar.gz").write_text(fault, encoding="utf-8")
        return folder / "candidate.tar.gz"

    def examine(model: Path, tell: Tell) -> Result:
        tell(0.0, "提问")
        return result(True, model.read_text(encoding="utf-8") != "worse")

    return Tools(check=lambda: None, train=train, examine=examine, results_key="key", title_of=str)


def open_tools(_settings: Settings) -> Tools:
    return tools_that(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[2], sys.argv[3], open_tools))
