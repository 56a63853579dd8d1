"""公众号底部的菜单：从文件读来，查一遍，推上去。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_suffix(".yml")
_MOST, _LONGEST_NAME, _LONGEST_KEY = 3, 16, 128  # buttons; bytes
_NEEDS = {"click": "key", "view": "url"}


class MenuError(Exception):
    """A menu that the platform would not take: one line naming the button."""


def read_menu(file: Path = FILE) -> dict[str, Any]:
    """The menu as the platform's API takes it. Raises MenuError."""
    try:
        menu = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MenuError(f"{file}：无法读取（{type(error).__name__}）") from error
    buttons = menu.get("button") if isinstance(menu, dict) else None
    if not isinstance(buttons, list) or not 0 < len(buttons) <= _MOST:
        raise MenuError(f"{file}：button应有1到{_MOST}个按钮")
    for place, button in enumerate(buttons, 1):
        _check(button, f"{file} 第{place}个按钮")
    return {"button": buttons}


def _check(button: Any, where: str) -> None:
    if not isinstance(button, dict) or button.get("type") not in _NEEDS:
        raise MenuError(f"{where}：type应为click或view")
    for field, longest in (("name", _LONGEST_NAME), (_NEEDS[button["type"]], _LONGEST_KEY)):
        value = button.get(field)
        if not isinstance(value, str) or not 0 < len(value.encode()) <= longest:
            raise MenuError(f"{where}：{field}应为1到{longest}字节的文字")
