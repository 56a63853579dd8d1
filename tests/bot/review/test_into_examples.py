"""Accepted labels in nlu_data: which lines change, what is refused, and that it is all or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.examples.checking import faults
from bot.examples.reading import Example, ExampleError, read_examples
from bot.review.into_examples import Outcome, Rules, write_examples
from bot.review.labels import Label, Labels
from tests.bot.review.conftest import MATTERS, TOP, block


class Trainer:
    """Labels one after another, and writes them."""

    def __init__(self, labels: Labels, folder: Path, rules: Rules) -> None:
        self._labels = labels
        self._folder = folder
        self._rules = rules

    def matter(self, text: str, matter: str = "dogs", intent: str = "ask_unit", **more: Any) -> Label:
        return self._labels.add("王", (), text, "matter", [matter], intent, **more)

    def says(self, text: str, verdict: str, **more: Any) -> Label:
        return self._labels.add("王", (), text, verdict, **more)

    def writes(self) -> Outcome:
        return write_examples(self._labels.accepted(), self._folder, self._rules)


@pytest.fixture
def trainer(labels: Labels, folder: Path, rules: Rules) -> Trainer:
    return Trainer(labels, folder, rules)


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file()
    }


def test_each_verdict_goes_to_its_file(trainer: Trainer, folder: Path) -> None:
    trainer.matter("隔壁哈士奇嚎了一宿")
    trainer.says("狗和工地都吵", "two_matters", matters=["noise", "dogs"], intent="ask_unit")
    trainer.says("楼上冒烟了", "emergency", numbers=["119"])
    trainer.says("股票涨不涨", "out_of_scope")
    trainer.says("谢谢您嘞", "talk", intent="thanks")
    trainer.says("那电话呢", "follow_up", intent="ask_contact")
    trainer.says("无人机归谁管", "new_matter")

    written = {one.file: one.label.text for one in trainer.writes().written}

    assert written == {
        "matters/home.yml": "隔壁哈士奇嚎了一宿",
        "ambiguous.yml": "狗和工地都吵",
        "emergency.yml": "楼上冒烟了",
        "out_of_scope.yml": "股票涨不涨",
        "talk.yml": "谢谢您嘞",
        "follow_ups.yml": "那电话呢",
    }
    assert contents(folder)["emergency.yml"] == TOP + block(
        "emergency", '{voice: review, numbers: ["119"]}', "楼上冒烟了"
    )
    assert contents(folder)["matters/home.yml"] == (
        TOP
        + block("ask_unit", "{matter: dogs, voice: farmer}", "俺邻居的狗老叫唤", "狗叫了一宿找谁")
        + block("ask_unit", "{matter: noise, voice: farmer}", "工地半夜打桩谁管")
        + block("ask_unit", "{voice: review, matter: dogs}", "隔壁哈士奇嚎了一宿")
    )


def test_writing_the_same_again_changes_nothing(trainer: Trainer, folder: Path) -> None:
    label = trainer.matter("隔壁哈士奇嚎了一宿")
    trainer.writes()
    before = contents(folder)

    again = trainer.writes()

    assert (again.written, again.present, again.refused) == ((), (label,), ())
    assert contents(folder) == before


def test_the_same_words_trained_as_something_else_are_refused_with_both(trainer: Trainer, folder: Path) -> None:
    before = contents(folder)
    label = trainer.matter("狗叫了一宿，找谁？", "noise")

    (refused,) = trainer.writes().refused

    assert refused.label == label
    assert refused.reason == "matters/home.yml里的“狗叫了一宿找谁”已经训练成犬吠扰民（归谁管），两个只能留一个"
    assert contents(folder) == before


def test_replacing_moves_the_example_of_the_same_words_and_keeps_its_voice(trainer: Trainer, folder: Path) -> None:
    trainer.says("狗叫了一宿，找谁？", "out_of_scope", replace=True)

    (written,) = trainer.writes().written

    assert [old.text for old in written.moved] == ["狗叫了一宿找谁"]
    assert contents(folder)["out_of_scope.yml"] == TOP + block("out_of_scope", "{voice: farmer}", "狗叫了一宿找谁")
    assert "狗叫了一宿" not in contents(folder)["matters/home.yml"]


def test_replacing_moves_what_is_nearly_the_same_too(trainer: Trainer, folder: Path) -> None:
    trainer.matter("工地半夜打桩谁管啊", "dogs", replace=True)

    (written,) = trainer.writes().written

    assert [old.text for old in written.moved] == ["工地半夜打桩谁管"]
    assert {example.text: (example.label, example.voice) for example in read_examples(folder)} == {
        "俺邻居的狗老叫唤": ("dogs", "farmer"),
        "狗叫了一宿找谁": ("dogs", "farmer"),
        "工地半夜打桩谁管": ("dogs", "farmer"),
        "工地半夜打桩谁管啊": ("dogs", "review"),
    }


def test_without_replacing_both_of_nearly_the_same_words_stay(trainer: Trainer, folder: Path) -> None:
    trainer.matter("工地半夜打桩谁管啊", "dogs")

    (written,) = trainer.writes().written

    assert written.moved == ()
    assert {"工地半夜打桩谁管": "noise", "工地半夜打桩谁管啊": "dogs"}.items() <= {
        example.text: example.label for example in read_examples(folder)
    }.items()


@pytest.mark.parametrize(
    ("text", "matter", "reason"),
    [
        ("楼下跳广场舞，归哪个部门？", "noise", "是考题，不能用来训练"),
        ("猫叫归谁管", "cats", "没有“cats”这个事项"),
    ],
)
def test_what_must_not_be_trained_is_refused_and_the_rest_is_written(
    trainer: Trainer, text: str, matter: str, reason: str
) -> None:
    trainer.matter(text, matter)
    trainer.matter("隔壁哈士奇嚎了一宿")

    outcome = trainer.writes()

    assert [one.reason for one in outcome.refused] == [reason]
    assert [one.label.text for one in outcome.written] == ["隔壁哈士奇嚎了一宿"]


def test_a_matter_that_no_file_has_is_refused(labels: Labels, folder: Path) -> None:
    cats = MATTERS["dogs"].copy(update={"id": "cats"})
    trainer = Trainer(labels, folder, Rules({**MATTERS, "cats": cats}, []))
    trainer.matter("猫叫归谁管", "cats")
    assert [one.reason for one in trainer.writes().refused] == ["nlu_data里还没有“cats”的例句，先写出第一批"]


def test_the_examples_have_no_more_faults_than_before(trainer: Trainer, folder: Path, rules: Rules) -> None:
    before = faults(read_examples(folder), rules.matters, rules.asked)
    trainer.matter("隔壁哈士奇嚎了一宿")
    trainer.says("楼上冒烟了", "emergency", numbers=["119"])
    trainer.writes()
    after = faults(read_examples(folder), rules.matters, rules.asked)

    assert "dogs（犬吠扰民）只有2条例句，应有60条" in before
    assert "dogs（犬吠扰民）只有3条例句，应有60条" in after
    assert len(after) == len(before)


def test_a_matter_left_with_too_few_examples_stops_everything(trainer: Trainer, folder: Path) -> None:
    file = folder / "matters" / "home.yml"
    more = [
        block("ask_unit", f"{{voice: {voice}, matter: dogs}}", *(f"{voice}家第{number}条狗" for number in range(20)))
        for voice in ("business", "desk", "young")
    ]
    file.write_text(contents(folder)["matters/home.yml"] + "".join(more), encoding="utf-8")
    before = contents(folder)
    for text in ("狗叫了一宿找谁", "俺邻居的狗老叫唤", "desk家第1条狗"):
        trainer.says(text, "out_of_scope", replace=True)

    with pytest.raises(ExampleError) as stopped:
        trainer.writes()

    assert str(stopped.value) == "写入以后例句会有错：dogs（犬吠扰民）只有59条例句，应有60条；例句没有改动"
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("talk.yml", "nlu: [", "talk.yml：不是例句文件"),
        (
            "out_of_scope.yml",
            TOP + "  - intent: out_of_scope\n    examples: |\n      - 股票\n",
            "out_of_scope.yml 第4行",
        ),
    ],
)
def test_a_broken_file_stops_everything_in_one_line(
    trainer: Trainer, folder: Path, name: str, content: str, says: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    before = contents(folder)
    trainer.matter("隔壁哈士奇嚎了一宿")
    trainer.says("股票涨不涨", "out_of_scope")

    with pytest.raises(ExampleError) as stopped:
        trainer.writes()

    assert says in str(stopped.value)
    assert "\n" not in str(stopped.value)
    assert contents(folder) == before


def test_without_a_folder_one_line_says_so(trainer: Trainer, folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(ExampleError, match=r"nlu_data：无法写入（No such file or directory），例句没有改动"):
        trainer.writes()


def test_an_export_that_was_cut_off_is_mended_by_the_next(trainer: Trainer, folder: Path) -> None:
    trainer.says("狗叫了一宿找谁", "out_of_scope", replace=True)
    (folder / "out_of_scope.yml").write_text(
        TOP + block("out_of_scope", "{voice: farmer}", "狗叫了一宿找谁"), encoding="utf-8"
    )

    trainer.writes()

    found = [example for example in read_examples(folder) if example.text == "狗叫了一宿找谁"]
    assert found == [Example("狗叫了一宿找谁", "out_of_scope", {"voice": "farmer"}, "out_of_scope.yml")]


def test_the_order_of_the_labels_does_not_show(trainer: Trainer, folder: Path) -> None:
    for text in ("狗丙", "狗甲", "狗乙"):
        trainer.matter(text)
    trainer.writes()
    assert [one.text for one in read_examples(folder) if one.voice == "review"] == ["狗丙", "狗乙", "狗甲"]
