"""One training at a time, in a process of its own, with pretended tools (``fake_run``)."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from bot.models.job import INTERRUPTED, Job, JobError, Progress
from bot.models.register import Register
from bot.settings import Settings


def job(settings: Settings, fault: str = "none") -> Job:
    return Job(settings, (sys.executable, "-m", "tests.bot.models.fake_run", fault))


def wait_until(one: Job, there: Callable[[Progress], bool]) -> Progress:
    for _ in range(1200):
        told = one.progress()
        if told and there(told):
            return told
        time.sleep(0.05)
    pytest.fail(f"never came there: {one.progress()}")


def ended(one: Job) -> Progress:
    return wait_until(one, lambda told: not told.running)


def kill(hanging: Job) -> Progress:
    wait_until(hanging, lambda told: told.message == "学着")
    os.kill(int((hanging.work / "pid").read_text(encoding="utf-8")), signal.SIGKILL)
    return ended(hanging)


def test_before_the_first_training_there_is_nothing_to_tell(settings: Settings) -> None:
    assert job(settings).progress() is None


def test_a_training_tells_how_far_it_is_and_ends_with_a_model(settings: Settings, register: Register) -> None:
    one = job(settings)
    before = time.time()
    one.start("李", "新例句")
    started = one.progress()
    assert started and (started.who, started.why, started.running) == ("李", "新例句", True)
    assert before <= started.since <= time.time()

    told = ended(one)
    live = register.live()
    assert live and (told.step, told.version, told.fault) == ("ended", live.version, "")
    assert (live.who, live.why, live.comparison) == ("李", "新例句", None)
    assert told.message == f"训练好了，{live.version}已经上线"
    assert not one.work.exists()


def test_the_second_is_told_who_trains_since_when_also_by_another_process(settings: Settings) -> None:
    one = job(settings, "hang")
    one.start("李", "新例句")
    try:
        with pytest.raises(JobError, match=r"^李从\d\d:\d\d起在训练，等训练完再来$"):
            job(settings).start("王", "也要")
        told = job(settings).progress()
        assert told and (told.who, told.running) == ("李", True)
    finally:
        kill(one)


def test_a_killed_training_leaves_the_live_model_and_its_files_go_at_the_next_start(
    settings: Settings, register: Register
) -> None:
    job(settings).start("李", "第一个")
    ended(job(settings))
    first = register.live()
    one = job(settings, "hang")
    one.start("李", "新例句")
    told = kill(one)
    assert (told.step, told.fault, told.who) == ("ended", INTERRUPTED, "李")
    assert register.live() == first
    assert list(one.work.iterdir())
    one.sweep()
    assert not one.work.exists()

    one = job(settings)
    one.start("王", "再来")
    assert ended(one).fault == ""
    assert len(register.all()) == 2


def test_a_server_that_starts_leaves_a_running_training_alone(settings: Settings) -> None:
    one = job(settings, "hang")
    one.start("李", "新例句")
    wait_until(one, lambda told: told.message == "学着")
    job(settings).sweep()
    assert list(one.work.iterdir())
    kill(one)


def test_a_full_disk_is_told_in_one_line_and_the_room_is_given_back(settings: Settings, register: Register) -> None:
    one = job(settings, "full")
    one.start("李", "新例句")
    told = ended(one)
    assert told.fault == told.message == "磁盘满了，在用的模型没有变；腾出空间再训练"
    assert not one.work.exists()
    assert [(model.state, model.fault) for model in register.all()] == [("failed", told.fault)]


def test_a_worse_model_does_not_replace_the_live_one(settings: Settings, register: Register) -> None:
    job(settings).start("李", "第一个")
    first = ended(job(settings)).version
    job(settings, "worse").start("李", "坏例句")
    told = ended(job(settings))
    assert told.message == "训练好了，但是没有过关：总的变差了：100.0% → 50.0%（2句中对的从2句降到1句）"
    assert (register.folder.live(), register.get(told.version).state) == (first, "refused")


def test_a_database_that_cannot_be_used_is_told_in_one_line(settings: Settings) -> None:
    settings.home.joinpath("rightdoor.db").write_bytes(b"no database at all " * 100)
    one = job(settings)
    one.start("李", "新例句")
    assert ended(one).fault == "数据库无法写入：(sqlite3.DatabaseError) file is not a database"


def test_a_folder_that_cannot_be_written_is_told_in_one_line(settings: Settings) -> None:
    settings.models.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(JobError, match=r"^无法开始训练：(Not a directory|File exists)（.*）$"):
        job(settings).start("李", "新例句")


def test_what_a_full_disk_has_cut_off_is_not_told(settings: Settings) -> None:
    one = job(settings)
    one.work.parent.mkdir(parents=True)
    (one.work.parent / "progress.jsonl").write_text('{"who": "李", "wh', encoding="utf-8")
    assert one.progress() is None
