"""What the pages call kinds of answers, reasons, states and channels; labels and examples in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.review.conflicts import example_of
from bot.review.label_rules import Wish
from bot.review.labels import Label
from bot.review.wording import INTENTS, VERDICTS, titled

KINDS = {
    "unit": "答归谁管",
    "contact": "答电话地址",
    "legal_basis": "答法律依据",
    "duty": "答职责",
    "split": "答部门分工",
    "supervision": "答检查监管",
    "service": "答公共服务",
    "procedure": "答怎么办理",
    "clarify": "反问",
    "out_of_scope": "拒答",
    "emergency": "认作紧急情况",
    "smalltalk": "寒暄",
    "handoff": "转人工",
}
REASONS = {
    "refused": "拒答",
    "low_margin": "拿不准",
    "useless": "居民说没用",
    "asked_again": "又问一遍",
    "ignored": "反问没人选",
    "reported": "前台说有误",
    "disagreement": "和文件字词不合",
    "sample": "随机抽查",
}
STATES = {"new": "还没标", "labelled": "标过了", "set_aside": "放下了"}
OUTCOMES = {"option": "选了一项", "asked_again": "又问一遍", "handoff": "转人工", "ignored": "没有选"}
FEEDBACK = {"useful": "有用", "useless": "没用"}
CHANNELS = {"rest": "网页", "wechat": "微信"}
ACTS = {**INTENTS, "follow_up": VERDICTS["follow_up"], "ambiguous": VERDICTS["two_matters"], "in_scope": "归公安局管"}


def trained_as(label: Label | Wish, titles: Mapping[str, str]) -> str:
    """What a label says, in words. ``titles``: of the matters, by their ids."""
    example = example_of(label)
    return titled(example.intent, example.metadata, titles) if example else VERDICTS[label.verdict]
