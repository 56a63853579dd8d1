"""The desk in a real browser, against a running server: what counter staff, editors and citizens do."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import requests

from bot.bench.server import running_server
from bot.settings import ROOT
from tests.bot.chromium import BROWSER_TESTS, PICTURES, SCREEN, TABLET, expect, serious_faults, sign_in, watched_page
from tests.bot.staff import GOOD_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = {
    "start": "/desk",
    "search": "/desk?q=狗叫",
    "question": "/desk/bot?q=狗天天叫归谁管",
    "matter": "/desk/matter/resident_id_card",
    "shared": "/desk/matter/noise_neighbour",
    "unit": "/desk/unit/治安管理大队",
    "department": "/desk/department/环境保护局",
    "regime": "/desk/regime/supervision/9",
    "phones": "/desk/phones",
    "document": "/desk/document",
    "slip": "/slip/matter/dog_barking",
    "report": "/desk/report?kind=matter&key=dog_barking",
    "upkeep": "/desk/upkeep",
    "edit": "/desk/upkeep/unit/户政科",
    "history": "/desk/upkeep/history",
    "signin": "/signin",
    "password": "/password",
    "users": "/users",
}

pytestmark = BROWSER_TESTS


@pytest.fixture(scope="module")
def url(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, so that what is edited here is answered nowhere else."""
    own = tmp_path_factory.mktemp("desk")
    (own / "models").symlink_to(home / "models")
    with running_server(own, own / "log") as address:
        add_user(own, "guanli", "admin")
        yield address


def add_user(home: Path, name: str, role: str) -> None:
    """With a password that needs no change."""
    environment = os.environ | {"RIGHTDOOR_HOME": str(home), "DATABASE_URL": ""}
    code = """
import sys
from bot.accounts.users import Users
from bot.database import Database
from bot.settings import read_settings
users = Users(Database(read_settings().database_url))
users.add(sys.argv[1], sys.argv[2])
users.set_password(sys.argv[1], sys.argv[3])
"""
    subprocess.run([sys.executable, "-c", code, name, role, GOOD_PASSWORD], check=True, cwd=ROOT, env=environment)


@pytest.fixture(scope="module")
def admins_cookies(browser: Browser, url: str) -> Any:
    """What the browser keeps of an admin, who may edit too, after signing in."""
    with watched_page(browser, url, []) as page:
        sign_in(page, "guanli", "/desk")
        return page.context.storage_state()


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """Of somebody who is not signed in: reading is open on loopback. An error in it fails the test."""
    trouble: list[str] = []
    with watched_page(browser, url, trouble) as page:
        page.goto("/desk")
        yield page
    assert trouble == []


@pytest.fixture
def admins(browser: Browser, url: str, admins_cookies: Any) -> Iterator[Page]:
    """The same, of an admin who is signed in."""
    trouble: list[str] = []
    with watched_page(browser, url, trouble, cookies=admins_cookies) as page:
        page.goto("/desk")
        yield page
    assert trouble == []


def asked(url: str, words: str) -> str:
    """The bot's answer to a resident."""
    reply = requests.post(f"{url}/webhooks/rest/webhook", json={"sender": words, "message": words}, timeout=20)
    return str(reply.json()[0]["text"])


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_typing_finds_and_enter_opens(page: Page) -> None:
    page.keyboard.type("sfz")
    expect(page.locator(".hit_first .hit-title")).to_have_text("居民身份证办理、换领、补领")
    expect(page.locator("#pane")).to_contain_text("户政科")
    expect(page).to_have_url(re.compile(r"/desk\?q=sfz$"))

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/desk/matter/resident_id_card$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("居民身份证办理、换领、补领")


def test_enter_does_not_wait_for_the_results(page: Page) -> None:
    page.keyboard.type("shenfenzheng")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/desk/matter/resident_id_card$"))


def test_arrows_move_and_show_what_is_under_them(page: Page) -> None:
    page.keyboard.type("狗")
    second = page.locator(".hit").nth(1)
    expect(second).to_be_visible()

    page.keyboard.press("ArrowDown")

    expect(second).to_be_focused()
    expect(page.locator("#pane .sheet-title")).to_have_text(second.locator(".hit-title").inner_text())
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()


def test_escape_clears_and_slash_begins_anew(page: Page) -> None:
    page.keyboard.type("狗叫")
    expect(page.locator(".hit_first")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    expect(page.get_by_role("heading", name="最近查过")).to_be_visible()

    page.get_by_role("link", name="电话簿").focus()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_the_address_can_be_sent_to_a_colleague(page: Page) -> None:
    page.keyboard.type("网吧 检查")
    expect(page).to_have_url(re.compile("q="))
    expect(page.locator(".hit_first")).to_be_visible()

    theirs = page.context.new_page()
    theirs.goto(page.url)

    assert theirs.locator(".hit-title").all_inner_texts() == page.locator(".hit-title").all_inner_texts()


def test_a_whole_question_shows_what_the_bot_would_answer(page: Page, url: str) -> None:
    page.keyboard.type("狗天天叫归谁管")
    page.get_by_role("link", name="问机器人：狗天天叫归谁管").click()

    expect(page.locator(".bot-answer")).to_have_text(asked(url, "狗天天叫归谁管"))
    expect(page.locator(".confidence")).to_contain_text("%")
    expect(page.locator("tbody tr")).not_to_have_count(0)


def test_the_answer_and_the_phone_are_copied(page: Page) -> None:
    page.goto("/desk/unit/指挥中心")

    page.get_by_role("button", name="复制答复").click()
    expect(page.locator("#said")).to_contain_text("已复制")
    assert clipboard(page).startswith("【指挥中心】负责：")

    page.locator(".phone-number").click()
    expect(page.locator("#said")).to_have_text("已复制：7722206")
    assert clipboard(page) == "7722206"


@pytest.mark.parametrize(
    "path", ["matter/noise_neighbour", "unit/治安管理大队", "regime/supervision/9", "department/公安局"]
)
def test_a_slip_is_one_printed_page(page: Page, path: str) -> None:
    page.goto(f"/slip/{path}")

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    expect(page.get_by_role("img", name="这一页的二维码")).to_be_visible()
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"slip-{path.split('/')[0]}.pdf").write_bytes(printed)


