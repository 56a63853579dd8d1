from pathlib import Path

import pytest

from bot.channels.wechat.envelope import Account
from bot.settings import ROOT, SettingsError, read_settings


def test_defaults_are_local() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port) == ("127.0.0.1", 5005)
    assert settings.home == ROOT / "var"
    assert settings.database_url == f"sqlite:///{ROOT / 'var' / 'rightdoor.db'}"
    assert settings.model == ROOT / "var" / "models" / "rightdoor.tar.gz"


def test_environment_wins(tmp_path: Path) -> None:
    settings = read_settings(
        {"HOST": "0.0.0.0", "PORT": "80", "RIGHTDOOR_HOME": str(tmp_path), "DATABASE_URL": "postgresql://db/x"}
    )
    assert (settings.host, settings.port, settings.home) == ("0.0.0.0", 80, tmp_path.resolve())
    assert settings.database_url == "postgresql://db/x"


def test_empty_setting_means_default() -> None:
    assert read_settings({"PORT": "", "HOST": "", "DATABASE_URL": ""}) == read_settings({})


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "80.5"])
def test_bad_port_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match=f"PORT.*{port}"):
        read_settings({"PORT": port})


@pytest.mark.parametrize(
    ("environment", "is_open"),
    [
        ({}, True),
        ({"HOST": "127.0.0.2"}, True),
        ({"HOST": "::1"}, True),
        ({"HOST": "localhost"}, True),
        ({"HOST": "0.0.0.0"}, False),
        ({"HOST": "10.0.0.7"}, False),
        ({"HOST": "desk.example"}, False),
        ({"PROXIES_COUNT": "1"}, False),
        ({"HOST": "0.0.0.0", "DESK_SIGN_IN": "open"}, True),
        ({"DESK_SIGN_IN": "required"}, False),
        ({"DESK_SIGN_IN": ""}, True),
    ],
)
def test_reading_is_open_on_this_machine_only_unless_set(environment: dict[str, str], is_open: bool) -> None:
    assert read_settings(environment).open_reading is is_open


def test_other_ways_to_sign_in_are_refused() -> None:
    with pytest.raises(SettingsError, match="DESK_SIGN_IN应为open或required，实为“yes”"):
        read_settings({"DESK_SIGN_IN": "yes"})


@pytest.mark.parametrize("count", ["x", "-1", "1.5"])
def test_a_bad_number_of_proxies_is_named(count: str) -> None:
    assert read_settings({"PROXIES_COUNT": "2"}).proxies == 2
    with pytest.raises(SettingsError, match=f"PROXIES_COUNT.*{count}"):
        read_settings({"PROXIES_COUNT": count})


KEY, OLD_KEY = "a" * 42 + "A", "b" * 42 + "A"


def test_an_official_account_needs_its_token_only() -> None:
    assert read_settings({}).wechat is None
    assert read_settings({"WECHAT_TOKEN": "token"}).wechat == Account("token")
    keys = {"WECHAT_AES_KEY": KEY, "WECHAT_AES_KEY_PREVIOUS": OLD_KEY, "WECHAT_APP_ID": "wx1"}
    assert read_settings({"WECHAT_TOKEN": "token", **keys}).wechat == Account("token", "wx1", (KEY, OLD_KEY))
    with pytest.raises(SettingsError, match="43"):
        read_settings({"WECHAT_TOKEN": "token", **keys, "WECHAT_AES_KEY": "short"})
    with pytest.raises(SettingsError, match="AppID"):
        read_settings({"WECHAT_TOKEN": "token", "WECHAT_AES_KEY": KEY})


def test_sending_late_answers_is_switched_on_and_needs_access_to_the_platform() -> None:
    access = {"WECHAT_APP_ID": "wx1", "WECHAT_APP_SECRET": "secret"}
    assert not read_settings(access).wechat_customer_service
    assert not read_settings({**access, "WECHAT_CUSTOMER_SERVICE": "0"}).wechat_customer_service
    assert read_settings({**access, "WECHAT_CUSTOMER_SERVICE": "1"}).wechat_customer_service
    with pytest.raises(SettingsError, match="WECHAT_APP_SECRET"):
        read_settings({"WECHAT_CUSTOMER_SERVICE": "1", "WECHAT_APP_ID": "wx1"})
    with pytest.raises(SettingsError, match="WECHAT_CUSTOMER_SERVICE应为1（开）或0（关），实为“yes”"):
        read_settings({**access, "WECHAT_CUSTOMER_SERVICE": "yes"})


def test_options_to_tap_are_switched_on() -> None:
    assert not read_settings({}).wechat_menu_links
    assert read_settings({"WECHAT_MENU_LINKS": "1"}).wechat_menu_links


def test_turns_are_kept_for_so_many_days() -> None:
    assert (read_settings({}).review_days, read_settings({"REVIEW_DAYS": "30"}).review_days) == (180, 30)


@pytest.mark.parametrize("days", ["0", "-1", "x", "1.5"])
def test_bad_days_are_named(days: str) -> None:
    with pytest.raises(SettingsError, match="REVIEW_DAYS"):
        read_settings({"REVIEW_DAYS": days})


@pytest.mark.parametrize(("value", "confirms"), [("", False), ("0", False), ("1", True)])
def test_a_second_trainer_confirms_only_where_asked_to(value: str, confirms: bool) -> None:
    assert read_settings({"REVIEW_CONFIRM": value}).review_confirm is confirms


def test_a_switch_is_on_or_off() -> None:
    with pytest.raises(SettingsError, match="REVIEW_CONFIRM应为1（开）或0（关），实为“yes”"):
        read_settings({"REVIEW_CONFIRM": "yes"})
