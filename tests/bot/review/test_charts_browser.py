"""The pictures and the models' pages in a real browser, on a small app. All that is shown is invented."""

from __future__ import annotations

import os
import random
import re
import signal
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from bot.models import going_live
from bot.models.comparison import Change, Figure, MatterF1, Row
from bot.review.pictures import DRAWINGS
from bot.review.statistics import Statistics
from bot.review.turns import Turns
from knowledge.curation import Curation
from knowledge.document import Document
from tests.bot.chromium import BROWSER_TESTS, PICTURES, SCREEN, TABLET, expect, serious_faults, sign_in, watched_page
from tests.bot.review.given import NOON
from tests.bot.review.workshop import Workshop, compared, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STARTING = 180_000  # milliseconds until a training process has loaded what it needs
DAY = 86400.0
MATTERS = ("dog_barking", "noise_neighbour", "resident_id_card", "hotel", "fireworks_police", "passport")
INKED = """canvas => {
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size;
}"""

pytestmark = BROWSER_TESTS


def fill(workshop: Workshop) -> None:
    """Two weeks of invented questions, some labelled, some rated."""
    chance = random.Random(6)
    kinds = ("unit",) * 6 + ("clarify", "out_of_scope", "emergency")
    for number in range(400):
        kind, matter = chance.choice(kinds), chance.choice(MATTERS)
        at, confidence = NOON - chance.randrange(14) * DAY - number, chance.betavariate(5, 1.2)
        matter = matter if kind == "unit" else ""
        right = chance.random() < confidence
        should = (matter if right and matter else chance.choice(MATTERS)) if number % 2 else ""
        options = (should,) if kind == "clarify" and right else ()
        user = f"web-{number}"
        workshop.asked(should, at=at, kind=kind, matter=matter, confidence=confidence, options=options, user=user)
    for number in range(400, 440):
        at = NOON - number % 7 * DAY
        workshop.asked(at=at, user=f"web-{number}", matter=chance.choice(MATTERS))
        Turns(workshop.database, lambda at=at: at + 60).feedback(f"web-{number}", chance.random() < 0.8)


def golden(text: str, matter: str, right: bool) -> Row:
    return Row(
        id=f"questions/{text}/1",
        text=text,
        wanted_kind="answer",
        wanted=matter,
        got_kind="unit" if right else "out_of_scope",
        got=matter if right else "",
        found=right,
        right=right,
    )


def change(text: str, matter: str, better: bool) -> Change:
    return Change(old=golden(text, matter, not better), new=golden(text, matter, better))


def add_models(workshop: Workshop) -> None:
    live = workshop.live_model()
    workshop.model(
        compared(
            "总的变差了：91.0% → 90.5%（2000句中对的从1820句降到1810句）（测试虚构）",
            against=live,
            worse=(change("旅馆不登记身份证（测试虚构）", "hotel", better=False),),
        ),
        why="拿错的例句试一试（测试虚构）",
    )
    workshop.model(
        compared(
            against=live,
            figures=(Figure(name="facts", old=0.951, new=0.957), Figure(name="refused", old=0.962, new=0.962)),
            matters=(
                MatterF1(matter="dog_barking", asked=12, old=0.83, new=0.92),
                MatterF1(matter="hotel", asked=9, old=0.95, new=0.93),
                MatterF1(matter="passport", asked=8, old=1.0, new=1.0),
            ),
            better=(
                change("隔壁狗整宿叫（测试虚构）", "dog_barking", better=True),
                change("楼上天天蹦迪（测试虚构）", "noise_neighbour", better=True),
            ),
            worse=(change("旅店查不查身份证（测试虚构）", "hotel", better=False),),
        ),
        why="新写进30条狗叫的例句（测试虚构）",
    )


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory, document: Document, curation: Curation) -> Iterator[Workshop]:
    """One whose trainings go on until they are killed."""
    with opened(tmp_path_factory.mktemp("review"), document, curation, fault="hang") as workshop:
        fill(workshop)
        add_models(workshop)
        workshop.signed_in("trainer", "xunlian")
        workshop.signed_in("admin", "guanli")
        yield workshop


@pytest.fixture
def page(browser: Browser, workshop: Workshop) -> Iterator[Page]:
    """A trainer's; an error in it, also one of the content policy, or a request that leaves the server, fails."""
    trouble: list[str] = []
    with watched_page(browser, workshop.url, trouble) as page:
        sign_in(page, "xunlian", "/review/models")
        yield page
    assert trouble == []


def picture(page: Page, name: str) -> Any:
    return page.locator(f'[data-picture="{name}-data"]')


def shot(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"review-{name}.png", full_page=True)


def test_every_picture_is_drawn(page: Page) -> None:
    page.goto("/review/charts")

    for name in DRAWINGS:
        canvas = picture(page, name).locator("canvas").first
        expect(canvas).to_be_visible()
        assert canvas.evaluate(INKED) > 10, name


def test_pointing_at_a_day_tells_its_figures_without_breaking_the_content_policy(page: Page) -> None:
    page.goto("/review/charts")
    place = picture(page, "kinds")
    expect(place.locator("canvas").first).to_be_visible()
    before = place.screenshot()

    place.hover(position={"x": 300, "y": 200})

    assert place.screenshot() != before  # what the content policy refused is in the page's trouble


