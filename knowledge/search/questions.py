"""From what is typed to the words to look for; what only makes a question of them is left out."""

from __future__ import annotations

import re

from knowledge.search.spelling import fold, is_typed

_LONGEST = 40

_ASKING = re.compile(
    """
    (?:我?想)?请?问一?下?|麻烦|帮忙|您好|你好
    # 归谁管, 该去哪个窗口办, 找谁
    |(?:应该|该|要|得|是|都)?(?:归|由|属于?|让|叫|上|去|到|往|找|向|跟|给|在|搁)?
     (?:谁家?|(?:啥|什么)(?:部门|单位|地方)|哪(?:儿|里|家|个|边|块|级|处)?(?:部门|单位|科室|科|局|队|大队|所|窗口|地方|人|屋|口)?)
     (?:来|去|能|可以|负责|分?管|主管|批|办|查|告|处理|受理|承办|审批|申请|报|交|开|补|领|问|打|给|解决|反映|举报|投诉|咨询)*
     (?:呢|啊|的)?
    # 怎么办, 咋罚, 要多少钱, 多久查一次
    |(?:怎么|咋|如何|怎样|咋样)(?:办理?|弄|处理|整|管|说|走|申请|联系|报|罚|算|样)?(?:呢|啊)?
    |(?:要|得|需要|收|带)?(?:多少|几|什么|啥)(?:钱|天|点|号|时候|材料|手续|东西|次)?
    |多久|多长时间|[几一]次
    # what of a unit: its phone, its duties
    |的?(?:联系|办公|咨询|值班)?(?:电话|号码|座机)(?:号码?)?(?:是多少)?|联系方式|传真|地址|在哪里?|在?几楼|怎么走
    |(?:几点|周末|周六|礼拜[六天])?(?:上下?班|下班|开门|关门)(?:时间|吗)?
    |的?(?:职责|分工|依据|规定)(?:是什么)?|都?[管干](?:什么|啥)的?|管不管|管吗|归口
    |能不能|可不可以|是不是|有没有|行不行|可以吗|行吗|[吗呢啊呀嘛]|(?<![网酒贴])吧$
    # the same in pinyin
    |(?:gui)?sh[eu]iguan|zhaosh[eu]i|zenmeban|zaban|dianhua|zainali|zainar?
    """,
    re.VERBOSE,
)
_LITTLE = re.compile("[的了是在有要得把被给叫让一个我俺你他她咱们这那想去来和与]*")


def typed_words(text: str) -> list[str]:
    """The words between spaces and punctuation, folded; none where they are all little words."""
    folded = fold(text[:_LONGEST])[:_LONGEST]
    words = "".join(c if is_typed(c) else " " for c in folded).split()
    return [] if all(map(_LITTLE.fullmatch, words)) else words


def without_asking(words: list[str]) -> list[str]:
    """The words without 归谁管, 怎么办, 电话; cut where such a one stood. Empty where nothing is left."""
    left = [part for word in words for part in _ASKING.sub(" ", word).split()]
    return [part for part in left if not _LITTLE.fullmatch(part)]
