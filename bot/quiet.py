"""Keep the libraries' own talk away from people: import this before Rasa.

Rasa prints conversation state at debug level; nothing of what citizens write
may reach a log by accident.
"""

from __future__ import annotations

import logging
import os
import warnings

os.environ.update(
    RASA_TELEMETRY_ENABLED="false",
    RASA_MAX_CACHE_SIZE="0",  # every training is a full one: a copy of each part would be written for nothing
    TF_CPP_MIN_LOG_LEVEL="3",
    SQLALCHEMY_SILENCE_UBER_WARNING="1",
    TQDM_DISABLE="1",
)
# Some libraries reset the filters when they are imported; what is not shown needs no filter.
warnings.showwarning = lambda *_arguments, **_keywords: None

_LOUD = ("rasa", "rasa_sdk", "sanic", "apscheduler", "jieba", "matplotlib", "alembic", "absl", "tensorflow", "asyncio")


def quiet_libraries() -> None:
    """Libraries speak from warnings upwards; our own modules from info upwards. To standard error."""
    import structlog

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    import jieba

    jieba.setLogLevel(logging.WARNING)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns of a library beneath it
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=False,
    )
