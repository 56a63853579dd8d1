"""The desk's search as you type: everything in the knowledge, however it is spelled."""

from __future__ import annotations

from knowledge.query import Knowledge
from knowledge.search.entries import entries
from knowledge.search.entry import GROUPS, TEXT
from knowledge.search.matching import find
from knowledge.search.ranking import Answers, Found, together
from knowledge.search.refs import refs_typed
from knowledge.search.showing import Hit, show
from knowledge.search.spelling import spell
from knowledge.search.tape import Tape
from knowledge.search.ways import ways

__all__ = ["GROUPS", "Hit", "SearchIndex"]

_CLEAR = 0.8  # so good that looser ways need not be tried
_LEAST = 0.12
_TAIL = 0.25
_RANK = 0.003


class SearchIndex:
    """Everything that can be found in one ``Knowledge``; build a new one when it changes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = tuple(entries(knowledge))
        self._by_ref = {entry.key: place for place, entry in enumerate(self._entries) if entry.kind != "figure"}
        fields: dict[str, list[tuple[int, float]]] = {}
        for place, entry in enumerate(self._entries):
            for field in entry.fields:
                fields.setdefault(field.text, []).append((place, field.weight))
        fields.pop("", None)
        names = [text for text, of in fields.items() if max(weight for _, weight in of) > TEXT]
        running = [text for text, of in fields.items() if max(weight for _, weight in of) <= TEXT]
        self._texts = [*names, *running]
        self._fields = [fields[text] for text in self._texts]
        self._tape = Tape([spell(text) for text in names], [spell(text) for text in running])

    def find(self, text: str, limit: int = 30) -> tuple[Hit, ...]:
        """The best ``limit`` hits, best first; none where the text says nothing."""
        scores = {self._by_ref[ref]: likely for ref, likely in refs_typed(text, self._by_ref).items()}
        why: dict[int, list[Found]] = {}
        for way in ways(self._tape, text):
            answers = [self._answers(word, way.guess) for word in way.words]
            for place, score in together(answers, way.tells, len(self._entries)).items():
                score = score * way.worth - _RANK * self._entries[place].rank
                if score > scores.get(place, 0):
                    scores[place] = score
                    why[place] = [found for answer in answers for found in answer.get(place, ())]
            if max(scores.values(), default=0) >= _CLEAR:
                break
        return tuple(
            show(self._entries[place], why.get(place, []), self._texts, scores[place])
            for place in self._best(scores)[:limit]
        )

    def _best(self, scores: dict[int, float]) -> list[int]:
        """The entries whose score is worth showing; of equally good ones the shorter title first."""
        least = max(_LEAST, _TAIL * max(scores.values(), default=0))
        good = (place for place, score in scores.items() if score >= least)
        return sorted(good, key=lambda place: (-scores[place], len(self._entries[place].title), place))

    def _answers(self, word: str, guess: bool) -> Answers:
        found: Answers = {}
        for match in find(self._tape, word, guess):
            for place, weight in self._fields[match.line.text]:
                found.setdefault(place, []).append(Found(match, weight))
        return found
