"""Accepted labels as ordinary Rasa YAML in nlu_data, written so that ``git diff`` shows the examples and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Optional

from bot.examples.checking import faults, fold, untrainable
from bot.examples.reading import Example, ExampleError, read_content, read_file, training_files
from bot.review.conflicts import conflicts, example_of, teaches
from bot.review.example_file import ExampleFile
from bot.review.labels import Label
from bot.review.nearest import Nearest
from bot.review.replacing import exclusive, replace_files
from bot.review.wording import titled
from knowledge.curation import Matter

_FILES = {
    "emergency": "emergency.yml",
    "out_of_scope": "out_of_scope.yml",
    "talk": "talk.yml",
    "two_matters": "ambiguous.yml",
    "follow_up": "follow_ups.yml",
}


@dataclass(frozen=True)
class Rules:
    """``matters``: all there are, ``unit_matters`` those of the units themselves; ``asked``: the golden questions."""

    matters: Mapping[str, Matter]
    asked: Sequence[str] = field(repr=False)
    unit_matters: Sequence[str] = ()

    @cached_property
    def titles(self) -> dict[str, str]:
        return {matter.id: matter.title for matter in self.matters.values()}

    @cached_property
    def untrainable(self) -> frozenset[str]:
        return untrainable(self.asked)


@dataclass(frozen=True)
class Written:
    """``file``: below nlu_data; ``moved``: examples that were in the way, as they were before."""

    label: Label
    file: str
    moved: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Refused:
    label: Label
    reason: str


@dataclass(frozen=True)
class Outcome:
    """``present``: what had been trained just so before."""

    written: tuple[Written, ...]
    present: tuple[Label, ...]
    refused: tuple[Refused, ...]


def write_examples(labels: Iterable[Label], folder: Path, rules: Rules) -> Outcome:
    """Write the labels, in their order, into the files of ``folder``; again the same, and nothing changes.

    ExampleError, and no file is changed, where a file cannot be read or written, or where ``bot.examples.checking``
    would find more faults than before.
    """
    found: list[Written | Label | Refused] = []
    try:
        with exclusive(folder):
            draft = _Draft(folder, rules)
            found += map(draft.take, labels)
            draft.write()
    except OSError as error:
        raise ExampleError(f"{error.filename or folder}：无法写入（{error.strerror}），例句没有改动") from error
    return Outcome(
        tuple(one for one in found if isinstance(one, Written)),
        tuple(one for one in found if isinstance(one, Label)),
        tuple(one for one in found if isinstance(one, Refused)),
    )


class _Draft:
    """The examples as they will be; nothing is in the files before ``write``."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self._folder = folder
        self._rules = rules
        self._examples = {path: read_file(path) for path in training_files(folder)}
        self._files: dict[Path, ExampleFile] = {}
        # Of the same words there should be one; an export that was cut off may have left two.
        self._by_words: dict[str, list[tuple[Path, Example]]] = defaultdict(list)
        self._file_of_matter: dict[str, Path] = {}
        for path, examples in self._examples.items():
            for example in examples:
                self._by_words[fold(example.text)].append((path, example))
                if path.parent != folder:
                    self._file_of_matter.setdefault(example.label, path)

    def take(self, label: Label) -> Written | Label | Refused:
        """Add the label's example, and move what is in its way; the label itself where there is nothing to do."""
        wanted, path = example_of(label), self._file_of(label)
        reason = self._fault(label)
        if reason or wanted is None or path is None:
            return Refused(label, reason or f"nlu_data里还没有“{'、'.join(label.matters)}”的例句，先写出第一批")
        standing = self._by_words[fold(label.text)]
        others = [one for one in standing if teaches(one[1]) != teaches(wanted)]
        if others and not label.replace:
            other_path, other = others[0]
            trained = titled(other.intent, other.metadata, self._rules.titles)
            return Refused(label, f"{self._name(other_path)}里的“{other.text}”已经训练成{trained}，两个只能留一个")
        if label.replace:
            others += self._near(label)
        for one in others:
            self._move(*one, path, wanted)
        is_new = self._add(path, wanted)
        return Written(label, self._name(path), tuple(one for _, one in others)) if is_new or others else label

    def write(self) -> None:
        """Replace the files that changed, all or none."""
        if not self._files:
            return
        examples = {path: file.examples for path, file in self._files.items()}
        for path, file in self._files.items():
            if read_content(file.content, path) != examples[path]:
                raise ExampleError(f"{self._name(path)}：写成YAML以后读回来不一样，例句没有改动")
        before, after = (self._faults(which) for which in (self._examples, {**self._examples, **examples}))
        if len(after) > len(before):  # with more examples a fault that was there may tell another number
            new = next(fault for fault in after if fault not in before)
            raise ExampleError(f"写入以后例句会有错：{new}；例句没有改动")
        replace_files({path: file.content for path, file in self._files.items()})

    def _fault(self, label: Label) -> str:
        unknown = [matter for matter in label.matters if matter not in self._rules.matters]
        if unknown:
            return f"没有“{unknown[0]}”这个事项"
        return "是考题，不能用来训练" if fold(label.text) in self._rules.untrainable else ""

    def _file_of(self, label: Label) -> Optional[Path]:
        name = _FILES.get(label.verdict)
        return self._folder / name if name else self._file_of_matter.get("".join(label.matters))

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest([example for examples in self._examples.values() for example in examples])

    def _near(self, label: Label) -> list[tuple[Path, Example]]:
        """Where the examples of nearly the same words stand that say something else."""
        near = [conflict.example for conflict in conflicts(self._nearest, label) if not conflict.same]
        return [one for example in near for one in self._by_words[fold(example.text)] if one[1] == example]

    def _move(self, old_path: Path, old: Example, path: Path, wanted: Example) -> None:
        """Let an example be trained as ``wanted`` is; its words and its voice are what they were."""
        self._file(old_path).remove(old)
        self._by_words[fold(old.text)].remove((old_path, old))
        self._add(path, Example(old.text, wanted.intent, {**wanted.metadata, "voice": old.voice}))

    def _add(self, path: Path, example: Example) -> bool:
        """Add an example, unless its words are there already."""
        standing = self._by_words[fold(example.text)]
        if standing:
            return False
        self._file(path).add(example)
        standing.append((path, example))
        return True

    def _file(self, path: Path) -> ExampleFile:
        if path not in self._files:
            self._files[path] = ExampleFile(path, path.read_bytes().decode("utf-8"))  # line ends as they are
        return self._files[path]

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self._folder))

    def _faults(self, examples: Mapping[Path, Sequence[Example]]) -> list[str]:
        every = [example for path in examples for example in examples[path]]
        return faults(every, self._rules.matters, self._rules.asked, self._rules.unit_matters)
