"""The training process, started by ``bot.models.job`` and by nobody else: ``python -m bot.models.run WHO WHY``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.quiet import quiet_libraries

if TYPE_CHECKING:
    from bot.models.gate import Tools
    from bot.settings import Settings

_GENTLY = 10


def _real_tools(settings: Settings) -> Tools:
    from bot.models.work import real_tools

    return real_tools(settings)


def main(who: str, why: str, open_tools: Callable[[Settings], Tools] = _real_tools) -> int:
    """Returns the exit status: 0 where a model came out, be it refused or not."""
    quiet_libraries()
    from bot.database import Database, DatabaseError
    from bot.models.gate import Training
    from bot.models.job import ENDED, Job
    from bot.models.register import Register
    from bot.settings import read_settings

    os.nice(_GENTLY)  # residents are answered first
    settings = read_settings()
    job = Job(settings)
    try:
        register = Register.open(settings.model, Database(settings.database_url))
    except (DatabaseError, OSError) as error:
        job.tell(ENDED, 1.0, str(error), fault=str(error))
        return 1
    training = Training(register, job, who, why)
    return 0 if training.run(lambda: open_tools(settings)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
