from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.channels.wechat.once import ABANDONED, KEPT, Pushes, Standing
from bot.channels.wechat.texts import LATER
from bot.database import Database

LONG = "一句很长的话。" * 200


@pytest.fixture
def url(database_url: str) -> str:
    """The address of a database with the tables that the migrations make."""
    Database(database_url).upgrade()
    return database_url


def test_a_push_is_claimed_once_however_many_ask(url: str) -> None:
    replicas = [Pushes(url), Pushes(url)]
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda n: replicas[n % 2].claim("message:7", "wx-a"), range(40)))
    assert claimed.count(True) == 1


def test_every_replica_sees_the_answer(url: str) -> None:
    one, other = Pushes(url), Pushes(url)
    assert other.standing("message:7") is None
    one.claim("message:7", "wx-a")
    assert other.standing("message:7") == Standing(None, late=False)
    assert one.finish("message:7", "wx-a", "户政科") == Standing("户政科", late=False)
    assert other.standing("message:7") == Standing("户政科", late=False)


def test_who_died_over_a_push_is_replaced_by_one_other(url: str) -> None:
    clock = [0.0]
    dead, *living = (Pushes(url, now=lambda: clock[0]) for _ in range(3))
    dead.claim("message:7", "wx-a")
    clock[0] = ABANDONED - 1
    assert not living[0].claim("message:7", "wx-a")
    clock[0] = ABANDONED + 1
    stands = living[0].standing("message:7")
    assert stands is not None and stands.abandoned
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda n: living[n % 2].claim("message:7", "wx-a"), range(40)))
    assert claimed.count(True) == 1
    living[0].finish("message:7", "wx-a", "户政科")
    clock[0] = 3 * ABANDONED
    assert not living[1].claim("message:7", "wx-a")


def test_of_two_who_finish_the_first_ones_answer_stays(url: str) -> None:
    pushes = Pushes(url)
    pushes.claim("message:7", "wx-a")
    assert pushes.finish("message:7", "wx-a", "户政科") == Standing("户政科", late=False)
    assert pushes.finish("message:7", "wx-a", "慢的") == Standing("户政科", late=False)


def test_a_late_answer_is_handed_out_once_and_to_its_user(url: str) -> None:
    pushes = Pushes(url)
    for key, user in (("message:7", "wx-a"), ("message:8", "wx-b"), ("message:9", "wx-a"), ("message:10", "wx-a")):
        pushes.claim(key, user)
    assert pushes.postpone("message:7") == Standing(None, late=True)
    assert pushes.finish("message:7", "wx-a", "户政科") == Standing("户政科", late=True)
    assert pushes.finish("message:8", "wx-b", "别人的") == Standing("别人的", late=False)
    assert pushes.finish("message:9", "wx-a", "护照") == Standing(f"{LATER}\n户政科\n\n护照", late=False)
    assert pushes.finish("message:10", "wx-a", "户口") == Standing("户口", late=False)


def test_two_messages_at_once_do_not_both_bring_the_late_answer(url: str) -> None:
    replicas = [Pushes(url), Pushes(url)]
    for number in range(10):
        replicas[0].claim(f"message:{number}", "wx-a")
    replicas[0].postpone("message:0")
    replicas[0].finish("message:0", "wx-a", "户政科")

    def finish(number: int) -> str:
        stands = replicas[number % 2].finish(f"message:{number}", "wx-a", "护照")
        return str(stands and stands.answer)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(finish, range(1, 10)))
    assert sorted(LATER in answer for answer in answers) == [False] * 8 + [True]


def test_an_answer_is_late_or_in_time_and_both_who_race_for_it_know_which(url: str) -> None:
    worker, waiting = Pushes(url), Pushes(url)
    for number in range(20):
        key = f"message:{number}"
        worker.claim(key, f"wx-{number}")
        with ThreadPoolExecutor(2) as pool:
            finished = pool.submit(worker.finish, key, f"wx-{number}", "户政科")
            postponed = pool.submit(waiting.postpone, key).result()
        assert worker.standing(key) == finished.result()
        assert postponed in (Standing(None, late=True), Standing("户政科", late=False))
        assert postponed.late == finished.result().late


