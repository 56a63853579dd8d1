from pathlib import Path

import pytest

from bot.channels.wechat.answering import PHONES, SAID_ON
from bot.channels.wechat.menu import MenuError, read_menu


def test_every_button_of_the_menu_is_answered() -> None:
    buttons = read_menu()["button"]
    assert [button["name"] for button in buttons] == ["办事找谁", "常用电话", "使用帮助"]
    assert {button["key"] for button in buttons} <= {*SAID_ON, PHONES}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "button应有1到3个按钮"),
        ("button: []", "button应有1到3个按钮"),
        ("button: [1, 2, 3, 4]", "button应有1到3个按钮"),
        ("button: [x]", "第1个按钮：type"),
        ("button: [{type: click, name: 太长了太长了, key: a}]", "第1个按钮：name"),
        ("button: [{type: click, name: 好, key: a}, {type: view, name: 好}]", "第2个按钮：url"),
        ("a: [", "无法读取"),
    ],
)
def test_a_menu_that_the_platform_would_not_take_is_named(tmp_path: Path, written: str, why: str) -> None:
    file = tmp_path / "menu.yml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(MenuError, match=why):
        read_menu(file)
