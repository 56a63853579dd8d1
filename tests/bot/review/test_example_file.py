"""A change touches the lines that it needs and no others."""

from __future__ import annotations

import difflib
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import TEXT

from bot.examples.reading import Example, ExampleError, read_content, training_files
from bot.review.example_file import ExampleFile
from bot.review.label_rules import LabelError, Wish, checked
from bot.settings import EXAMPLES
from tests.bot.review.conftest import TOP, block

PATH = Path("dogs.yml")
# Blocks of an older layout stand in front, sorted in another way.
CONTENT = (
    TOP
    + block("ask_contact", "{matter: dogs, voice: young}", "狗的事打哪个电话")
    + block("ask_unit", "{matter: dogs, voice: farmer}", "狗叫了一宿找谁", "俺邻居的狗老叫唤")
    + block("ask_unit", "{matter: dogs, voice: young}", "狗狂吠求管")
    + block("ask_unit", "{matter: noise, voice: farmer}", "工地半夜打桩谁管")
    + block("ask_unit", "{voice: desk, matter: noise}", "群众反映夜间施工")
    + block("ask_unit", "{voice: world, matter: dogs}", "dog barking who to call")
)


def example(text: str, intent: str = "ask_unit", **metadata: Any) -> Example:
    return Example(text, intent, {"voice": "review", **metadata}, "dogs.yml")


def changed(*new: Example, removed: tuple[Example, ...] = ()) -> list[str]:
    """The lines that come and go, sorted: a new block's ``examples: |`` may as well be its neighbour's."""
    file = ExampleFile(PATH, CONTENT)
    for one in new:
        file.add(one)
    for one in removed:
        file.remove(one)
    lines = difflib.ndiff(CONTENT.splitlines(), file.content.splitlines())
    return sorted(line for line in lines if line[0] in "+-")


