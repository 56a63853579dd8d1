"""Labels and the turns that they are about, kept in step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.review.alike import group_key
from bot.review.labels import Label, Labels, Wish
from bot.review.turns import Filter, Turn, Turns

_MOST = 10_000  # turns of a label; no more fit into a query, and the rest stays in the queue


@dataclass(frozen=True)
class Labelling:
    """Calls block, for some milliseconds. LabelError as ``Labels``."""

    turns: Turns
    labels: Labels

    def give(self, who: str, turn: Turn, wish: Wish) -> Label:
        """Label a turn, and with it all that are asked in nearly the same words and in the same state."""
        numbers = self._numbers(Filter(group=group_key(turn.text), state=turn.state))
        return self.give_all(who, [replace(wish, turns=numbers)])[0]

    def give_all(self, who: str, wishes: Iterable[Wish]) -> tuple[Label, ...]:
        """Give labels to the turns that the wishes name, or none at all."""
        made = self.labels.add_all(who, wishes)
        for label in made:
            self.turns.set_state(label.turns, _state(label))
        return made

    def undo(self, number: int, who: str) -> Label:
        """Take a label back; its turns are what they were before."""
        undo = self.labels.undo(number, who)
        states: dict[str, list[int]] = defaultdict(list)
        for turn in undo.turns:
            before = self.labels.of_turn(turn)
            states[_state(before) if before else "new"].append(turn)
        for state, turns in states.items():
            self.turns.set_state(turns, state)
        return undo

    def waiting(self, said: str) -> tuple[int, ...]:
        """The turns of nearly these words that nobody has labelled yet."""
        return self._numbers(Filter(group=group_key(said), state="new"))

    def _numbers(self, wanted: Filter) -> tuple[int, ...]:
        return tuple(turn.id for turn in self.turns.find(wanted, size=_MOST).rows)


def _state(label: Label) -> str:
    return "set_aside" if label.verdict == "unusable" else "labelled"
