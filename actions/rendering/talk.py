"""Answers that are not look-ups: emergencies, asking back, refusing, small talk, a human being."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Draft
from actions.context import Option
from actions.question import Alarm
from actions.rendering import given
from actions.rendering.wording import UNVERIFIED, quoted
from knowledge.query import Knowledge

EXAMPLES = "“身份证丢了上哪补”“狗天天叫归谁管”“旅馆多久查一次”“户政科电话”"

_WAITING = {
    "110": "先保护自己，尽量离开危险处，说清地点和情况，等民警到场。",
    "119": "先撤到安全处，不要回去拿东西，不要坐电梯，关门隔烟；闻到燃气味不要开关电器。",
    "120": "不要随意搬动伤病者，说清地点和症状，听从急救人员电话指导。",
    "122": "开双闪、放警示牌，人员撤到路外；有人受伤先打120。",
}
_TALK = {
    "greet": f"您好！我是“找对门”，帮您查柏乡县公安局哪件事归谁管。您可以这样问：{EXAMPLES}。",
    "thanks": "不客气，还有事随时问我。",
    "bye": "再见，祝您平安。有警情请拨110。",
    "identity": "我是“找对门”，柏乡县公安局的办事指引机器人，不是真人。我只按县公安局公布的职责文件回答。",
    "capability": "我能告诉您一件事归哪个单位管、文件有没有公布电话和依据、几个部门怎么分工。"
    f"您可以这样问：{EXAMPLES}。",
    "praise": "谢谢夸奖，能帮上忙就好。还有事随时问我。",
    "complaint": "抱歉没帮到您。请换个说法，说说是什么事、发生在哪儿；也可以回复“转人工”。",
    "ack": "好的，还有事随时问我。",
    "giveup": "好的，需要时再来问我。有警情请拨110。",
}
OUTSIDE = "这个问题不在县公安局公布的职责文件范围内（文件没有载明），我不能乱指门。"
_DESPAIR = "听到您这么说，我很担心您。您的命比什么都要紧，这会儿的难受会过去，请先离开危险的地方，找个信得过的人陪着。"


def emergency(draft: Draft, knowledge: Knowledge, alarm: Alarm) -> None:
    """Write the number first, then one line on what to do while waiting, then who is in charge."""
    named = [f"{number}（{knowledge.emergency_number(number).title}）" for number in alarm.numbers]
    draft.line(f"{'、'.join(alarm.numbers)}！请马上拨打{'，或'.join(named)}。")
    if alarm.despair:
        draft.line(_DESPAIR)
        hotline = knowledge.emergency_number("12356")
        draft.line(f"也可以打{hotline.number}（{hotline.title}），有人听您说。")
        note_numbers(draft, knowledge, (*alarm.numbers, hotline.number))
    else:
        draft.line("等待时：" + _WAITING[alarm.numbers[0]])
        advised = [n for n in ("120",) if n in _WAITING[alarm.numbers[0]] and n not in alarm.numbers]
        note_numbers(draft, knowledge, (*alarm.numbers, *advised))
    if "110" in alarm.numbers:
        draft.line("“110”报警由指挥中心受理。", "duties/2/2")
    if "119" in alarm.numbers:
        draft.line("火灾扑救和抢救人命的应急救援由消防大队承担。", "duties/8/2", "duties/8/3")


def emergency_unaided(numbers: Sequence[str]) -> str:
    """What to say where neither the store nor a model can be used: the number, and what to do while waiting."""
    return (
        f"{'、'.join(numbers)}！请马上拨打{'，或'.join(numbers)}。\n等待时：{_WAITING[numbers[0]]}\n"
        f"校注：110、119、120、122为全国统一号码，{UNVERIFIED}。（系统暂时查不了职责文件。）"
    )


def note_numbers(draft: Draft, knowledge: Knowledge, numbers: Sequence[str]) -> None:
    outside = [n for n in numbers if not knowledge.emergency_number(n).ref]
    if outside:
        state = "" if all(knowledge.emergency_number(n).verified for n in outside) else f"，{UNVERIFIED}"
        draft.note(f"{'、'.join(outside)}为全国统一号码，文件未载{state}。")


def clarify(draft: Draft, options: Sequence[Option]) -> None:
    draft.line("请问您具体是哪一件事？")
    for number, option in enumerate(options, 1):
        draft.line(f"{number}. {option.title}")
    draft.line("回复数字，或者换个说法再说一遍。")


def out_of_scope(draft: Draft) -> None:
    draft.line(OUTSIDE)
    draft.line(f"我能查的是县公安局的职责，以及和别的部门怎么分工，比如：{EXAMPLES}。")
    draft.line("有警情请拨110。")


def retry(draft: Draft) -> None:
    draft.line("抱歉，我理解错了。请再说说是什么事、发生在哪儿，我重新给您查。")


def handoff(draft: Draft, knowledge: Knowledge) -> None:
    service = next(s for s in knowledge.document.services if s.phone)
    unit = knowledge.unit_names[service.unit]
    draft.line(
        f"可以打{service.phone}找{unit}的工作人员"
        f"（文件在公共服务事项{quoted(service.title)}中公布的电话），也可以到县公安局当面问。",
        service.ref,
    )
    phone = knowledge.contact_of(unit).phone
    if phone and phone.new != service.phone:
        given.contact_line(draft, phone)
    given.say_missing(draft, {unit: given.address_and_hours(draft, knowledge, unit)})
    draft.line("有警情请直接拨110。")


def small_talk(draft: Draft, topic: str) -> None:
    draft.line(_TALK[topic])


FAILURE = "抱歉，系统暂时查不了，请稍后再问。有警情请直接拨打110，火警119，急救120。"
