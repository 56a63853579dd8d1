"""The register of models, over a temporary folder and database; the models themselves are words in a file."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Optional

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.database import Database, DatabaseError
from bot.models.comparison import Comparison
from bot.models.folder import ModelFolder
from bot.models.register import GateRefused, ModelError, Register
from bot.schema import model as t
from bot.settings import Settings

DATA = "1a2b3c4d5e6f"


@pytest.fixture
def live(settings: Settings) -> Path:
    return settings.model


@pytest.fixture
def register(live: Path, database: Database) -> Register:
    clock = count(1_000_000)
    return Register(live, database, now=lambda: float(next(clock)))


def judged(*reasons: str, against: str = "") -> Comparison:
    return Comparison(
        against=against, old=0.9, new=0.9, figures=(), matters=(), better=(), worse=(), failed=(), reasons=reasons
    )


def added(register: Register, comparison: Optional[Comparison] = None) -> str:
    folder = register.folder.file("x").parent
    folder.mkdir(exist_ok=True)
    (folder / "trained").write_text("model", encoding="utf-8")
    return register.add(folder / "trained", DATA, "李", "新例句", comparison).version


def gone_live(register: Register) -> str:
    live = register.live()
    version = added(register, judged(against=live.version) if live else None)
    register.go_live(version, "王", "好一些")
    return version


def states(register: Register) -> list[tuple[str, str]]:
    return [(model.version, model.state) for model in register.all()]


def test_a_trained_model_is_a_candidate_with_all_that_is_known_of_it(register: Register, live: Path) -> None:
    model = register.get(added(register, judged()))
    assert (model.version, model.state) == ("19700112-214640-1a2b3c4d", "candidate")
    assert (model.who, model.why, model.data_version, model.fault) == ("李", "新例句", DATA, "")
    assert f"{model.local_time:%Y-%m-%d %H:%M}" == "1970-01-12 21:46"
    assert (model.comparison, model.kept, model.live_at) == (judged(), True, None)
    assert live.with_name(f"{model.version}.tar.gz").read_text(encoding="utf-8") == "model"
    assert not live.exists()


def test_two_models_of_one_second_have_two_versions(live: Path, database: Database) -> None:
    register = Register(live, database, now=lambda: 1_000_000.0)
    assert [added(register), added(register)] == ["19700112-214640-1a2b3c4d", "19700112-214641-1a2b3c4d"]


def test_exactly_one_model_answers(register: Register, live: Path) -> None:
    one, two = gone_live(register), gone_live(register)
    assert states(register) == [(two, "live"), (one, "former")]
    assert ModelFolder(live).live() == two
    model = register.get(two)
    assert (register.live(), model.live_by, model.live_why) == (model, "王", "好一些")


def test_the_database_itself_lets_only_one_be_live(register: Register, database: Database) -> None:
    gone_live(register)
    other = added(register)
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(update(t).where(t.c.version == other).values(state="live"))


def test_roll_back_returns_to_the_one_before_and_again_to_the_one_after(register: Register) -> None:
    one, two = gone_live(register), gone_live(register)
    assert register.former().version == one
    register.go_live(one, "王", "换回")
    assert register.former().version == two


def test_without_a_former_model_there_is_nothing_to_roll_back_to(register: Register) -> None:
    gone_live(register)
    with pytest.raises(ModelError, match=r"^没有上一个模型可以换回$"):
        register.former()


def test_a_refused_model_goes_live_only_with_a_reason_and_that_is_kept(register: Register) -> None:
    first = gone_live(register)
    refused = added(register, judged("总的变差了", "必过题没有答对", against=first))
    assert register.get(refused).state == "refused"
    with pytest.raises(GateRefused, match=f"^{refused}没有过关：总的变差了；必过题没有答对$"):
        register.go_live(refused, "王", "上线")
    assert register.folder.live() == first

    model = register.go_live(refused, "王", "上线", overrule_reason="考题本身过时了")
    assert (model.state, model.overruled_by, model.overrule_reason) == ("live", "王", "考题本身过时了")


def test_a_model_compared_with_another_than_answers_now_has_not_passed(register: Register) -> None:
    first = gone_live(register)
    slow = added(register, judged(against=first))
    second = gone_live(register)
    with pytest.raises(GateRefused, match=f"^{slow}没有和正在用的{second}比过，请重新训练$"):
        register.check(slow)
    assert register.check(slow, overruled=True).version == slow


@pytest.mark.parametrize("overruled", [False, True])
def test_what_no_reason_can_overrule(register: Register, overruled: bool) -> None:
    live, gone = gone_live(register), added(register)
    register.folder.delete(gone)
    register.add_failed(DATA, "李", "新例句", "磁盘满了")
    failed = register.all()[0].version
    for version, says in {
        live: "正在用着",
        gone: "的文件已经删除，不能再用",
        failed: "训练失败，没有模型可用：磁盘满了",
    }.items():
        with pytest.raises(ModelError, match=f"^{version}{says}$"):
            register.check(version, overruled)
    with pytest.raises(ModelError, match=r"^没有“nonsense”这个模型$"):
        register.check("nonsense", overruled)


def test_files_of_old_models_are_deleted_but_never_the_live_one_or_the_one_before(register: Register) -> None:
    versions = [gone_live(register) for _ in range(8)]
    register.go_live(versions[-6], "王", "换回很早的")
    kept = {model.version for model in register.all() if model.kept}
    assert kept == {*versions[-6:]}
    assert register.former().version == versions[-1]
    assert len(register.all()) == 8


def test_of_models_that_never_went_live_the_latest_five_are_kept(register: Register) -> None:
    live = gone_live(register)
    versions = [added(register, judged("差", against=live)) for _ in range(7)]
    assert {model.version for model in register.all() if model.kept} == {live, *versions[-5:]}


def test_a_model_from_before_the_register_is_found_at_the_first_start(register: Register, live: Path) -> None:
    live.parent.mkdir()
    live.write_text("old", encoding="utf-8")
    register.settle()
    register.settle()
    [model] = register.all()
    assert (model.state, model.who, model.why) == ("live", "", "登记时已经在用")
    assert model.version == register.folder.live()


def test_after_a_crash_between_link_and_register_the_link_holds(register: Register) -> None:
    one, two = gone_live(register), gone_live(register)
    register.folder.point_to(one)
    register.settle()
    assert states(register) == [(two, "former"), (one, "live")]


def test_when_the_live_file_is_gone_none_is_live(register: Register) -> None:
    one = gone_live(register)
    register.folder.delete(one)
    register.settle()
    assert (register.live(), states(register)) == (None, [(one, "former")])


def test_a_disk_that_refuses_the_link_changes_nothing(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    one = gone_live(register)
    two = added(register, judged(against=one))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ModelFolder, "point_to", full)
    with pytest.raises(OSError, match="No space left"):
        register.go_live(two, "王", "上线")
    assert states(register) == [(two, "candidate"), (one, "live")]


def test_a_database_that_fails_leaves_the_old_model(register: Register, database: Database, live: Path) -> None:
    one = gone_live(register)
    two = added(register, judged(against=one))
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE model_switch")
        connection.exec_driver_sql("CREATE TABLE model_switch (id INTEGER PRIMARY KEY, version TEXT, at REAL)")
    with pytest.raises(Exception, match="model_switch"):
        register.go_live(two, "王", "上线")
    assert ModelFolder(live).live() == one
    with database.engine.connect() as connection:
        assert connection.scalar(select(t.c.version).where(t.c.state == "live")) == one


def test_a_register_that_cannot_be_written_says_so_in_one_line(register: Register, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE model_switch")
        connection.exec_driver_sql("DROP TABLE model")
        connection.exec_driver_sql("CREATE TABLE model (version TEXT)")
    with pytest.raises(DatabaseError, match=r"^模型登记簿无法写入："):
        register.add_failed(DATA, "李", "新例句", "……")


def test_of_two_that_switch_at_once_each_finds_one_live_model(register: Register) -> None:
    one = gone_live(register)
    candidates = [added(register, judged(against=one)) for _ in range(4)]

    def switch(version: str) -> str:
        try:
            return register.go_live(version, "王", "上线").version
        except GateRefused:
            return ""

    with ThreadPoolExecutor(4) as pool:
        won = [version for version in pool.map(switch, candidates) if version]
    assert len(won) == 1
    live = register.live()
    assert live and live.version == won[0] == register.folder.live()


def test_two_databases_may_share_a_folder(live: Path, register: Register, tmp_path: Path) -> None:
    one = gone_live(register)
    other = Database(f"sqlite:///{tmp_path}/other.db")
    assert [model.version for model in Register.open(live, other).all()] == [one]
    other.engine.dispose()


def test_a_moved_folder_is_still_the_same_models(register: Register, live: Path, tmp_path: Path) -> None:
    one = gone_live(register)
    shutil.move(live.parent, tmp_path / "elsewhere")
    assert ModelFolder(tmp_path / "elsewhere" / live.name).live() == one
