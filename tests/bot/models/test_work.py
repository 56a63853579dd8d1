"""The real tools of a training, over a few invented examples."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.examples.reading import Example, read_examples
from bot.models import work
from bot.settings import ROOT
from bot.training import TrainingError
from knowledge.query import Knowledge


def test_the_examples_of_the_tree_may_be_trained_on(knowledge: Knowledge) -> None:
    work.check_examples(knowledge)


def test_wrong_examples_stop_the_training_with_the_first_of_them(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = read_examples()
    wrong = [replace(examples[0], text=f"没有的事{n}", metadata={"voice": "x", "matter": "unicorns"}) for n in range(2)]
    monkeypatch.setattr(work, "read_examples", lambda: [*wrong, *examples])
    with pytest.raises(TrainingError) as caught:
        work.check_examples(knowledge)
    assert str(caught.value) == (
        f"例句有2处错误，如：{wrong[0].file}：“没有的事0”的标签不对：unicorns（rightdoor examples check列出全部）"
    )


def test_a_question_that_is_asked_in_the_exam_may_not_be_trained_on(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asked:
        text = "狗叫一整夜没人管"

    examples = [
        *read_examples(),
        Example("狗叫一整夜，没人管！", "ask_unit", {"voice": "x", "matter": "dogs"}, "dogs.yml"),
    ]
    monkeypatch.setattr(work, "read_examples", lambda: examples)
    monkeypatch.setattr(work, "read_turns", lambda *_, **__: [Asked])
    with pytest.raises(TrainingError, match="是考题，不能用来训练"):
        work.check_examples(knowledge)


def test_training_tells_which_component_it_is_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[float, str]] = []
    heard = logging.getLogger("rasa.engine.training.hooks")
    before = (heard.level, list(heard.handlers), heard.propagate)

    def train(folder: Path) -> Path:
        for name in ("RulePolicy", "QuestionFeaturizer", "AskedClassifier", "SubjectClassifier"):
            heard.info(f"Starting to train component '{name}'.")
            heard.info(f"Finished training component '{name}'.")
        print("what Rasa prints")
        return folder / "model.tar.gz"

    monkeypatch.setattr(work, "train_model", train)
    assert work.train(tmp_path, lambda done, doing: told.append((done, doing))) == tmp_path / "model.tar.gz"
    assert [doing for _, doing in told] == ["读例句", "数字、词、音，算句向量", "学问的是什么", "学是哪件事"]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert (heard.level, list(heard.handlers), heard.propagate) == before


def test_the_components_that_are_told_of_are_those_of_the_pipeline() -> None:
    config = (ROOT / "config.yml").read_text(encoding="utf-8")
    assert [name for name in work.COMPONENTS if f".{name}\n" not in config] == []
