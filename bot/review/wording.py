"""What verdicts and intents are called on the trainers' pages, in their tables and in messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.question import ASKING_INTENTS, TALK_INTENTS

VERDICTS = {
    "matter": "一件事",
    "out_of_scope": "范围外",
    "emergency": "紧急情况",
    "talk": "寒暄",
    "two_matters": "几件事都说得通",
    "follow_up": "接着问",
    "new_matter": "目录里没有的事",
    "unusable": "用不上",
}
_ASKING = (
    "归谁管",
    "电话地址时间",
    "法律依据",
    "做些什么",
    "部门怎么分工",
    "检查监管",
    "怎么罚",
    "公共服务",
    "怎么办理",
)
_TALK = ("打招呼", "道谢", "告别", "问你是谁", "问能做什么", "夸奖", "抱怨", "知道了", "不问了")
INTENTS = {
    **dict(zip(ASKING_INTENTS, _ASKING, strict=True)),
    **dict(zip(TALK_INTENTS, _TALK, strict=True)),
    "handoff": "转人工",
    "correct": "纠正上一句",
    "emergency": "紧急情况",
    "out_of_scope": "范围外",
}


def titled(intent: str, metadata: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """What an example is trained as, in words. ``titles``: of the matters, by their ids."""
    asked = INTENTS.get(intent, intent)
    about = [metadata["matter"]] if "matter" in metadata else metadata.get("matters", ())
    if about:
        return f"{'、'.join(titles.get(one, one) for one in about)}（{asked}）"
    if metadata.get("follow_up"):
        return f"{VERDICTS['follow_up']}（{asked}）"
    return f"{asked}（{'、'.join(metadata['numbers'])}）" if metadata.get("numbers") else asked
