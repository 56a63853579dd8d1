from __future__ import annotations

from pathlib import Path

from bot.examples.reading import read_examples
from bot.review.into_examples import Rules, write_examples
from bot.review.label_rules import Wish
from bot.review.labels import Labels
from bot.review.nearest import Nearest
from bot.review.table_file import Preview
from bot.review.telling import contradicted, told_of_outcome, told_of_refusals, told_of_table
from knowledge.spreadsheet import Fault


def test_what_was_written_moved_and_refused(labels: Labels, folder: Path, rules: Rules) -> None:
    labels.add("王", (), "狗叫了一宿，找谁", "out_of_scope", replace=True)
    labels.add("王", (), "楼下跳广场舞归哪个部门", "out_of_scope")
    outcome = write_examples(labels.accepted(), folder, rules)

    assert list(told_of_outcome(outcome, rules.titles)) == [
        "out_of_scope.yml：“狗叫了一宿，找谁” 范围外",
        "  home.yml里的“狗叫了一宿找谁”是犬吠扰民（归谁管），也改成这样",
        "写进1条，0条本来就有，1条不能写。",
    ]
    assert list(told_of_refusals(outcome)) == ["第2号标注“楼下跳广场舞归哪个部门”：是考题，不能用来训练"]


def test_what_a_table_says_and_what_it_contradicts(folder: Path, rules: Rules) -> None:
    nearest = Nearest(read_examples(folder))
    preview = Preview(
        {
            2: Wish("狗叫了一宿，找谁", "out_of_scope"),
            3: Wish("工地半夜打桩谁管啊", "matter", ("dogs",), "ask_unit"),
            5: Wish("无人机归谁管", "new_matter"),
        },
        (),
    )

    assert list(told_of_table(preview, nearest, rules.titles)) == [
        "第2行 “狗叫了一宿，找谁” 范围外",
        "  说法一样：home.yml里的“狗叫了一宿找谁”是犬吠扰民（归谁管）",
        "第3行 “工地半夜打桩谁管啊” 犬吠扰民（归谁管）",
        "  说法相近：home.yml里的“工地半夜打桩谁管”是环境噪声（归谁管）",
        "第5行 “无人机归谁管” 目录里没有的事",
    ]
    assert contradicted(preview, nearest) == (Fault(2, "", "这句话已经训练成别的；要照表格改，加 --replace"),)
