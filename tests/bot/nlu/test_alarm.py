import pytest

from bot.nlu import alarm


@pytest.mark.parametrize(
    ("text", "dial"),
    [
        ("着火了快来人", ("119",)),
        ("有人拿着刀在砍人", ("110",)),
        ("腿上血止不住", ("120", "110")),
        ("我想自杀", ("110", "120")),
        ("俺不想活了", ("110", "120")),
    ],
)
def test_rules_know_the_numbers_without_a_model(text: str, dial: tuple[str, ...]) -> None:
    assert alarm.certain(text)
    assert alarm.numbers(text) == dial


@pytest.mark.parametrize(
    "text",
    [
        "去年着火了快来人都没人应",
        "看电影里有人拿着刀砍人",
        "身份证丢了上哪补",
        "这衣服火了，快来抢",
        "我想死你了",
        "要是我想跳楼",
    ],
)
def test_rules_keep_quiet_where_nobody_is_in_danger(text: str) -> None:
    assert not alarm.certain(text)


@pytest.mark.parametrize(
    ("text", "despairs"),
    [("我不想活了", True), ("活着没啥意思", True), ("跳楼价大甩卖", False), ("自杀式降价", False), ("想死你了", False)],
)
def test_despair_is_told_from_figures_of_speech(text: str, despairs: bool) -> None:
    assert alarm.despair(text) is despairs
