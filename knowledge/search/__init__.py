"""The desk's search as you type: everything in the knowledge, however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.query import Knowledge
from knowledge.search.entries import GROUPS, TEXT, entries
from knowledge.search.matching import find, standing
from knowledge.search.questions import typed_words, without_asking
from knowledge.search.ranking import Found, together
from knowledge.search.refs import refs_typed
from knowledge.search.showing import Hit, show
from knowledge.search.spelling import spell
from knowledge.search.tape import Tape

__all__ = ["GROUPS", "Hit", "SearchIndex"]

_SHORT = 40
_CLEAR = 0.8
_LEAST = 0.2
_TAIL = 0.25
_CUT = 0.9
_LONE = 0.6
_MOST_WORDS = 8
_LONGEST_PIECE = 12
_RANK = 0.003

_RUNS = re.compile("[a-z]+|[0-9]+|.")


@dataclass(frozen=True)
class _Way:
    """Words to look for together; ``worth`` is what finding them in this way is worth beside the first."""

    words: list[str]
    worth: float
    guess: bool = True


class SearchIndex:
    """Everything that can be found in one ``Knowledge``; build a new one when it changes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = tuple(entries(knowledge))
        self._by_ref = {entry.key: place for place, entry in enumerate(self._entries) if entry.kind != "figure"}
        fields: dict[str, list[tuple[int, float]]] = {}
        for place, entry in enumerate(self._entries):
            for field in entry.fields:
                if field.text:
                    fields.setdefault(field.text, []).append((place, field.weight))
        running = [text for text, of in fields.items() if len(text) > _SHORT or max(w for _, w in of) <= TEXT]
        short = [text for text in fields if text not in set(running)]
        self._texts = [*short, *running]
        self._fields = [fields[text] for text in self._texts]
        self._tape = Tape([spell(text) for text in short], [spell(text) for text in running])

    def find(self, text: str, limit: int = 30) -> tuple[Hit, ...]:
        """The best ``limit`` hits, best first; none where the text says nothing."""
        scores = {self._by_ref[ref]: likely for ref, likely in refs_typed(text, self._by_ref).items()}
        why: dict[int, list[Found]] = {}
        for way in self._ways(typed_words(text)):
            answers = [self._answers(word, way.guess) for word in way.words]
            for place, score in together(way.words, answers, len(self._entries)).items():
                score = score * way.worth - _RANK * self._entries[place].rank
                if score > scores.get(place, 0):
                    scores[place] = score
                    why[place] = [found for answer in answers for found in answer.get(place, ())]
            if scores and max(scores.values()) >= _CLEAR:
                break
        least = max(_LEAST, _TAIL * max(scores.values(), default=0))
        best = sorted(
            (place for place, score in scores.items() if score >= least),
            key=lambda place: (-round(scores[place], 4), len(self._entries[place].title), place),
        )
        return tuple(
            show(self._entries[place], why.get(place, []), self._texts, round(scores[place], 4))
            for place in best[:limit]
        )

    def _ways(self, words: list[str]) -> Iterator[_Way]:
        """What to look for, from all that was typed as one name to the pieces of it that are known."""
        told = without_asking(words)
        if words:
            yield _Way(["".join(words)], 1.0, guess=words == told and len(words) == 1)
        if not told:
            return
        if len(words) > 1:
            yield _Way(words[:_MOST_WORDS], 0.97)
        if told != words:
            yield _Way(["".join(told)], 0.97, guess=len(told) == 1)
            if len(told) > 1:
                yield _Way(told[:_MOST_WORDS], 0.95)
        pieces = [piece for word in told for piece in self._pieces(word)]
        if pieces:
            known = sum(len(piece) if len(piece) > 1 else _LONE for piece in pieces)
            yield _Way(pieces[:_MOST_WORDS], _CUT * known / len("".join(told)))

    def _pieces(self, word: str) -> list[str]:
        """The word cut into pieces that stand in some name or title, or else in some text; the longest ones win."""
        runs = _RUNS.findall(word)
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, len(runs) + 1):
            best.append(best[end - 1])
            for start in range(end - 1, max(end - _LONGEST_PIECE, 0) - 1, -1):
                piece = "".join(runs[start:end])
                known = standing(self._tape, piece)
                if not known:
                    break
                gain, before = best[start]
                if gain + known * len(piece) ** 2 > best[end][0]:
                    best[end] = (gain + known * len(piece) ** 2, [*before, piece])
        return best[-1][1]

    def _answers(self, word: str, guess: bool) -> dict[int, list[Found]]:
        answers: dict[int, list[Found]] = {}
        for match in find(self._tape, word, guess):
            for place, weight in self._fields[match.line.owner]:
                answers.setdefault(place, []).append(Found(match, weight))
        return answers
