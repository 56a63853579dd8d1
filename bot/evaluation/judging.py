"""Is an answer right? The rules of the acceptance run (contract, section 5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bot.evaluation.cases import Turn

REFUSING = frozenset({"out_of_scope", "smalltalk", "handoff"})


class Verdict(NamedTuple):
    """``found``: the right door, or among the options where asking back is fair; ``right``: with every needed fact.

    ``reachable``: the right door or among the options, be asking back fair or not.
    """

    found: bool
    right: bool
    reachable: bool


def judge(turn: Turn, text: str, payload: Mapping[str, Any]) -> Verdict:
    found, right = _judge(turn, text, payload)
    return Verdict(found, right, found or meet((*turn.gold, *turn.accept), _offered(payload)))


def _offered(payload: Mapping[str, Any]) -> list[str]:
    return [ref for option in payload.get("options") or () for ref in option["refs"]]


def _judge(turn: Turn, text: str, payload: Mapping[str, Any]) -> tuple[bool, bool]:
    kind, refs = payload.get("kind"), payload.get("refs") or ()
    offered = _offered(payload)
    wanted = (*turn.gold, *turn.accept)
    facts = _holds_facts(turn, text)
    if turn.kind == "out_of_scope":
        return _verdict(kind in REFUSING and not refs, True)
    if turn.kind == "smalltalk":
        return _verdict(kind in REFUSING, facts)
    if turn.kind == "emergency":
        return _verdict(kind == "emergency", facts)
    if turn.kind == "clarify":
        asked_back = kind == "clarify" or (kind == "split" and bool(turn.gold))
        return _verdict(asked_back and (not turn.gold or meet(turn.gold, (*offered, *refs))), True)
    if not wanted:  # a request that no row answers, such as one for a human being
        return _verdict(facts, True)
    if turn.clarify_ok and kind == "clarify" and meet(wanted, offered):
        return _verdict(True, True)
    return _verdict(kind != "clarify" and meet(wanted, refs), facts)


def meet(wanted: Iterable[str], given: Iterable[str]) -> bool:
    """Does one of ``given`` speak of one of ``wanted``? ``boundaries/9`` and ``boundaries/9/1`` do."""
    given = tuple(given)
    return any(
        f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/") for one in wanted for other in given
    )


def _verdict(found: bool, facts: bool) -> tuple[bool, bool]:
    return found, found and facts


def _holds_facts(turn: Turn, text: str) -> bool:
    said = _plain(text)
    return all(any(_plain(word) in said for word in group) for group in turn.must) and not any(
        _plain(word) in said for word in turn.must_not
    )


def _plain(text: str) -> str:
    """One width, one case, no white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
