"""What played turns add up to: the figures that the floor is about, and figures by part and by matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.evaluation.playing import Played

LOOKED_UP = frozenset({"answer", "split", "procedure"})


class Share(NamedTuple):
    """``hits`` out of ``of``."""

    hits: int
    of: int

    @property
    def rate(self) -> float:
        return self.hits / self.of if self.of else 0.0


def share(flags: Iterable[bool]) -> Share:
    found = list(flags)
    return Share(sum(found), len(found))


def part_of(played: Played) -> str:
    """Which of the judged parts a turn belongs to."""
    if played.case.is_dialogue:
        return "dialogue"
    if played.turn.kind == "emergency":
        return "emergency"
    if played.turn.lookalike:
        return "lookalike"
    if played.turn.kind == "out_of_scope":
        return "scope"
    if played.turn.kind == "smalltalk":
        return "talk"
    return "clarify" if played.turn.kind == "clarify" else "matter"


PARTS = {
    "matter": "单句提问",
    "clarify": "该反问的",
    "scope": "该拒答的",
    "emergency": "紧急情况",
    "lookalike": "像紧急其实不是",
    "talk": "寒暄",
    "dialogue": "对话轮次",
}


def by_part(turns: Sequence[Played]) -> dict[str, tuple[Share, Share]]:
    """(found, right) of each part that has turns, and of ``all``."""
    groups: dict[str, list[Played]] = {part: [] for part in PARTS}
    for turn in turns:
        groups[part_of(turn)].append(turn)
    groups["all"] = list(turns)
    return {
        part: (share(t.verdict.found for t in group), share(t.verdict.right for t in group))
        for part, group in groups.items()
        if group
    }


# Name → (what it says, whether more is better). What the floor file holds.
MEASURES = {
    "facts": ("单句提问：找对门，该有的话都有", True),
    "found": ("单句提问：找对门，或选项里有", True),
    "refused": ("该拒答的拒了", True),
    "wrongly_refused": ("不该拒的拒了", False),
    "emergencies": ("紧急情况认出来了，号码齐全", True),
    "false_alarms": ("像紧急其实不是的，当成了紧急", False),
    "dialogue": ("对话轮次全对", True),
    "all": ("全部轮次全对", True),
}


def measures(turns: Sequence[Played]) -> dict[str, Share]:
    """The figures of ``MEASURES``; a measure without turns is left out."""
    singles = [t for t in turns if not t.case.is_dialogue]
    asked = [t for t in singles if t.turn.kind in LOOKED_UP]
    lookalikes = [t for t in singles if t.turn.lookalike]
    found = {
        "facts": share(t.verdict.right for t in asked),
        "found": share(t.verdict.reachable for t in singles if t.turn.kind in LOOKED_UP | {"clarify"}),
        "refused": share(t.verdict.right for t in singles if t.turn.kind == "out_of_scope"),
        "wrongly_refused": share(t.payload.get("kind") == "out_of_scope" for t in asked),
        "emergencies": share(t.verdict.right for t in singles if t.turn.kind == "emergency"),
        "false_alarms": share(t.payload.get("kind") == "emergency" for t in lookalikes),
        "dialogue": share(t.verdict.right for t in turns if t.case.is_dialogue),
        "all": share(t.verdict.right for t in turns),
    }
    return {name: figure for name, figure in found.items() if figure.of}


class MatterScore(NamedTuple):
    """Precision and recall of one matter of the catalogue.

    ``answered``: answers given on it, and how many were right to be.
    ``asked``: questions that it is the answer to, and how many found it.
    """

    answered: Share
    asked: Share

    @property
    def f1(self) -> float:
        precision, recall = self.answered.rate, self.asked.rate
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def by_matter(turns: Sequence[Played], matter_of: dict[str, str]) -> dict[str, MatterScore]:
    """``matter_of``: from a golden ref to the matter that it is first of, for questions answered wrongly."""
    answered: dict[str, list[bool]] = defaultdict(list)
    asked: dict[str, list[bool]] = defaultdict(list)
    for turn in turns:
        given = turn.payload.get("matter")
        if given:
            answered[given].append(turn.verdict.found)
        if turn.turn.kind in LOOKED_UP and turn.turn.gold:
            wanted = given if given and turn.verdict.found else matter_of.get(turn.turn.gold[0])
            if wanted:
                asked[wanted].append(turn.verdict.found)
    return {
        matter: MatterScore(share(answered[matter]), share(asked[matter])) for matter in sorted({*answered, *asked})
    }


class Bin(NamedTuple):
    """Answers of like confidence: how sure the bot was on average, how often it was right."""

    confidence: float
    right: Share


def reliability(turns: Sequence[Played], bins: int = 10) -> list[Bin]:
    """Confidence against truth, over all turns that looked something up, asked back or refused."""
    judged = [t for t in turns if t.payload.get("kind") not in ("smalltalk", "handoff", "emergency")]
    groups: dict[int, list[Played]] = defaultdict(list)
    for turn in judged:
        groups[min(int(float(turn.payload["confidence"]) * bins), bins - 1)].append(turn)
    return [
        Bin(sum(float(t.payload["confidence"]) for t in group) / len(group), share(t.verdict.found for t in group))
        for _, group in sorted(groups.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error, 0 to 1."""
    total = sum(b.right.of for b in bins)
    return sum(abs(b.confidence - b.right.rate) * b.right.of for b in bins) / total if total else 0.0
