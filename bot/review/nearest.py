"""The training examples nearest to some words, and those of the same words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.pipeline import make_pipeline

from bot.examples.checking import fold
from bot.examples.reading import Example

_FEATURES = 2**18  # however many examples there are, no n-gram is kept as such


class Near(NamedTuple):
    """``likeness``: cosine of weighed character n-grams, 0 to 1."""

    example: Example
    likeness: float


class Nearest:
    """An index of the examples as they are now: 80,000 take some seconds and 50 MB. Answers in milliseconds."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._by_words = {fold(example.text): example for example in examples}
        self._examples = list(self._by_words.values())
        # Up to three characters: two of them alone tell little, and a question may have no more.
        counting = HashingVectorizer(
            analyzer="char", ngram_range=(1, 3), n_features=_FEATURES, alternate_sign=False, norm=None, dtype=np.float32
        )
        self._weighing = make_pipeline(counting, TfidfTransformer(sublinear_tf=True))
        # the n-grams are the rows, so that a query reads those that it has
        self._places = self._weighing.fit_transform(list(self._by_words) or [""]).T.tocsr()

    def same(self, text: str) -> Optional[Example]:
        """The example of the same words, whatever its signs."""
        return self._by_words.get(fold(text))

    def find(self, text: str, limit: int = 10, least: float = 0.0) -> tuple[Near, ...]:
        """The examples that share anything with the text, nearest first; none less like it than ``least``."""
        likeness = self._weighing.transform([fold(text)]) @ self._places
        order = np.lexsort((likeness.indices, -likeness.data))[:limit]
        found = (Near(self._examples[likeness.indices[one]], min(float(likeness.data[one]), 1.0)) for one in order)
        return tuple(near for near in found if near.likeness >= least)
