"""The models' pages over HTTP: training, the comparison, going live, overruling and back. All models are invented."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.models import going_live
from bot.models.comparison import Change, Figure, MatterF1, Row
from bot.models.register import ModelError
from knowledge.curation import Curation
from knowledge.document import Document
from tests.bot.review.workshop import Workshop, compared, opened
from tests.bot.staff import Browser

REGISTER = "/review/models"
PATIENCE = 3600  # looks, twenty a second: a training process loads much, on a machine that may be busy


@pytest.fixture(autouse=True)
def pretended_agents(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a model's file says becomes an agent, unless it says ``broken``."""

    def load(_running: object, model: Path) -> SimpleNamespace:
        if model.read_text(encoding="utf-8") == "broken":
            raise ModelError(f"模型{model.name}无法使用（ReadError：……）")
        return SimpleNamespace(model_name=model.name, is_ready=lambda: True)

    monkeypatch.setattr(going_live, "load_beside", load)


@pytest.fixture
def workshop(tmp_path: Path, document: Document, curation: Curation) -> Iterator[Workshop]:
    with opened(tmp_path, document, curation) as workshop:
        yield workshop


def row(right: bool, **more: object) -> Row:
    values = {
        "id": "questions/Q-1/1",
        "text": "邻居的狗整夜叫",
        "wanted_kind": "answer",
        "wanted": "dog_barking",
        "got_kind": "unit" if right else "clarify",
        "got": "dog_barking" if right else "",
        "found": right,
        "right": right,
    }
    return Row(**{**values, **more})


def live_version(workshop: Workshop) -> str:
    live = workshop.register.live()
    assert live
    return live.version


def wait_for_the_end(workshop: Workshop) -> None:
    for _ in range(PATIENCE):
        told = workshop.job.progress()
        if told and not told.running:
            return
        time.sleep(0.05)
    pytest.fail("the training does not end")


def test_without_a_model_the_page_says_what_to_do(workshop: Workshop) -> None:
    page = workshop.signed_in().get(REGISTER).text

    assert "还没有模型" in page and "换回上一个" not in page


def test_the_register_tells_all_of_every_model(workshop: Workshop) -> None:
    live = workshop.live_model()
    new = workshop.model(compared(against=live), why="30条狗叫（测试虚构）")

    page = workshop.signed_in().get(REGISTER).text

    for told in (live, new, "1a2b3c4d", "90.5%", "比90.0%", "30条狗叫（测试虚构）", "在用", "可以上线", "guanli"):
        assert told in page


def test_a_training_is_started_and_its_end_is_told(workshop: Workshop) -> None:
    trainer = workshop.signed_in()

    started = trainer.fill(REGISTER, f"{REGISTER}/train", why="  新例句\0 ")

    assert (started.status_code, started.headers["Location"]) == (303, REGISTER)
    wait_for_the_end(workshop)
    live = workshop.register.live()
    assert live and (live.who, live.why) == ("xunlian", "新例句")
    assert f"训练好了，{live.version}已经上线" in trainer.get(REGISTER).text


def test_what_went_wrong_in_a_training_is_told(tmp_path: Path, document: Document, curation: Curation) -> None:
    with opened(tmp_path, document, curation, fault="full") as workshop:
        trainer = workshop.signed_in()
        trainer.fill(REGISTER, f"{REGISTER}/train", why="")
        wait_for_the_end(workshop)

        page = trainer.get(REGISTER).text

    assert "磁盘满了，在用的模型没有变" in page and "训练失败" in page


def hanging(workshop: Workshop, trainer: Browser) -> int:
    """The process of a training that goes on until it is killed."""
    trainer.fill(REGISTER, f"{REGISTER}/train", why="新例句")
    for _ in range(PATIENCE):
        told = workshop.job.progress()
        if told and told.message == "学着":
            return int((workshop.job.work / "pid").read_text(encoding="utf-8"))
        time.sleep(0.05)
    pytest.fail("the training does not begin")


def test_who_comes_while_a_training_runs_sees_how_far_it_is(
    tmp_path: Path, document: Document, curation: Curation
) -> None:
    with opened(tmp_path, document, curation, fault="hang") as workshop:
        trainer = workshop.signed_in()
        process = hanging(workshop, trainer)
        try:
            page = workshop.signed_in(name="other").get(REGISTER).text
            part = trainer.get(f"{REGISTER}/progress", headers={"HX-Request": "true"})
            second = trainer.fill(REGISTER, f"{REGISTER}/train", why="")
        finally:
            os.kill(process, signal.SIGKILL)
            wait_for_the_end(workshop)

        assert 'hx-get="/review/models/progress"' in page and 'value="50"' in page and "xunlian" in page
        assert "50%" in part.text and "学着" in part.text and "HX-Refresh" not in part.headers
        assert second.status_code == 400 and "xunlian从" in second.text
        over = trainer.get(f"{REGISTER}/progress", headers={"HX-Request": "true"})
        assert over.headers["HX-Refresh"] == "true"
        assert "训练中断了" in trainer.get(REGISTER).text


def test_labels_that_would_not_be_learnt_are_pointed_out(workshop: Workshop) -> None:
    trainer = workshop.signed_in()
    assert "还没有写进例句" not in trainer.get(REGISTER).text

    workshop.asked(should="dog_barking")

    assert "有1条标注还没有写进例句" in trainer.get(REGISTER).text


