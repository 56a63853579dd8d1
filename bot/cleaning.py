"""A user's message before anything else sees it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2000  # characters; more than any letter to a mayor, less than harm
_COMMAND = re.compile(r"^[\s/／]+")


def clean(text: str) -> str:
    """Make a message safe for the framework; the words stay as they were.

    Control characters become spaces. A leading slash goes, because Rasa takes
    ``/intent{…}`` and ``/restart`` for commands. Of an overlong message the
    beginning and the end are kept: the point of a long story stands at its end.
    """
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text)
    spoken = _COMMAND.sub("", shown).strip()
    if len(spoken) > LONGEST:
        half = LONGEST // 2
        spoken = f"{spoken[:half]} {spoken[-half:]}"
    return spoken


def has_words(text: str) -> bool:
    """Is there anything to understand: a letter, a character or a digit?"""
    return any(unicodedata.category(c)[0] in "LN" for c in text)
