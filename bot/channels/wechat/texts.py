"""公众号自己说的话：关注时、菜单、看不懂的消息、来不及答的时候。"""

from __future__ import annotations

from collections.abc import Sequence

EXAMPLES = ("狗天天叫归谁管", "身份证丢了上哪补", "旅馆多久查一次", "户政科电话")
NUMBERED = {str(number): example for number, example in enumerate(EXAMPLES, 1)}

WELCOME = (
    "您好，这里是“找对门”：县公安局哪件事归谁管，用您自己的话问就行。比如：\n"
    + "\n".join(f"{number}. {example}" for number, example in NUMBERED.items())
    + "\n答案只来自县公安局公布的职责文件；文件没写的，会直说没写。有警情请拨110。"
)
HELP = (
    "直接发一句话，说清是什么事就行，不用讲究词。\n"
    "· 给出几个选项时，回复数字或几个字。\n"
    "· 答案太长时，回复“更多”看余下的。\n"
    "· 想找人，回复“转人工”。\n"
    "· 答得好不好，回复“有用”或“没用”。\n"
    "有警情请拨110，火警119，急救120。"
)
WORDLESS = {
    "voice": "没有听清这段语音。请再说一遍，或者打几个字，比如“身份证丢了上哪补”。有警情请拨110。",
    "image": "我看不了图片。请用几个字说说是什么事，比如“身份证丢了上哪补”。有警情请拨110。",
    "video": "我看不了视频。请用几个字说说是什么事，比如“身份证丢了上哪补”。有警情请拨110。",
    "location": "收到了位置，可我只看得懂文字。请说说在那里遇到了什么事。有警情请拨110，把位置告诉民警。",
    "link": "我打不开链接。请用几个字说说是什么事，比如“身份证丢了上哪补”。有警情请拨110。",
    "unknown": "这种消息我看不懂。请用几个字说说是什么事，比如“身份证丢了上哪补”。有警情请拨110。",
}
WAIT = "正在查，还要一会儿。请再发一句话（什么都行），答案随后就给您。有警情请直接拨110。"
# 有客服消息时：
WAIT_A_LITTLE = "正在查，还要一会儿，答案随后就发给您；一两分钟还没有收到，请再发一句话。有警情请直接拨110。"
BUSY = "您问得太快了，请过一分钟再问。有警情请直接拨110。"
NO_MORE = "没有余下的内容了。请直接问别的事。"
LATER = "刚才没来得及答的："
OPINIONS = {"有用": True, "没用": False, "没有用": False}
NOTED = "谢谢，记下了。没帮上忙的话，换个说法再问一次，或者回复“转人工”。"


def after_late_ones(late: Sequence[str], answer: str) -> str:
    """An answer, with those in front that the user still waits for."""
    return "\n\n".join([*map(as_late, late), answer])


def as_late(answer: str) -> str:
    return f"{LATER}\n{answer}"
