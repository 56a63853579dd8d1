from pathlib import Path

import pytest

from bot.nlu import spare_alarm


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("我想自杀", "110"),
        ("有人拿着刀在门口砍人", "110"),
        ("厨房着火了灭不掉", "119"),
        ("俺爹晕倒了叫不醒", "120"),
    ],
)
def test_it_hears_an_emergency_without_any_model(text: str, first: str) -> None:
    assert spare_alarm.hear(text)[0] == first


@pytest.mark.parametrize("text", ["身份证丢了上哪补", "你好", "旅馆多久查一次", "今天天气真好", ""])
def test_it_keeps_quiet_where_nobody_is_in_danger(text: str) -> None:
    assert spare_alarm.hear(text) == ()


def test_it_learns_from_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Invented words: what is told apart here can't come from the weights beside the code."""
    file = tmp_path / "weights.npz"
    alarms = [f"嘟嘟嘟警铃第{n}号" for n in range(20)]
    calm = [f"安静的第{n}个下午" for n in range(40)]
    spare_alarm.fit([*alarms, *calm], [("119",)] * 20 + [()] * 40, file)
    monkeypatch.setattr(spare_alarm, "FILE", file)
    spare_alarm._weights.cache_clear()
    try:
        assert spare_alarm.hear("嘟嘟嘟警铃响了") == ("119",)
        assert spare_alarm.hear("安静的一个下午") == ()
    finally:
        monkeypatch.undo()
        spare_alarm._weights.cache_clear()
