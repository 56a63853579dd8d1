"""The desk's search as you type: everything in the knowledge, however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.query import Knowledge
from knowledge.search.entries import GROUPS, TEXT, entries
from knowledge.search.matching import find, stands
from knowledge.search.questions import typed_words, without_asking
from knowledge.search.ranking import Found, together
from knowledge.search.refs import refs_typed
from knowledge.search.showing import Hit, show
from knowledge.search.spelling import spell
from knowledge.search.tape import Tape

__all__ = ["GROUPS", "Hit", "SearchIndex"]

_SHORT = 40
_CLEAR = 0.8
_CUT = 0.9
_RANK = 0.003

_RUNS = re.compile("[a-z]+|[0-9]+|.")

_Answers = dict[int, list[Found]]


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
        scores: dict[int, float] = {self._by_ref[ref]: 1.0 for ref in refs_typed(text, self._by_ref)}
        why: dict[int, list[Found]] = {}
        known: dict[str, _Answers] = {}
        for words, worth in self._ways(typed_words(text)):
            answers = [known.setdefault(word, self._answers(word)) for word in words]
            for place, score in together(words, answers, len(self._entries)).items():
                if score * worth > scores.get(place, 0):
                    scores[place] = score * worth
                    why[place] = [found for answer in answers for found in answer.get(place, ())]
            if scores and max(scores.values()) >= _CLEAR:
                break
        best = sorted(scores, key=lambda place: self._order(place, scores[place]))[:limit]
        return tuple(show(self._entries[place], why.get(place, []), self._texts, scores[place]) for place in best)

    def _order(self, place: int, score: float) -> tuple[float, int, int]:
        entry = self._entries[place]
        return (entry.rank * _RANK - score, len(entry.title), place)

    def _ways(self, words: list[str]) -> Iterator[tuple[list[str], float]]:
        """The words to look for, from what was typed to what is left of it when taken to pieces, and their worth."""
        if not words:
            return
        yield ["".join(words)], 1.0
        if len(words) > 1:
            yield words, 0.97
        told = without_asking(words)
        if told and told != words:
            yield ["".join(told)], 0.97
            if len(told) > 1:
                yield told, 0.95
        pieces = [piece for word in told or words for piece in self._pieces(word)]
        if pieces:
            yield pieces, _CUT * len("".join(pieces)) / len("".join(told or words))

    def _pieces(self, word: str) -> list[str]:
        """The word cut into the longest pieces that stand in some name or title, or else in some text."""
        runs = _RUNS.findall(word)
        pieces = []
        start = 0
        while start < len(runs):
            end = self._longest(runs, start)
            if end > start:
                pieces.append("".join(runs[start:end]))
            start = max(end, start + 1)
        return pieces

    def _longest(self, runs: list[str], start: int) -> int:
        for until in (self._tape.short_end, len(self._tape.written)):
            end = start
            while end < len(runs) and stands(self._tape, "".join(runs[start : end + 1]), until):
                end += 1
            if end > start:
                return end
        return start

    def _answers(self, word: str) -> _Answers:
        answers: _Answers = {}
        for match in find(self._tape, word):
            for place, weight in self._fields[match.line.owner]:
                answers.setdefault(place, []).append(Found(match, weight))
        return answers
