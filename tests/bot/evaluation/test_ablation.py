"""The ablation on a handful of invented lessons; the table itself takes its time (``rightdoor ablation``)."""

import numpy as np
import pytest

from bot.evaluation.ablation import Lessons, Linear, Row, WithRows, as_markdown
from bot.evaluation.rivals import WithoutDialect, WithRidge
from knowledge.query import Knowledge

TEXTS = [f"{text}{n}" for n in range(8) for text in ("狗叫唤得睡不着", "护照过期要换新的", "今天菜价涨了没有")]
LABELS = np.array(["dog_barking", "passport", "-out_of_scope"] * 8)


def length_and_dog(texts: list[str]) -> np.ndarray:
    """An invented encoder."""
    return np.array([[len(text), "狗" in text] for text in texts], dtype=np.float32)


@pytest.mark.parametrize("kind", ["plain", "rows", "dialect", "ridge", "vectors only"])
def test_every_variant_learns_what_it_is_told(kind: str, knowledge: Knowledge) -> None:
    plain = Linear(["字串", "词"])
    variant = {
        "plain": plain,
        "rows": WithRows(plain, knowledge),
        "dialect": WithoutDialect(plain),
        "ridge": WithRidge(plain, length_and_dog),
        "vectors only": Linear([], length_and_dog),
    }[kind]

    classes = variant.fit(Lessons(TEXTS, LABELS, np.ones(24), np.array(["voice"] * 24)))

    told = TEXTS[:1] if kind == "vectors only" else TEXTS[:3]
    assert list(classes[variant.scores(told).argmax(axis=1)]) == list(LABELS[: len(told)])


def test_the_table_has_a_line_a_variant() -> None:
    *_, header, line, row = as_markdown([Row("词", 24_000, 0.5, [(0.9, 0.8), (0.7, 0.6)], 1.25, 61.0)])
    assert header.count("|") == line.count("|") == row.count("|")
    assert row == "| 词 | 24 000 | 50.0% | 70.0% | 60.0% | 90.0% | 80.0% | 1.2 | 61 |"
