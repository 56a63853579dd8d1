"""The residents' chat in a real browser, against a running server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.bot.chromium import BROWSER_TESTS, PATIENCE, expect, watched_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


pytestmark = BROWSER_TESTS


@pytest.fixture
def trouble() -> list[str]:
    """What must not happen in the page: errors, warnings, requests that leave the server."""
    return []


@pytest.fixture(params=[360, 1280], ids=["360px", "1280px"])
def page(request: pytest.FixtureRequest, browser: Browser, server_url: str, trouble: list[str]) -> Iterator[Page]:
    """The chat page, freshly opened."""
    size = {"width": request.param, "height": 740}
    with watched_page(browser, server_url, trouble, size) as page:
        page.goto("/")
        yield page


def ask(page: Page, words: str) -> None:
    """Type a question and press Enter; return when it is answered."""
    question = page.get_by_label("您的问题")
    question.click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    wait_for_answer(page, words)


def wait_for_answer(page: Page, shown: str) -> None:
    expect(page.locator(".message_user").last).to_contain_text(shown)
    expect(page.locator(".message_typing")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator(".message").last).to_have_class("message message_bot", timeout=PATIENCE)


def test_a_typed_question_is_answered(page: Page, trouble: list[str]) -> None:
    ask(page, "身份证丢了上哪补")
    answer = page.locator(".message_bot").last
    expect(answer).to_contain_text("户政科")
    expect(answer.locator(".line_strong")).to_contain_text("【")
    expect(answer.locator(".line_small").last).to_contain_text("来源：")
    expect(page.get_by_label("您的问题")).to_be_focused()
    expect(page.get_by_label("您的问题")).to_have_value("")
    expect(page.get_by_role("link", name="110").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert trouble == []


def test_an_example_is_asked_by_its_button(page: Page, trouble: list[str]) -> None:
    page.get_by_role("button", name="户政科电话").click()
    wait_for_answer(page, "户政科电话")
    expect(page.locator(".message_bot").last).to_contain_text("文件未载明户政科的电话")
    assert trouble == []


def test_options_are_buttons_that_send_their_number(page: Page, trouble: list[str]) -> None:
    with page.expect_response("**/webhooks/rest/webhook") as replied:
        ask(page, "证件丢了")
    payload = next(part["custom"] for part in replied.value.json() if "custom" in part)
    titles = [option["title"] for option in payload["options"]]
    assert payload["kind"] == "clarify" and len(titles) > 1
    buttons = page.get_by_role("group", name="选项").get_by_role("button")
    expect(buttons).to_have_text([f"{number}. {title}" for number, title in enumerate(titles, 1)])

    with page.expect_request("**/webhooks/rest/webhook") as sent:
        buttons.last.focus()
        page.keyboard.press("Enter")
    assert (sent.value.post_data_json or {})["message"] == str(len(titles))
    wait_for_answer(page, titles[-1])
    for button in buttons.all():  # the numbers mean nothing any more
        expect(button).to_be_disabled()
    expect(page.get_by_label("您的问题")).to_be_focused()
    assert trouble == []


def test_an_emergency_can_be_dialled(page: Page, trouble: list[str]) -> None:
    page.get_by_label("您的问题").fill("厨房着火了")
    page.keyboard.press("Enter")
    urgent = page.get_by_role("alert")
    expect(urgent).to_contain_text("119", timeout=PATIENCE)
    expect(urgent.get_by_role("link", name="拨打 119")).to_have_attribute("href", "tel:119")
    assert trouble == []


def test_what_a_user_types_is_only_text(page: Page, trouble: list[str]) -> None:
    evil = '<script>window.broken = true</script><img src="x" onerror="window.broken = true">'
    ask(page, evil)
    expect(page.locator(".message_user .line")).to_have_text(evil)
    expect(page.locator("#log script, #log img")).to_have_count(0)
    assert page.evaluate("window.broken") is None
    assert trouble == []


def test_enter_sends_but_not_with_shift_or_while_composing(page: Page, trouble: list[str]) -> None:
    question = page.get_by_label("您的问题")
    question.click()
    page.keyboard.type("狗叫")
    question.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("归谁管")
    expect(question).to_have_value("狗叫\n归谁管")
    expect(page.locator(".message_user")).to_have_count(0)
    page.keyboard.press("Enter")
    wait_for_answer(page, "归谁管")
    assert page.locator(".message_user .line").inner_text() == "狗叫\n归谁管"
    assert trouble == []


def test_nothing_is_sent_while_waiting(page: Page, trouble: list[str]) -> None:
    held: list[Route] = []
    page.route("**/webhooks/**", lambda route: held.append(route))
    page.get_by_label("您的问题").fill("旅馆多久查一次")
    page.keyboard.press("Enter")
    expect(page.locator(".message_typing")).to_be_visible()
    expect(page.get_by_role("button", name="发送")).to_be_disabled()
    page.keyboard.type("还有")
    page.keyboard.press("Enter")
    expect(page.locator(".message_user")).to_have_count(1)
    expect(page.get_by_label("您的问题")).to_have_value("还有")
    assert len(held) == 1
    held[0].continue_()
    wait_for_answer(page, "旅馆多久查一次")
    expect(page.get_by_role("button", name="发送")).to_be_enabled()
    assert trouble == []


def test_a_failed_request_can_be_repeated(page: Page) -> None:
    page.route("**/webhooks/**", lambda route: route.abort(), times=1)
    page.get_by_label("您的问题").fill("户政科电话")
    page.keyboard.press("Enter")
    expect(page.locator(".message_failed")).to_contain_text("110")
    page.get_by_role("button", name="重试").click()
    wait_for_answer(page, "户政科电话")
    expect(page.locator(".message_failed")).to_have_count(0)
    expect(page.locator(".message_user")).to_have_count(1)
    expect(page.locator(".message_bot").last).to_contain_text("文件未载明户政科的电话")


def test_an_answer_can_be_called_useful_or_not_until_the_next_question(page: Page, trouble: list[str]) -> None:
    ask(page, "身份证丢了上哪补")
    opinion = page.get_by_role("group", name="这个回答有用吗")
    expect(opinion.get_by_role("button")).to_have_text(["有用", "没用"])
    with page.expect_response("**/feedback") as told:
        opinion.get_by_role("button", name="没用").click()
    assert told.value.json() == {"ok": True}
    assert (told.value.request.post_data_json or {})["useful"] is False
    expect(opinion).to_have_text("谢谢，记下了。")
    ask(page, "户政科电话")
    expect(opinion).to_have_count(2)
    ask(page, "旅馆多久查一次")
    expect(opinion.nth(0)).to_have_text("谢谢，记下了。")
    expect(opinion.get_by_role("button")).to_have_count(2)
    assert trouble == []


def test_nobody_is_asked_an_opinion_of_a_greeting_a_question_back_or_an_emergency(page: Page) -> None:
    for words in ("你好", "证件丢了"):
        ask(page, words)
        expect(page.locator(".opinion")).to_have_count(0)
    page.get_by_label("您的问题").fill("厨房着火了")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("119", timeout=PATIENCE)
    expect(page.locator(".opinion")).to_have_count(0)


def test_an_opinion_that_did_not_arrive_can_be_given_again(page: Page) -> None:
    ask(page, "户政科电话")
    page.route("**/feedback", lambda route: route.abort(), times=1)
    opinion = page.get_by_role("group", name="这个回答有用吗")
    opinion.get_by_role("button", name="有用").click()
    expect(opinion.get_by_role("button", name="有用")).to_be_visible()
    opinion.get_by_role("button", name="有用").click()
    expect(opinion).to_have_text("谢谢，记下了。")
