"""Words that are trained as something else already: the very same, or nearly."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional

from bot.examples.reading import Example
from bot.review.label_rules import Wish
from bot.review.labels import Label
from bot.review.nearest import Nearest

VOICE = "review"  # of the examples that come from labels
_ALIKE = 0.8
_MOST = 5


class Conflict(NamedTuple):
    """``same``: the words differ in signs at most, so that only one of the two can be trained."""

    example: Example
    same: bool


def example_of(label: Label | Wish) -> Optional[Example]:
    """The example that a label becomes, in no file yet; None where nothing is trained from it."""
    about: dict[str, dict[str, Any]] = {
        "matter": {"matter": "".join(label.matters)},
        "two_matters": {"matters": sorted(label.matters)},
        "emergency": {"numbers": list(label.numbers)},
        "follow_up": {"follow_up": True},
        "talk": {},
        "out_of_scope": {},
    }
    if label.verdict not in about:
        return None
    return Example(label.text, label.intent or label.verdict, {"voice": VOICE, **about[label.verdict]})


def teaches(example: Example) -> tuple[Any, ...]:
    """All that training learns from an example, but for its words."""
    return example.label, example.intent, tuple(example.metadata.get("numbers", ()))


def conflicts(nearest: Nearest, label: Label | Wish) -> tuple[Conflict, ...]:
    """The examples that are trained as something else than the label says, the one of the same words first.

    Of nearly the same words only those about something else: what is asked of it may differ by a single word.
    """
    wanted = example_of(label)
    if wanted is None:
        return ()
    same = nearest.same(label.text)
    found = [Conflict(same, True)] if same and teaches(same) != teaches(wanted) else []
    near = (one.example for one in nearest.find(label.text, _MOST, _ALIKE))
    return (*found, *(Conflict(one, False) for one in near if one is not same and one.label != wanted.label))
