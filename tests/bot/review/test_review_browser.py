"""The trainers' pages in a real browser, on a small app without the bot's model: keys, and what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bot.review.queue_pages import SIZE
from tests.bot.chromium import (
    BROWSER_TESTS,
    PATIENCE,
    PICTURES,
    SCREEN,
    TABLET,
    expect,
    serious_faults,
    sign_in,
    watched_page,
)
from tests.bot.review.given import NOON, turn
from tests.bot.review.room import Room, refused

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = {
    "queue": "/review",
    "all": "/review?show=all",
    "turn": "/review/turn/1?at=1",
    "search": "/review/turn/1?find=quanfei",
    "reports": "/review/reports",
    "labels": "/review/labels",
}

pytestmark = BROWSER_TESTS


@pytest.fixture
def page(browser: Browser, room: Room) -> Iterator[Page]:
    """A trainer's page, on the queue; an error in it, or a request that leaves the server, fails the test."""
    room.asked(
        refused("隔壁哈士奇嚎个没完", margin=0.1, refs=("duties/4/11",)),
        refused("请问隔壁哈士奇嚎个没完", "web-b", NOON + 60, margin=0.1),
        refused("社保怎么办", "web-c", NOON + 120, margin=0.5),
        refused("跳广场舞的太吵", "web-d", NOON + 180, margin=0.7),
    )
    room.trainer()
    trouble: list[str] = []
    with watched_page(browser, room.url, trouble) as page:
        sign_in(page, "xunlian", "/review")
        yield page
    # A conflict and a refused label are pages of their own, which Chromium calls errors.
    assert [what for what in trouble if "status of 4" not in what] == []


