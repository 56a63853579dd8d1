"""Rules for emergencies that need no model: words that nobody writes in calm, and suicide.

They speak along with the models and must hardly ever be wrong.
"""

from __future__ import annotations

import re

from bot.nlu.normalize import normalize

# Only what can hardly mean anything else; the trained model finds the rest.
_CERTAIN: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("119",),
        re.compile(
            r"(?:着火|起火|失火)了.{0,12}(?:快来|救命|出不去|跑不出|还有人|烧)|(?:救命|快来).{0,8}(?:着火|起火)"
        ),
    ),
    (
        ("110",),
        re.compile(
            r"(?:有人|他|她).{0,4}(?:拿|持|举)(?:着)?(?:把)?(?:刀|菜刀|斧|枪).{0,10}(?:砍|捅|追|堵|要杀|门口)(?!过)"
        ),
    ),
    (("120", "110"), re.compile(r"(?:捅了我|砍了我|血止不住|流了?好多血|流血不止)")),
    (
        ("110", "120"),
        re.compile(
            r"^(?:我|俺)(?:真的?|就|只|好|现在|今晚|今天)?(?:不想活|想死(?!你|我了|了都)|(?:想|要|打算|准备)(?:自杀|自尽|轻生|寻死|割腕|跳楼|跳河|上吊))"
        ),
    ),
)
_PAST = re.compile(
    r"梦|去年|前年|上个?月|上周|上礼拜|前几天|昨天|以前|那年|电影|电视剧|小说|游戏|演习|新闻|宣传|怎么预防|要是|如果|假如"
)
_DESPAIR = re.compile(
    r"不想活|活不下去|活着(?:真|也)?(?:没|木)(?:有)?(?:啥|什么)?(?:意思|意义|劲)|想死(?!你|我了)|寻死|轻生|自杀(?!式)|自尽|割腕|跳楼(?!价)|跳河|上吊"
    r"|遗书|了断|结束(?:自己|生命|这一切)|安眠药|百草枯|敌敌畏|喝农药|来世|下辈子|告别(?:了)?这个世界|没(?:啥|什么)(?:可)?留恋|解脱了"
)


def certain(text: str) -> bool:
    """Does a rule alone say that this is an emergency, now?"""
    said = normalize(text)
    return not _PAST.search(said) and any(pattern.search(said) for _, pattern in _CERTAIN)


def numbers(text: str) -> tuple[str, ...]:
    """The numbers that a certain rule asks for; empty where none speaks."""
    said = normalize(text)
    return next((dial for dial, pattern in _CERTAIN if pattern.search(said)), ())


def despair(text: str) -> bool:
    """Do the words speak of suicide? Chooses the wording of an emergency's answer, never whether it is one."""
    return bool(_DESPAIR.search(normalize(text)))
