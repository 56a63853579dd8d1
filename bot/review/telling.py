"""What becomes of labels, line by line, for the console."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.examples.reading import Example
from bot.review.conflicts import conflicts, example_of
from bot.review.into_examples import Outcome
from bot.review.labels import Label, Wish
from bot.review.nearest import Nearest
from bot.review.table_file import Preview
from bot.review.wording import VERDICTS, titled
from knowledge.spreadsheet import Fault

Titles = Mapping[str, str]  # of the matters, by their ids


def told_of_outcome(outcome: Outcome, titles: Titles) -> Iterator[str]:
    """What was written where; what was refused is for ``told_of_refusals``."""
    for one in outcome.written:
        yield f"{one.file}：“{one.label.text}” {_trained(one.label, titles)}"
        for old in one.moved:
            yield f"  {_where(old, titles)}，也改成这样"
    yield f"写进{len(outcome.written)}条，{len(outcome.present)}条本来就有，{len(outcome.refused)}条不能写。"


def told_of_refusals(outcome: Outcome) -> Iterator[str]:
    for one in outcome.refused:
        yield f"第{one.label.id}号标注“{one.label.text}”：{one.reason}"


def told_of_table(preview: Preview, nearest: Nearest, titles: Titles) -> Iterator[str]:
    """What a table says, and which examples say something else."""
    for row, wish in preview.wishes.items():
        yield f"第{row}行 “{wish.text}” {_trained(wish, titles)}"
        for conflict in conflicts(nearest, wish):
            yield f"  {'说法一样' if conflict.same else '说法相近'}：{_where(conflict.example, titles)}"


def contradicted(preview: Preview, nearest: Nearest) -> tuple[Fault, ...]:
    """The rows whose very words are trained as something else."""
    return tuple(
        Fault(row, "", "这句话已经训练成别的；要照表格改，加 --replace")
        for row, wish in preview.wishes.items()
        if any(conflict.same for conflict in conflicts(nearest, wish))
    )


def _where(example: Example, titles: Titles) -> str:
    return f"{example.file}里的“{example.text}”是{titled(example.intent, example.metadata, titles)}"


def _trained(wish: Label | Wish, titles: Titles) -> str:
    example = example_of(wish)
    return titled(example.intent, example.metadata, titles) if example else VERDICTS[wish.verdict]