@pytest.mark.parametrize("path", [path for path in training_files(EXAMPLES) if path.name != "rules.yml"])
def test_a_file_of_nlu_data_is_read_and_written_as_it_is(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    file = ExampleFile(path, content)
    assert file.content == content
    assert file.examples == read_content(content, path)


def test_a_new_block_stands_in_the_order_of_voices_at_the_end_of_its_intent() -> None:
    file = ExampleFile(PATH, CONTENT)
    file.add(example("狗叫归谁", matter="dogs"))

    found = [(one.intent, one.voice, one.label) for one in file.examples]
    place = found.index(("ask_unit", "review", "dogs"))
    assert found[place - 1 : place + 2] == [
        ("ask_unit", "desk", "noise"),
        ("ask_unit", "review", "dogs"),
        ("ask_unit", "world", "dogs"),
    ]
    assert changed(example("狗叫归谁", matter="dogs")) == [
        "+       - 狗叫归谁",
        "+     examples: |",
        "+     metadata: {voice: review, matter: dogs}",
        "+   - intent: ask_unit",
    ]


def test_the_next_example_of_a_block_is_one_line() -> None:
    file = ExampleFile(PATH, CONTENT)
    file.add(example("狗甲", matter="dogs"))
    before = file.content
    file.add(example("狗丙", matter="dogs"))

    lines = difflib.ndiff(before.splitlines(), file.content.splitlines())
    assert [line for line in lines if line[0] in "+-"] == ["+       - 狗丙"]


def test_an_example_joins_a_block_whose_metadata_is_written_in_another_order() -> None:
    assert changed(Example("狗狗狗", "ask_unit", {"voice": "young", "matter": "dogs"})) == ["+       - 狗狗狗"]


def test_whatever_the_order_in_which_examples_come_the_file_is_the_same() -> None:
    new = [
        example("狗叫归谁", matter="dogs"),
        example("狗叫找谁", matter="dogs"),
        example("施工归谁", matter="noise"),
        example("狗叫怎么罚", "ask_penalty", matter="dogs"),
    ]
    contents = set()
    for order in permutations(new):
        file = ExampleFile(PATH, CONTENT)
        for one in order:
            file.add(one)
        contents.add(file.content)
    assert len(contents) == 1


def test_an_example_goes_and_its_block_with_the_last() -> None:
    assert changed(removed=(Example("狗叫了一宿找谁", "ask_unit", {"matter": "dogs", "voice": "farmer"}),)) == [
        "-       - 狗叫了一宿找谁"
    ]
    assert changed(removed=(Example("狗狂吠求管", "ask_unit", {"matter": "dogs", "voice": "young"}),)) == [
        "-       - 狗狂吠求管",
        "-     examples: |",
        "-     metadata: {matter: dogs, voice: young}",
        "-   - intent: ask_unit",
    ]


@pytest.mark.parametrize(
    ("metadata", "written"),
    [
        ({"numbers": ["119", "120"]}, '{voice: review, numbers: ["119", "120"]}'),
        ({"matters": ["dogs", "noise"]}, "{voice: review, matters: [dogs, noise]}"),
        ({"follow_up": True}, "{voice: review, follow_up: true}"),
        ({"matter": "no"}, '{voice: review, matter: "no"}'),
    ],
)
def test_metadata_is_written_as_in_nlu_data(metadata: dict[str, Any], written: str) -> None:
    file = ExampleFile(PATH, TOP)
    file.add(example("甲", **metadata))
    assert file.content == TOP + block("ask_unit", written, "甲")
    assert read_content(file.content, PATH) == file.examples


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "dogs.yml 第1行：不是例句文件的写法"),
        ("nlu:\n", "dogs.yml 第1行：不是例句文件的写法"),
        (CONTENT.replace("      - 狗狂吠求管", "        狗狂吠求管"), "dogs.yml 第13行：不是例句文件的写法"),
        (CONTENT + "# 先到这里\n", "dogs.yml 第29行：不是例句文件的写法"),
        (CONTENT.removesuffix("\n"), "dogs.yml 第25行：不是例句文件的写法"),
        (CONTENT.replace("\n", "\r\n"), "dogs.yml 第1行：不是例句文件的写法"),
        (CONTENT.replace("voice: desk", "voice: ]"), "dogs.yml：“{voice: ], matter: noise}”不是metadata的写法"),
    ],
)
def test_a_file_in_another_layout_says_where(content: str, says: str) -> None:
    with pytest.raises(ExampleError) as refused:
        ExampleFile(PATH, content)
    assert str(refused.value).startswith(says)
    assert "\n" not in str(refused.value)


SIGNS = "-#:|>&*!%@`\"'{}[](),?~\\/<=+"
ODD = st.text(st.sampled_from([*SIGNS, *"狗a1 \t\n\r\x85\u2028\ufeff\u200d\U0001f602"]), max_size=12)


@given(st.lists(st.one_of(st.text(), ODD), min_size=1, max_size=5))
def test_any_words_are_read_back_as_they_are_or_refused(texts: list[str]) -> None:
    file = ExampleFile(PATH, TOP)
    for text in texts:
        try:
            wish = checked(Wish(text, "out_of_scope"))
        except LabelError:
            continue
        file.add(Example(wish.text, "out_of_scope", {"voice": "review"}, "dogs.yml"))
    assert read_content(file.content, PATH) == file.examples
    assert ExampleFile(PATH, file.content).examples == file.examples


@settings(deadline=None)  # Rasa's reader takes its time
@given(st.one_of(st.text(), ODD))
def test_rasas_own_reader_reads_them_too(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        said = checked(Wish(text, "out_of_scope")).text
    except LabelError:
        return
    file = ExampleFile(PATH, TOP)
    file.add(Example(said, "out_of_scope", {"voice": "review"}))
    path = tmp_path_factory.mktemp("rasa") / "nlu.yml"
    path.write_text(file.content, encoding="utf-8")

    read = RasaFileImporter(training_data_paths=[str(path)]).get_nlu_data("zh").training_examples

    assert [message.get(TEXT) for message in read] == [said]
