"""The training examples as the pages use them: looked up, and written to."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from bot.evaluation.cases import read_turns
from bot.examples.reading import read_examples, training_files
from bot.review.into_examples import Outcome, Rules, write_examples
from bot.review.labels import Labels
from bot.review.nearest import Nearest
from bot.settings import EXAMPLES, QUESTIONS
from knowledge.query import Knowledge

_State = tuple[tuple[Path, int], ...]


@dataclass
class Trained:
    """``folder``: laid out as nlu_data; ``questions``: folders of what may not be trained. Calls block."""

    folder: Path = EXAMPLES
    questions: Sequence[Path] = QUESTIONS
    _making: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _made: Optional[tuple[_State, Nearest]] = field(default=None, repr=False)

    def nearest(self) -> Nearest:
        """Made anew, in some seconds, whenever a file has changed. ExampleError where one cannot be read."""
        with self._making:
            state = self._state()
            if self._made is None or self._made[0] != state:
                self._made = state, Nearest(read_examples(self.folder))
            return self._made[1]

    def write(self, labels: Labels, knowledge: Knowledge) -> Outcome:
        """Write what is accepted. ExampleError or CaseError, and nothing has changed, where that cannot be."""
        asked = [turn.text for folder in self.questions for turn in read_turns(folder, dialogues=True)]
        rules = Rules(knowledge.matters, asked, knowledge.unit_matter_ids)
        outcome = write_examples(labels.accepted(), self.folder, rules)
        done = (*(one.label for one in outcome.written), *outcome.present)
        labels.mark_exported(label.id for label in done)
        return outcome

    def _state(self) -> _State:
        files = training_files(self.folder)
        return tuple((file, file.stat().st_mtime_ns if file.exists() else 0) for file in files)