def test_a_late_answer_that_was_sent_is_not_due_and_one_that_came_back_is(url: str) -> None:
    pushes = Pushes(url)
    for number in (7, 8, 9):
        pushes.claim(f"message:{number}", "wx-a")
    assert pushes.take_late("message:7") is None  # nobody waits for it
    pushes.postpone("message:7")
    pushes.finish("message:7", "wx-a", "户政科")
    assert pushes.take_late("message:7") == f"{LATER}\n户政科"
    assert pushes.take_late("message:7") is None
    assert pushes.finish("message:8", "wx-a", "护照") == Standing("护照", late=False)
    pushes.give_back("message:7")
    assert pushes.finish("message:9", "wx-a", "户口") == Standing(f"{LATER}\n户政科\n\n户口", late=False)
    assert pushes.take_late("message:7") is None


def test_what_waits_itself_brings_no_other_late_answer_along(url: str) -> None:
    pushes = Pushes(url)
    for number in (7, 8, 9):
        pushes.claim(f"message:{number}", "wx-a")
    for number in (7, 8):
        pushes.postpone(f"message:{number}")
        pushes.finish(f"message:{number}", "wx-a", f"答{number}")
    stands = pushes.finish("message:9", "wx-a", "答9")
    assert stands == Standing(f"{LATER}\n答7\n\n{LATER}\n答8\n\n答9", late=False)


def test_an_answer_that_came_at_the_last_moment_is_not_late(url: str) -> None:
    pushes = Pushes(url)
    pushes.claim("message:7", "wx-a")
    pushes.finish("message:7", "wx-a", "户政科")
    assert pushes.postpone("message:7") == Standing("户政科", late=False)


def test_an_answer_that_the_user_did_not_get_after_all_is_owed(url: str) -> None:
    pushes = Pushes(url)
    for number in (7, 8):
        pushes.claim(f"message:{number}", "wx-a")
    pushes.finish("message:7", "wx-a", "户政科")
    pushes.owe("message:7")
    assert pushes.finish("message:8", "wx-a", "护照") == Standing(f"{LATER}\n户政科\n\n护照", late=False)


def test_what_is_left_is_of_the_last_long_answer_and_handed_out_once(url: str) -> None:
    clock = [0.0]
    pushes = Pushes(url, now=lambda: clock[0])
    for number, answer in enumerate([f"先{LONG}", f"后{LONG}", "短的"]):
        clock[0] += 1
        pushes.claim(f"message:{number}", "wx-a")
        pushes.finish(f"message:{number}", "wx-a", answer)
    assert pushes.take_rest("wx-b") == ""
    rest = pushes.take_rest("wx-a")
    assert rest and f"后{LONG}".endswith(rest)
    assert pushes.take_rest("wx-a") == ""


def test_two_who_ask_for_what_is_left_do_not_both_get_it(url: str) -> None:
    replicas = [Pushes(url), Pushes(url)]
    replicas[0].say("click:1", "wx-a", LONG)
    with ThreadPoolExecutor(8) as pool:
        parts = list(pool.map(lambda n: replicas[n % 2].take_rest("wx-a"), range(20)))
    assert len([part for part in parts if part]) == 1


def test_what_was_said_at_once_is_kept_as_it_was_first(url: str) -> None:
    pushes = Pushes(url)
    pushes.say("click:1", "wx-a", "欢迎")
    pushes.say("click:1", "wx-a", "又来")
    assert (pushes.last_answer("wx-a"), pushes.last_answer("wx-b")) == ("欢迎", "")


def test_who_leaves_leaves_nothing_also_when_the_work_goes_on(url: str) -> None:
    pushes = Pushes(url)
    for user in ("wx-a", "wx-b"):
        pushes.claim(f"message:{user}", user)
        pushes.say(f"click:{user}", user, LONG)
    pushes.forget("wx-a")
    assert pushes.finish("message:wx-a", "wx-a", "答") is None
    assert pushes.standing("message:wx-a") is None
    assert (pushes.take_rest("wx-a"), pushes.last_answer("wx-a")) == ("", "")
    assert pushes.finish("message:wx-b", "wx-b", "答") == Standing("答", late=False)
    assert pushes.take_rest("wx-b")


def test_old_rows_go(url: str) -> None:
    clock = [0.0]
    pushes = Pushes(url, now=lambda: clock[0])
    pushes.say("message:1", "wx-a", "答")
    clock[0] = KEPT + 1
    pushes.say("message:2", "wx-a", "答")
    pushes.expire()
    assert pushes.standing("message:1") is None
    assert pushes.standing("message:2") == Standing("答", late=False)
