"""A file of examples as lines, so that a change touches the lines that it needs and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.examples.reading import LOADER, Example, ExampleError

_TOP = 'version: "3.1"\n\nnlu:\n'
_BLOCK = re.compile(
    r"(?P<head>  - intent: (?P<intent>\w+)\n    metadata: (?P<metadata>\{.*\})\n    examples: \|\n)"
    r"(?P<texts>(?:      - .+\n)+)"
)
_EXAMPLE = "      - "


@dataclass
class _Block:
    """``head``: the lines above the examples, as they are written."""

    head: str
    intent: str
    metadata: Mapping[str, Any]
    texts: list[str]

    @property
    def order(self) -> tuple[str, str, str]:
        about = {key: value for key, value in self.metadata.items() if key != "voice"}
        return self.intent, str(self.metadata.get("voice", "")), json.dumps(about)

    def holds(self, example: Example) -> bool:
        return (self.intent, self.metadata) == (example.intent, example.metadata)


class ExampleFile:
    """Blocks, sorted by intent, by voice, and by what they are about; of the same in all three there is one block."""

    def __init__(self, path: Path, content: str) -> None:
        """ExampleError, naming the file and line, where the content is not laid out as the files of nlu_data are."""
        self._path = path
        self._blocks: list[_Block] = []
        done = len(_TOP) if content.startswith(_TOP) else 0
        while done and (found := _BLOCK.match(content, done)):
            texts = [line.removeprefix(_EXAMPLE) for line in found["texts"].split("\n")[:-1]]
            self._blocks.append(_Block(found["head"], found["intent"], self._metadata(found), texts))
            done = found.end()
        if done < max(len(content), 1):
            line = content.count("\n", 0, done) + 1
            raise ExampleError(f"{path} 第{line}行：不是例句文件的写法（照别的例句块写：intent、metadata、examples）")

    def _metadata(self, found: re.Match[str]) -> dict[str, Any]:
        try:
            return dict(yaml.load(found["metadata"], LOADER))
        except (yaml.YAMLError, ValueError) as error:
            raise ExampleError(f"{self._path}：“{found['metadata']}”不是metadata的写法") from error

    @property
    def content(self) -> str:
        return _TOP + "".join(
            block.head + "".join(f"{_EXAMPLE}{text}\n" for text in block.texts) for block in self._blocks
        )

    @property
    def examples(self) -> list[Example]:
        return [Example(text, b.intent, b.metadata, self._path.name) for b in self._blocks for text in b.texts]

    def add(self, example: Example) -> None:
        """Put an example into its block; into a new one where there is none."""
        for block in self._blocks:
            if block.holds(example):
                block.texts.insert(_place(block.texts, example.text), example.text)
                return
        new = _Block(_head(example), example.intent, example.metadata, [example.text])
        self._blocks.insert(_place([block.order for block in self._blocks], new.order), new)

    def remove(self, example: Example) -> None:
        """Take an example out; its block too where it was the last."""
        for block in self._blocks:
            if block.holds(example) and example.text in block.texts:
                block.texts.remove(example.text)
        self._blocks = [block for block in self._blocks if block.texts]


def _place(keys: Sequence[Any], key: Any) -> int:
    """Where the key belongs, looked for from the end: what stands unsorted in front of it stays there."""
    place = len(keys)
    while place and keys[place - 1] > key:
        place -= 1
    return place


def _head(example: Example) -> str:
    metadata = ", ".join(f"{key}: {_flow(value)}" for key, value in example.metadata.items())
    return f"  - intent: {example.intent}\n    metadata: {{{metadata}}}\n    examples: |\n"


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    is_plain = isinstance(value, str) and re.fullmatch(r"\w+", value) and yaml.safe_load(value) == value
    return str(value) if is_plain else json.dumps(value, ensure_ascii=False)
