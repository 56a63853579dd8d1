"""Which sentences of a regime answer the question: figures asked for, and words shared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.document import Clause, Figure, Regime

# What the words of a question say about the kind of fact wanted.
_WANTED_FIGURES = (
    (
        "frequency",
        re.compile(r"几次|几回|几趟|多久|多长时间|多勤|频|隔|一回|一趟|一年|一个?月|每季|勤不勤|几遍|回数|次数"),
    ),
    ("people", re.compile(r"几个人|几人|几名|几个警|几个民警|多少人|多少名|人数|一个人|俩人|两个人|几个来")),
    ("share", re.compile(r"比例|百分|抽多少|抽几|多大面|几成|抽查面|%|占")),
    ("places", re.compile(r"几家|多少家|家数|几个网|多少个")),
    ("fine", re.compile(r"罚|多少钱|几千|几万|几百|金额|款")),
    ("kinds", re.compile(r"几种|多少种|哪几种|种类")),
)
_WANTED_ASPECTS = (
    ("程序", re.compile(r"程序|流程|签字|签名|证件|亮证|出示|步骤|复查|回头|几个人|几名|几人|手续")),
    ("内容", re.compile(r"查啥|查什么|看啥|看什么|查哪些|检查内容|哪些方面|重点|检查点")),
    ("指标", re.compile(r"指标|几次|多久|频|比例|几家|抽")),
    ("方式", re.compile(r"方式|怎么查|咋查|突击|暗访|谁来查|谁查|谁检查|抽查")),
    ("对象", re.compile(r"对象|哪些单位|查谁|管谁|范围")),
    ("处理", re.compile(r"罚|处理|后果|吊销|收缴|没收|处分|追究|责令|停止|怎么办|咋办|会怎样|会咋|要紧")),
    ("措施", re.compile(r"措施|责令|整改|停止|当场")),
)
_HEADINGS = ("内容", "指标", "内容。", "指标。")
_LONGEST_TITLE = 8  # characters: 「复查整改情况。」
_FIGURE_BONUS, _ASPECT_BONUS = 0.35, 0.12


@dataclass(frozen=True)
class Passage:
    """One sentence of a clause."""

    clause: Clause
    text: str
    figures: tuple[Figure, ...]
    score: float = 0.0


def passages(regime: Regime, figures: Sequence[Figure]) -> list[Passage]:
    """Cut a regime's clauses into sentences, in printed order."""
    found = []
    for clause in regime.clauses:
        for sentence in _sentences(clause.text):
            own = tuple(f for f in figures if f.ref == clause.ref and f.text in sentence)
            found.append(Passage(clause, sentence, own))
    return found


def _sentences(text: str) -> list[str]:
    """The sentences of a clause; bare headings are left out, a short title stays with what follows it."""
    sentences = [s for s in re.findall(r"[^。]+。?", text) if not s.endswith(_HEADINGS) and s != "包括："]
    if len(sentences) > 1 and len(sentences[0]) <= _LONGEST_TITLE and not re.search(r"\d", sentences[0]):
        sentences[:2] = ["".join(sentences[:2])]
    return sentences


def rank(question: str, topic: str, candidates: Sequence[Passage]) -> list[Passage]:
    """Order passages by how well they answer ``question`` about ``topic``, best first; scores 0 to about 2."""
    if not candidates:
        return []
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    matrix = vectorizer.fit_transform([passage.text for passage in candidates])
    said = (matrix @ vectorizer.transform([question]).T).toarray().ravel()
    about = (matrix @ vectorizer.transform([topic]).T).toarray().ravel()
    kinds = {kind for kind, pattern in _WANTED_FIGURES if pattern.search(question)}
    aspects = {aspect for aspect, pattern in _WANTED_ASPECTS if pattern.search(question)}
    scored = []
    for passage, words, subject in zip(candidates, said, about, strict=True):
        score = float(words) + 0.5 * float(subject)
        score += _FIGURE_BONUS * len(kinds & {figure.kind for figure in passage.figures})
        score += _ASPECT_BONUS * len(aspects & set(passage.clause.aspects))
        scored.append(Passage(passage.clause, passage.text, passage.figures, score))
    return sorted(scored, key=lambda passage: -passage.score)
