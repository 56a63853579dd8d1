"""The server, with an action that sleeps ten seconds over 「慢」: started by the tests of the five seconds."""

import time
from typing import Any

import actions.action
from bot.cli import app

SECONDS = 10
respond = actions.action.respond


def slowly(question: Any, *rest: Any) -> Any:
    if question.text.startswith("慢"):
        print("slept over", question.text, flush=True)
        time.sleep(SECONDS)
    return respond(question, *rest)


if __name__ == "__main__":
    actions.action.respond = slowly
    app(["run"])
