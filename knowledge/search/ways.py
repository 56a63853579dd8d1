"""What to look for, from all that was typed as one name to the pieces of it that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.search.matching import standing
from knowledge.search.questions import typed_words, without_asking
from knowledge.search.tape import Tape

_AS_WORDS = 0.97
_AS_TOLD = 0.97
_AS_WORDS_TOLD = 0.95
_AS_BARE = 0.93
_AS_PIECES = 0.9
_LONE_KNOWN = 0.6  # a single character says less than one of a longer piece
_LONE = 0.3
_ASPECT = 0.5
_MOST_WORDS = 8
_LONGEST_PIECE = 12
_PARTICLES = re.compile("[了的着]")
_RUNS = re.compile("[a-z]+|[0-9]+|.")

# What is asked of a matter, rather than which one.
_ASPECTS = re.compile("处罚|罚款|指标|程序|法律|检查|监管|管理|报案|举报|投诉|咨询|申请|办理|手续|材料|流程|条件")


@dataclass(frozen=True)
class Way:
    """Words to look for together, and what finding them is worth, 1 where they are just what was typed.

    ``tells`` says for each word how much of what is meant lies in it, up to 1.
    ``guess`` is false where the words are run together from several: what then
    looks like a slip of typing is two words.
    """

    words: tuple[str, ...]
    tells: tuple[float, ...]
    worth: float
    guess: bool = True


def ways(tape: Tape, text: str) -> Iterator[Way]:
    """The surest way first; none where the text says nothing."""
    words = typed_words(text)
    told = without_asking(words)
    if words:
        yield _whole(words, 1.0, guess=words == told and len(words) == 1)
    if not told:
        return
    if len(words) > 1:
        yield _each(words, _AS_WORDS)
    if told != words:
        yield _whole(told, _AS_TOLD, guess=len(told) == 1)
        if len(told) > 1:
            yield _each(told, _AS_WORDS_TOLD)
    bare = [word for word in (_PARTICLES.sub("", word) for word in told) if word]
    if bare != told:
        yield _whole(bare, _AS_BARE, guess=len(told) == 1)
    pieces = [piece for word in told for piece in known_pieces(tape, word)]
    if pieces:
        known = sum(len(piece) if len(piece) > 1 else _LONE_KNOWN for piece in pieces)
        yield _each(pieces, _AS_PIECES * known / len("".join(told)), lone=_LONE)


def _whole(words: list[str], worth: float, guess: bool) -> Way:
    return Way(("".join(words),), (1.0,), worth, guess)


def _each(words: list[str], worth: float, lone: float = 1.0) -> Way:
    some = tuple(words[:_MOST_WORDS])
    tells = (_ASPECT if _ASPECTS.fullmatch(word) else lone if len(word) == 1 else 1.0 for word in some)
    return Way(some, tuple(tells), worth)


def known_pieces(tape: Tape, word: str) -> list[str]:
    """The word cut into pieces that stand somewhere on the tape, rather few long ones than many short ones."""
    runs = _RUNS.findall(word)
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(runs) + 1):
        best.append(best[end - 1])
        for start in range(end - 1, max(end - _LONGEST_PIECE, 0) - 1, -1):
            piece = "".join(runs[start:end])
            known = standing(tape, piece)
            if not known:
                break
            gain = best[start][0] + known * len(piece) ** 2
            if gain > best[end][0]:
                best[end] = (gain, [*best[start][1], piece])
    return best[-1][1]
