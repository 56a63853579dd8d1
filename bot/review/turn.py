"""One turn as it is kept: what was asked, what the bot made of it, what it said."""

from __future__ import annotations

from dataclasses import dataclass

UNRATED = ("clarify", "smalltalk")  # kinds of answer that nobody has an opinion of


@dataclass(frozen=True)
class Guess:
    """A matter's id, or a dialogue act such as ``out_of_scope``, ``emergency``, ``greet``; 0 to 1."""

    label: str
    confidence: float


@dataclass(frozen=True)
class NewTurn:
    """``at``: seconds since the epoch; ``user``: a keyed hash; ``text``: masked.

    ``intent``, ``matter`` and ``confidence`` are those of the decision, ``matter`` empty where there is none;
    ``margin``: best minus second guess. ``evidence``: the matter that the document's words alone put first.
    ``options``: the matters offered.
    """

    at: float
    channel: str
    user: str
    text: str
    intent: str
    matter: str
    confidence: float
    margin: float
    guesses: tuple[Guess, ...]
    kind: str
    refs: tuple[str, ...]
    options: tuple[str, ...]
    answer: str
    evidence: str
    model: str


@dataclass(frozen=True)
class Turn(NewTurn):
    """``outcome``: ``""``, ``option``, ``asked_again``, ``handoff`` or ``ignored`` (asked back, and nobody picked).

    ``feedback``: ``""``, ``useful`` or ``useless``; ``state``: ``new``, ``labelled`` or ``set_aside``;
    ``reason``: why it deserves a look, one of ``bot.review.deserving.REASONS``, or ``""``.
    """

    id: int
    outcome: str
    feedback: str
    reported: bool
    reason: str
    priority: float
    state: str