def test_the_comparison_names_every_question_that_changed(workshop: Workshop) -> None:
    comparison = compared(
        against=workshop.live_model(),
        figures=(Figure(name="facts", old=0.95, new=0.97),),
        matters=(
            MatterF1(matter="dog_barking", asked=4, old=0.5, new=0.75),
            MatterF1(matter="hotel", asked=4, old=1.0, new=1.0),
        ),
        better=(Change(old=row(False), new=row(True)),),
        worse=(Change(old=row(True, text="狗丢了"), new=row(False, text="狗丢了")),),
    )

    page = workshop.signed_in().get(f"{REGISTER}/{workshop.model(comparison)}").text

    for told in (
        "95.0%",
        "97.0%",
        "邻居的狗整夜叫",
        "狗丢了",
        "反问",
        "+0.25",
        "其余1个事项没有变化",
        "变差的考题（1句）",
    ):
        assert told in page


def test_a_trainer_lets_a_model_live_that_passed(workshop: Workshop) -> None:
    version = workshop.model(compared(against=workshop.live_model()))
    trainer = workshop.signed_in()

    gone = trainer.fill(f"{REGISTER}/{version}", f"{REGISTER}/{version}/live", why="狗叫好了")

    assert gone.status_code == 303
    live = workshop.register.live()
    assert live and (live.version, live.live_by, live.live_why) == (version, "xunlian", "狗叫好了")


def test_what_the_gate_refuses_stays_out_and_the_reasons_are_shown(workshop: Workshop) -> None:
    live = workshop.live_model()
    version = workshop.model(compared("总的变差了：91.0% → 90.0%", against=live))
    trainer = workshop.signed_in()
    page = trainer.get(f"{REGISTER}/{version}").text
    assert "总的变差了" in page and "管理员可以写下理由放行" in page and "放行上线" not in page

    for path, fields in (("live", {}), ("overrule", {"reason": "我说可以"})):
        refused = trainer.fill(f"{REGISTER}/{version}", f"{REGISTER}/{version}/{path}", **fields)
        assert refused.status_code in (400, 403)

    assert live_version(workshop) == live


def test_an_admin_overrules_with_a_reason_that_is_kept(workshop: Workshop) -> None:
    live = workshop.live_model()
    version = workshop.model(compared("总的变差了：91.0% → 90.0%", against=live))
    admin = workshop.signed_in("admin", "guanli")
    page = f"{REGISTER}/{version}"

    without = admin.fill(page, f"{page}/overrule", reason="  ")
    assert without.status_code == 400 and "写下理由" in without.text
    assert live_version(workshop) == live

    assert admin.fill(page, f"{page}/overrule", reason="考题过时了").status_code == 303
    assert live_version(workshop) == version
    assert "guanli放行：考题过时了" in admin.get(REGISTER).text


def test_one_click_brings_the_former_model_back(workshop: Workshop) -> None:
    first = workshop.live_model()
    trainer = workshop.signed_in()
    second = workshop.model(compared(against=first))
    trainer.fill(f"{REGISTER}/{second}", f"{REGISTER}/{second}/live", why="")
    assert first in trainer.get(REGISTER).text and live_version(workshop) == second

    assert trainer.fill(REGISTER, f"{REGISTER}/rollback").status_code == 303

    assert live_version(workshop) == first


def test_without_a_former_model_there_is_no_way_back(workshop: Workshop) -> None:
    workshop.live_model()

    refused = workshop.signed_in().fill(REGISTER, f"{REGISTER}/rollback")

    assert refused.status_code == 400 and "没有上一个模型可以换回" in refused.text


def test_a_damaged_model_is_not_switched_to(workshop: Workshop) -> None:
    live = workshop.live_model()
    version = workshop.model(compared(against=live))
    workshop.register.folder.file(version).write_text("broken", encoding="utf-8")
    page = f"{REGISTER}/{version}"

    refused = workshop.signed_in().fill(page, f"{page}/live", why="")

    assert refused.status_code == 400 and "没有换：" in refused.text and "无法使用" in refused.text
    assert live_version(workshop) == live


def test_an_unknown_model_has_no_page(workshop: Workshop) -> None:
    assert workshop.signed_in().get(f"{REGISTER}/20261124-150301-1a2b3c4d").status_code == 404


@pytest.mark.parametrize("path", ["train", "rollback", "x/live", "x/overrule"])
def test_nothing_is_changed_without_the_forms_token_or_by_others(workshop: Workshop, path: str) -> None:
    assert workshop.signed_in("admin", "guanli").post_without_token(f"{REGISTER}/{path}").status_code == 403
    assert workshop.signed_in("editor", "bianji").post_without_token(f"{REGISTER}/{path}").status_code == 403
    assert workshop.visitor().post_without_token(f"{REGISTER}/{path}").status_code == 303
    assert workshop.job.progress() is None


def test_only_trainers_look(workshop: Workshop) -> None:
    assert workshop.visitor().get(REGISTER).headers["Location"].startswith("/signin?next=")
    assert workshop.signed_in("editor", "bianji").get(REGISTER).status_code == 403
