"""After asking back: which of the options does the user mean?"""

from __future__ import annotations

import re
from typing import Optional

from actions.context import Context, Option
from actions.question import Question
from actions.thresholds import Thresholds
from knowledge.text import fold

_CHINESE_NUMBERS = "一二三四五"
_PICK = re.compile(
    r"(?:我?(?:选|要|问的?是?))?(?:第)?\s*([1-5１-５一二三四五])\s*(?:个|项|号|条|种|吧|、|\.|。|呗|啊|那个)*"
)


def chosen_option(question: Question, context: Context, thresholds: Thresholds) -> Optional[Option]:
    """The option that the user picks by number, by its words, or by saying it another way."""
    if not context.options:
        return None
    number = _picked_number(question.text, len(context.options))
    if number:
        return context.options[number - 1]
    said = fold(question.text)
    named = [
        option for option in context.options if said and (said in fold(option.title) or fold(option.title) in said)
    ]
    if len(named) == 1:
        return named[0]
    by_matter = {option.matter: option for option in context.options}
    best = next((guess for guess in question.matters if guess.label in by_matter), None)
    spoken_to = question.act_probability("in_scope", "ambiguous", "follow_up", "correct") >= thresholds.choosing
    if best and spoken_to and 2 * best.confidence >= question.matters[0].confidence:
        return by_matter[best.label]
    return None


def _picked_number(text: str, options: int) -> Optional[int]:
    folded = fold(text)
    if folded in ("最后一个", "最后那个", "最后一项"):
        return options
    match = _PICK.fullmatch(folded)
    if not match:
        return None
    digit = match[1]
    number = _CHINESE_NUMBERS.index(digit) + 1 if digit in _CHINESE_NUMBERS else int(digit)
    return number if number <= options else None
