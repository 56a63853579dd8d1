"""What a question is made of: character n-grams, words, and how it sounds."""

from __future__ import annotations

from collections.abc import Sequence

import jieba
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from bot.nlu.normalize import normalize
from bot.nlu.pinyin import syllables


def _ngrams(units: Sequence[str], longest: int, glue: str) -> list[str]:
    return [
        glue.join(units[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(units) - length + 1)
    ]


def character_ngrams(text: str) -> list[str]:
    """1- to 3-grams over the text without spaces, its two ends marked."""
    return _ngrams(f"^{normalize(text).replace(' ', '')}$", 3, "")


def sound_ngrams(text: str) -> list[str]:
    """1- and 2-grams of toneless syllables: 3-grams would add two in five columns, and find nothing more."""
    return _ngrams(syllables(normalize(text)), 2, "_")


def words(text: str) -> list[str]:
    """jieba's words; the catalogue's terms are in its dictionary (``add_terms``)."""
    return [word for word in jieba.cut(normalize(text)) if word.strip()]


def add_terms(terms: Sequence[str]) -> None:
    """Teach jieba the catalogue's terms. Its dictionary is process-wide and only grows."""
    for term in terms:
        jieba.add_word(normalize(term))


def sparse_features() -> FeatureUnion:
    """An unfitted transformer from texts to a sparse matrix, one row a text."""
    return FeatureUnion(
        [
            (name, TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, min_df=3, dtype=np.float32))
            for name, analyzer in (
                ("characters", character_ngrams),
                ("sounds", sound_ngrams),
                ("words", words),
            )
        ]
    )
