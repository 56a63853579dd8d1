"""Short ways to write a judged turn down; everything here is invented."""

from typing import Any

from bot.evaluation.cases import Case, Turn
from bot.evaluation.judging import Verdict
from bot.evaluation.playing import Played


def played(
    kind: str = "answer", given: str = "unit", right: bool = True, found: bool | None = None, **more: Any
) -> Played:
    turn = Turn(
        more.pop("text", "……"), kind, more.pop("gold", ("duties/4/11",)), lookalike=more.pop("lookalike", False)
    )
    case = Case(more.pop("id", "Q-1"), "", (turn,), is_dialogue=more.pop("dialogue", False))
    payload = {"kind": given, "matter": None, "refs": [], "options": [], "confidence": 0.9, **more}
    door = right if found is None else found
    return Played(case, 1, turn, "……", payload, Verdict(door, right, reachable=door), 0.01)
