"""The server, telling what it works on, with an action that sleeps ten seconds over 「慢」."""

import time
from typing import Any

import actions.action
from bot.cli import app

SECONDS = 10
respond = actions.action.respond


def slowly(question: Any, *rest: Any) -> Any:
    print("worked on", question.text, flush=True)
    if question.text.startswith("慢"):
        time.sleep(SECONDS)
    return respond(question, *rest)


if __name__ == "__main__":
    actions.action.respond = slowly
    app(["run"])