def test_a_click_on_a_cell_shows_its_questions(page: Page) -> None:
    page.goto("/review/charts")
    place = picture(page, "confusion")
    expect(place.locator("canvas").first).to_be_visible()
    at = place.evaluate(
        """place => {
          const chart = echarts.getInstanceByDom(place);
          const [x, y] = chart.getOption().series[0].data[0].value;
          return chart.convertToPixel({ seriesIndex: 0 }, [x, y]);
        }"""
    )
    worst = page.locator("section", has=place).locator("tbody tr").first

    place.click(position={"x": at[0], "y": at[1]})

    expect(page).to_have_url(re.compile(r"/review/charts/confusion\?wanted="))
    count = page.locator("tbody tr").count()
    page.go_back()
    assert worst.locator("td").nth(1).text_content() == str(count)


def test_the_colours_follow_the_page(page: Page) -> None:
    page.goto("/review/charts")
    place = picture(page, "matters")
    expect(place.locator("canvas").first).to_be_visible()
    light = place.screenshot()

    page.get_by_role("button", name="深色").click()

    expect(page.locator("html")).to_have_class(re.compile("dark"))
    assert place.screenshot() != light
    shot(page, "charts-dark")
    page.get_by_role("button", name="深色").click()


def test_without_scripts_the_tables_say_the_same(browser: Browser, workshop: Workshop, page: Page) -> None:
    plain = browser.new_context(
        java_script_enabled=False, base_url=workshop.url, storage_state=page.context.storage_state()
    )
    bare = plain.new_page()
    bare.goto("/review/charts")

    for summary in bare.locator("summary", has_text="看数字").all():
        summary.click()

    assert bare.locator(".picture:visible").count() == 0
    expect(bare.get_by_role("region", name="问得最多的事的数字")).to_contain_text("犬吠扰民")
    plain.close()


def test_a_running_training_is_followed_also_after_a_reload(page: Page, workshop: Workshop) -> None:
    page.goto("/review/models")
    page.get_by_label("为什么训练").fill("试一试（测试虚构）")
    page.get_by_role("button", name="训练", exact=True).click()
    expect(page.locator("#training")).to_contain_text("学着", timeout=STARTING)
    process = int((workshop.job.work / "pid").read_text(encoding="utf-8"))
    try:
        page.reload()
        expect(page.locator("#step-training")).to_have_attribute("value", "50")
        shot(page, "training")
        workshop.job.tell("golden", 0.25, "提问")
        expect(page.locator("#step-golden")).to_have_attribute("value", "25")
    finally:
        os.kill(process, signal.SIGKILL)

    expect(page.get_by_role("status").first).to_contain_text("训练中断了")
    expect(page.get_by_role("button", name="训练", exact=True)).to_be_visible()


def test_a_trainer_goes_live_and_back(page: Page, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(going_live, "load_beside", lambda _running, model: SimpleNamespace(model_name=model.name))
    first = workshop.register.live()
    candidate = next(model for model in workshop.register.all() if model.state == "candidate")
    assert first
    page.goto("/review/models")
    page.locator("tbody").get_by_role("link", name=candidate.version).click()
    expect(page.locator("main")).to_contain_text("隔壁狗整宿叫（测试虚构）")
    page.get_by_label("为什么上线（可以不写）").fill("狗叫好了（测试虚构）")
    page.get_by_role("button", name="上线", exact=True).click()
    expect(page.get_by_role("region", name="在用的")).to_contain_text(candidate.version)

    page.get_by_role("button", name="换回上一个").click()

    expect(page.get_by_role("region", name="在用的").get_by_role("link")).to_have_text(first.version)


def test_an_admin_may_overrule_the_gate(page: Page, workshop: Workshop) -> None:
    refused = next(model for model in workshop.register.all() if model.state == "refused")
    page.goto(f"/review/models/{refused.version}")
    expect(page.get_by_role("button", name="放行上线")).to_have_count(0)

    sign_in(page, "guanli", "/review/models")
    page.goto(f"/review/models/{refused.version}")

    expect(page.get_by_role("button", name="放行上线")).to_be_visible()


def paths(workshop: Workshop) -> dict[str, str]:
    models = {model.state: f"/review/models/{model.version}" for model in workshop.register.all()}
    worst = Statistics(workshop.database).confusion()[0]
    return {
        "charts": "/review/charts",
        "confused": f"/review/charts/confusion?wanted={worst.wanted}&got={worst.got}",
        "models": "/review/models",
        "comparison": next(path for state, path in models.items() if state in ("candidate", "former")),
        "refused": models["refused"],
    }


NAMES = ("charts", "confused", "models", "comparison", "refused")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_no_serious_fault(page: Page, workshop: Workshop, name: str, colours: str) -> None:
    sign_in(page, "guanli", "/review/models")
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    page.goto(paths(workshop)[name])
    if colours == "light":
        shot(page, name)
    for summary in page.locator("main summary").all():
        summary.click()

    assert serious_faults(page) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [SCREEN, TABLET], ids=["screen", "tablet"])
def test_nothing_is_wider_than_the_screen(page: Page, workshop: Workshop, name: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(paths(workshop)[name])

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
