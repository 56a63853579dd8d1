"""From what is typed to the words to look for; what only makes a question of them is left out."""

from __future__ import annotations

import re

from knowledge.search.spelling import fold, is_typed

LONGEST = 60

# Longest first within each row: 归哪个部门管 before 归 and 管.
_ASKING = re.compile(
    "请问一?下?|我?想问一?下|问一?下|麻烦|帮忙|你好|您好|"
    "(?:应该|该|要|得|是|都)?(?:归|由|属于?|让|叫|上|去|到|往|找|向|跟|给|在|搁)?(?:谁家?|啥部门|什么部门|什么单位|哪(?:儿|里|家|个|边|块|级|处)?"
    "(?:部门|单位|科室|科|局|队|大队|所|窗口|地方|人|屋|口)?)(?:来|去|能|可以|负责|分?管|主管|批|办|查|告|处理|受理|承办|审批|申请|报|交|开|补|领|问|打|给|解决|反映|举报|投诉|咨询)*(?:呢|啊|的)?|"
    "(?:怎么|咋|如何|怎样|咋样)(?:办理?|弄|处理|整|管|说|走|申请|联系|报|罚|算|样)?(?:呢|啊)?|"
    "(?:要|得|需要|收|带)?(?:多少|几|什么|啥)(?:钱|天|点|号|时候|材料|手续|东西|次)?|多久|"
    "(?:联系|办公|咨询|值班)?(?:电话|号码|方式|座机|手机)(?:号码?)?(?:是多少)?|联系方式|地址|在哪里?|"
    "(?:的)?(?:职责|分工|依据|规定)(?:是什么)?|管什么的?|管啥的?|干什么的?|干啥的?|管不管|管吗|归口|"
    "能不能|可不可以|是不是|有没有|行不行|可以吗|行吗|吗|呢|吧|啊|呀|嘛"
)
_EMPTY = re.compile("[的了是在有要得把被给叫让一个我俺你他她咱们这那想去来]*$")


def typed_words(text: str) -> list[str]:
    """The words between spaces and punctuation, folded; no more than ``LONGEST`` characters in all."""
    folded = fold(text[:LONGEST])[:LONGEST]
    return "".join(c if is_typed(c) else " " for c in folded).split()


def without_asking(words: list[str]) -> list[str]:
    """The words without 归谁管, 怎么办, 电话; cut where such a one stood. Empty where nothing is left."""
    left = [part for word in words for part in _ASKING.sub(" ", word).split()]
    return [part for part in left if not _EMPTY.fullmatch(part)]
