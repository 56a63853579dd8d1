from pathlib import Path

import pytest

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
