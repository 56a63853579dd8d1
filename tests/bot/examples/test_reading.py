from pathlib import Path

import pytest

from bot.examples.reading import Example, ExampleError, read_file

FILE = """version: "3.1"
nlu:
  - intent: ask_unit
    metadata: {matter: dogs, voice: farmer}
    examples: |
      - 狗的事找谁
      - 俺养条狗中不
  - intent: emergency
    metadata: {numbers: ["119"], voice: calls}
    examples: |
      - 着火了
"""


def test_each_line_is_an_example_with_its_blocks_labels(tmp_path: Path) -> None:
    file = tmp_path / "dogs.yml"
    file.write_text(FILE, encoding="utf-8")
    first, second, third = read_file(file)
    assert (first.text, first.intent, first.voice, first.file) == ("狗的事找谁", "ask_unit", "farmer", "dogs.yml")
    assert second.metadata == {"matter": "dogs", "voice": "farmer"}
    assert (third.intent, third.metadata["numbers"]) == ("emergency", ["119"])


@pytest.mark.parametrize(
    ("intent", "metadata", "label"),
    [
        ("ask_unit", {"matter": "dogs"}, "dogs"),
        ("ask_unit", {"matters": ["noise", "dogs"]}, "dogs,noise"),
        ("ask_contact", {"follow_up": True}, "follow_up"),
        ("greet", {}, "greet"),
    ],
)
def test_label_says_what_an_example_is_about(intent: str, metadata: dict, label: str) -> None:
    assert Example("……", intent, metadata).label == label


@pytest.mark.parametrize("content", ["nlu: [", "[1, 2]", "nlu:\n  - intent: greet\n", "nlu:\n  - examples: 5\n"])
def test_a_file_that_is_none_says_so_in_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "broken.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ExampleError, match=r"^\S+broken\.yml：不是例句文件[^\n]*$"):
        read_file(file)
