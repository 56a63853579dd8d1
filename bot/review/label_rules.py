"""What a label must look like; each rule tells in one line what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rasa.shared.nlu.training_data.entities_parser import ENTITY_REGEX

from actions.question import ASKING_INTENTS, TALK_INTENTS
from bot.cleaning import LONGEST, clean, has_words
from bot.examples.checking import NUMBERS
from bot.privacy import masked
from bot.review.wording import INTENTS, VERDICTS

NO_EXAMPLE = ("new_matter", "unusable")  # the verdicts that nothing is trained from
MOST_MATTERS = 6
_MASK = re.compile(r"\*{3,}")
_MATTER = re.compile("[a-z0-9_]+")


class LabelError(Exception):
    """A label cannot be taken, confirmed or undone: one clear line saying why."""


@dataclass(frozen=True)
class Wish:
    """A label that somebody wants to give. ``turns``: ids; none for what was never said to this bot.

    ``replace``: examples in its way are moved to this label (``bot.review.conflicts``).
    """

    text: str
    verdict: str
    matters: tuple[str, ...] = ()
    intent: str = ""
    numbers: tuple[str, ...] = ()
    turns: tuple[int, ...] = ()
    replace: bool = False


class _Needs(NamedTuple):
    fewest_matters: int = 0
    most_matters: int = 0
    intents: tuple[str, ...] = ()
    numbers: bool = False


_NEEDS = {
    "matter": _Needs(1, 1, ASKING_INTENTS),
    "two_matters": _Needs(2, MOST_MATTERS, ASKING_INTENTS),
    "follow_up": _Needs(intents=ASKING_INTENTS),
    "talk": _Needs(intents=(*TALK_INTENTS, "handoff")),
    "emergency": _Needs(numbers=True),
    "out_of_scope": _Needs(),
    "new_matter": _Needs(),
    "unusable": _Needs(),
}


def checked(wish: Wish) -> Wish:
    """Return the wish as it is kept: its text as the bot would see it, nothing twice. LabelError where it is no label.

    Whether there are such matters is for those who know the catalogue to see.
    """
    if wish.verdict not in _NEEDS:
        raise LabelError(f"没有“{wish.verdict}”这种判定：只有{'、'.join(VERDICTS.values())}")
    kept = replace(
        wish,
        text=_text(wish.text, wish.verdict not in NO_EXAMPLE),
        matters=tuple(dict.fromkeys(wish.matters)),
        numbers=tuple(dict.fromkeys(wish.numbers)),
        turns=tuple(sorted(set(wish.turns))),
    )
    called, needs = VERDICTS[wish.verdict], _NEEDS[wish.verdict]
    _check_matters(kept.matters, called, needs)
    if kept.intent not in (needs.intents or ("",)):
        wanted = (
            f"要写明问的是{'、'.join(INTENTS[one] for one in needs.intents)}中的哪一样" if needs.intents else "不写意图"
        )
        raise LabelError(f"判为“{called}”的，{wanted}")
    if not NUMBERS.issuperset(kept.numbers) or bool(kept.numbers) != needs.numbers:
        wanted = f"要写明拨{'、'.join(sorted(NUMBERS))}中的哪个，先拨的在前" if needs.numbers else "不写号码"
        raise LabelError(f"判为“{called}”的，{wanted}")
    return kept


def _check_matters(matters: Sequence[str], called: str, needs: _Needs) -> None:
    if not needs.fewest_matters <= len(matters) <= needs.most_matters:
        wanted = {0: "不写事项", 1: "要写明一件事项"}.get(needs.most_matters, f"要写明2到{MOST_MATTERS}件事项")
        raise LabelError(f"判为“{called}”的，{wanted}")
    for matter in matters:
        if not _MATTER.fullmatch(matter):
            raise LabelError(f"“{matter[:20]}”不是事项的编号")


def _text(text: str, is_example: bool) -> str:
    """The words on one line, as the bot would see them."""
    if len(text) > LONGEST:
        raise LabelError(f"这句话太长：最多{LONGEST}个字，现有{len(text)}个")
    line = " ".join(clean(text).split())
    if not line:
        raise LabelError("这句话是空的")
    if is_example:
        _check_example(line)
    return line


def _check_example(line: str) -> None:
    if not has_words(line):
        raise LabelError(f"“{line[:20]}”里没有字，不能当例句")
    if _MASK.search(line):
        raise LabelError("这句话里有遮掉的号码（***），请改写：去掉，或编一个说法")
    if masked(line) != line:
        raise LabelError("这句话里有证件、银行卡、手机或车牌号码，请改写：去掉，或编一个说法")
    if ENTITY_REGEX.search(line):
        raise LabelError("这句话里有“[…](…)”这样的写法，训练时会当成标记，请改写")