def test_two_keys_label_the_first_of_the_queue(page: Page, room: Room) -> None:
    expect(page.locator("[data-line]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("隔壁哈士奇嚎个没完")

    page.keyboard.press("2")

    expect(page.locator(".flash")).to_contain_text("已标：“隔壁哈士奇嚎个没完” 犬吠扰民（归谁管），一共2条")
    expect(page.get_by_role("heading", level=1)).to_have_text("社保怎么办")
    assert [room.state(number) for number in (1, 2, 3)] == ["labelled", "labelled", "new"]


def test_arrows_and_letters_move_in_the_list_and_between_turns(page: Page) -> None:
    lines = page.locator("[data-line]")
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(lines.nth(2)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    expect(lines.nth(0)).to_be_focused()

    page.keyboard.press("Enter")
    page.wait_for_url("**/review/turn/**")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_have_text("社保怎么办")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("隔壁哈士奇嚎个没完")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/review$"))


def test_a_matter_is_searched_by_pinyin_and_enter_takes_the_first(page: Page, room: Room) -> None:
    page.goto("/review/turn/1")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("quanfei")
    page.keyboard.press("Enter")  # before the choices are there

    expect(page.locator(".flash")).to_contain_text("犬吠扰民")
    label = room.review.labels.of_turn(1)
    assert label and label.matters == ("dog_barking",)


def test_one_key_takes_a_label_back_and_leads_back_to_its_turn(page: Page, room: Room) -> None:
    page.goto("/review/turn/1")
    page.keyboard.press("o")
    expect(page.locator(".flash")).to_contain_text("范围外")

    page.keyboard.press("z")

    expect(page.get_by_role("heading", level=1)).to_have_text("隔壁哈士奇嚎个没完")
    assert room.state(1) == "new"


def test_several_matters_are_ticked_with_digits(page: Page, room: Room) -> None:
    page.goto("/review/turn/1")
    page.keyboard.press("w")
    expect(page.locator("#said")).to_contain_text("按数字勾两件以上")
    page.keyboard.press("2")
    page.keyboard.press("3")
    page.keyboard.press("w")

    expect(page.locator(".flash")).to_contain_text("犬吠扰民、")
    label = room.review.labels.of_turn(1)
    assert label and (label.verdict, label.matters) == ("two_matters", ("dog_barking", "noise_neighbour"))


def test_a_ticked_matter_stays_while_another_is_searched(page: Page, room: Room) -> None:
    page.goto("/review/turn/1")
    for pinyin, title in (("quanfei", "犬吠扰民"), ("sfz", "居民身份证办理、换领、补领")):
        page.locator("#find").fill(pinyin)
        page.locator("#choices li", has_text=title).get_by_role("checkbox").first.check()
    page.get_by_role("button", name="几件事都说得通").click()

    expect(page.locator(".flash")).to_be_visible()
    label = room.review.labels.of_turn(1)
    assert label and set(label.matters) == {"dog_barking", "resident_id_card"}


@pytest.mark.parametrize(
    ("keys", "verdict", "detail"),
    [
        (["e", "Enter"], "emergency", ("", ("110",))),
        (["e", "1", "2", "0", "Enter"], "emergency", ("", ("120",))),
        (["t", "Enter"], "talk", ("greet", ())),
        (["f"], "follow_up", ("ask_unit", ())),
        (["n"], "new_matter", ("", ())),
        (["u"], "unusable", ("", ())),
    ],
)
def test_what_is_no_matter_has_keys_too(
    page: Page, room: Room, keys: list[str], verdict: str, detail: tuple[str, tuple[str, ...]]
) -> None:
    page.goto("/review/turn/1")
    for key in keys:
        page.keyboard.press(key)

    expect(page.locator(".flash")).to_be_visible()
    label = room.review.labels.of_turn(1)
    assert label and (label.verdict, (label.intent, label.numbers)) == (verdict, detail)


def test_letters_typed_into_the_wording_label_nothing(page: Page, room: Room) -> None:
    page.goto("/review/turn/1")
    page.keyboard.press("r")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("euo 1")
    expect(page.locator("#text")).to_have_value("euo 1")
    page.keyboard.press("Escape")
    page.keyboard.press("2")

    expect(page.locator(".flash")).to_contain_text("已标：“euo 1”")


def test_the_nearest_examples_follow_the_wording(page: Page) -> None:
    page.goto("/review/turn/1")
    page.locator("#text").fill("楼上蹦跶")
    expect(page.locator("#nearest tbody tr").first).to_contain_text("楼上半夜蹦跶谁管")


def test_a_conflict_shows_both_and_enter_moves_the_old_one(page: Page, room: Room) -> None:
    page.goto("/review/turn/1")
    page.locator("#text").fill("楼上半夜蹦跶谁管")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(page.locator(".clash")).to_contain_text("这句话已经训练成别的")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "review-conflict.png")

    page.keyboard.press("Enter")

    expect(page.locator(".flash")).to_be_visible()
    label = room.review.labels.of_turn(1)
    assert label and label.replace


def test_filters_work_as_one_types_and_can_be_sent_on(page: Page) -> None:
    page.locator("#f-matter").fill("quanfei")
    expect(page.locator(".nothing")).to_be_visible()
    page.locator("#f-matter").fill("")
    page.locator("#f-text").fill("社保")

    expect(page.locator("[data-line]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/review\?text=%E7%A4%BE%E4%BF%9D$"))
    expect(page.locator("#f-text")).to_be_focused()


def test_more_lines_are_reached_with_the_keyboard(page: Page, room: Room) -> None:
    room.asked(*(refused(f"第{number}句话怎么办", user=f"more-{number}") for number in range(SIZE)))
    page.goto("/review")
    page.locator("[data-more]").focus()

    page.keyboard.press("Enter")

    expect(page.locator("[data-line]")).to_have_count(SIZE + 3)
    expect(page.locator("[data-line]").nth(SIZE)).to_be_focused()


def test_without_scripts_all_can_be_done_with_buttons(browser: Browser, page: Page, room: Room) -> None:
    plain = browser.new_context(
        base_url=room.url, java_script_enabled=False, storage_state=page.context.storage_state()
    ).new_page()
    plain.set_default_timeout(PATIENCE)
    plain.goto("/review")
    plain.get_by_label("话里有").fill("哈士奇")
    plain.get_by_role("button", name="筛选").click()
    plain.locator("[data-line]").first.click()
    plain.get_by_role("link", name="看相近的例句").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("相近的例句")
    plain.go_back()
    plain.locator("#find").fill("sfz")
    plain.get_by_role("button", name="查找").click()
    plain.locator("#choices").get_by_role("button", name="居民身份证办理").click()

    expect(plain.locator(".flash")).to_contain_text("居民身份证办理")
    plain.get_by_role("button", name="撤销").click()
    assert room.state(1) == "new"
    plain.context.close()


def fill_up(room: Room) -> None:
    """Enough of everything that the pictures show what the pages look like (all invented)."""
    room.asked(
        turn("办身份证要带啥", user="web-e", margin=0.1, confidence=0.62),
        refused("厂子半夜排臭气", "web-f", NOON - 3600, channel="wechat"),
    )
    room.review.reports.add("chayue", "matter", "dog_barking", "少了城管（测试虚构）")
    room.trainer("yi").fill("/review/turn/4", text="跳广场舞的太吵", accept="matter:noise_neighbour", intent="ask_unit")


@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_and_axe_finds_no_serious_fault(page: Page, room: Room, name: str) -> None:
    fill_up(room)
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        page.goto(PAGES[name])
        page.wait_for_load_state("networkidle")
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"review-{name}-{colours}.png")
        assert serious_faults(page) == [], colours
    for size in (SCREEN, TABLET):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], size