def test_an_editors_change_is_answered_at_once_and_taken_back(admins: Page, url: str) -> None:
    page = admins
    assert "0319-7700001" not in asked(url, "户政科电话")
    page.goto("/desk/unit/户政科")
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("电话").fill("0319-7700001")
    page.get_by_label("办公时间").fill("周一至周五 8:30-17:30")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".who")).to_contain_text("0319-7700001")
    assert "0319-7700001" in asked(url, "户政科电话")

    page.goto("/desk/upkeep/history")
    page.get_by_role("button", name="撤销：户政科电话").click()

    expect(page.locator("tbody tr").first).to_contain_text("guanli")
    assert "0319-7700001" not in asked(url, "户政科电话")


def test_the_contact_list_makes_the_round_trip(admins: Page, tmp_path: Path) -> None:
    page = admins
    page.goto("/desk/upkeep")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="导出 .xlsx").click()
    file = tmp_path / "contacts.xlsx"
    downloading.value.save_as(file)
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    sheet: Any = book.active
    columns = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "看守所")
    row[columns.index("地址")].value = "测试路1号（测试虚构）"
    book.save(file)

    page.get_by_label("导入通讯录（.xlsx、.csv）").set_input_files(file)
    page.get_by_role("button", name="看看会改什么").click()
    expect(page.locator("main")).to_contain_text("会改这1处")
    assert serious_faults(page) == []
    page.get_by_role("button", name="就这样改").click()

    page.goto("/desk/phones")
    expect(page.locator("tr", has_text="看守所").first).to_contain_text("测试路1号（测试虚构）")


def test_what_is_wrong_is_told_and_reaches_the_editors(page: Page, admins: Page) -> None:
    page.goto("/desk/matter/dog_barking")
    page.get_by_role("link", name="有误").click()
    page.get_by_label("哪里不对、应当是怎样").fill("少了一个部门（测试）")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已经记下")).to_be_visible()

    admins.goto("/desk/upkeep")
    expect(admins.locator("main")).to_contain_text("少了一个部门（测试）")


def test_a_statement_opens_the_document_at_its_row(page: Page) -> None:
    page.goto("/desk/matter/dog_barking")
    page.locator(".split .own .ref").click()

    expect(page).to_have_url(re.compile("/desk/document#boundaries/10/1$"))
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("负责犬吠扰民的行政处罚")


def test_what_was_opened_is_found_again_on_the_first_page(page: Page) -> None:
    page.goto("/desk/unit/看守所")
    page.goto("/desk")

    expect(page.locator(".card", has_text="最近查过").get_by_role("link", name="看守所")).to_be_visible()


def test_a_pin_stays_and_leads_back(page: Page) -> None:
    page.goto("/desk/matter/hotel")
    page.get_by_role("button", name="钉住").click()
    expect(page.get_by_role("button", name="已钉住")).to_be_visible()

    page.goto("/desk")
    page.locator(".card", has_text="钉住的").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/desk/matter/hotel$"))


def test_large_type_and_dark_colours_stay_from_page_to_page(page: Page) -> None:
    size = "getComputedStyle(document.body).fontSize"
    before = page.evaluate(size)
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/desk/phones")

    assert page.evaluate(size) != before
    expect(page.locator("html")).to_have_class(re.compile("large.*dark|dark.*large"))
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_the_screen_and_axe_finds_no_serious_fault(admins: Page, name: str) -> None:
    admins.goto(PAGES[name])
    PICTURES.mkdir(parents=True, exist_ok=True)
    admins.screenshot(path=PICTURES / f"desk-{name}.png")
    for size in (TABLET, SCREEN):
        admins.set_viewport_size(size)  # type: ignore[arg-type]
        assert admins.evaluate("document.documentElement.scrollWidth") <= size["width"]

    for colours in ("light", "dark"):
        admins.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        admins.evaluate("dark => document.documentElement.classList.toggle('dark', dark)", colours == "dark")
        assert serious_faults(admins) == [], colours


def test_the_work_can_be_done_with_the_keyboard_alone(page: Page) -> None:
    page.keyboard.type("狗叫")
    expect(page.locator(".hit_first")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    reached: set[str] = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(str(page.evaluate("document.activeElement.textContent.trim()")))

    assert {"复制答复", "打印便条", "钉住", "有误"} <= reached
