"""The ways of a researcher and a journalist through the site, in a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.web.conftest import SIZES


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that fails the test for anything the browser complains of."""
    context = browser.new_context(
        base_url=site, locale="zh-CN", viewport={"width": 1366, "height": 768}
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    yield opened
    context.close()
    # The browser itself notes the status of a page that is not found.
    assert [text for text in complaints if "404" not in text] == []


def arriving(page: Page) -> AbstractContextManager[object]:
    """What is done within leads to another page, which is there with its styles, scripts and images
    at the end: what is read or filled in after a mere click may still be the old page's."""
    return page.expect_event("load")


def drawn(canvas: Locator) -> str:
    """What a chart shows once it has the size of its place: told in the frame after the first."""
    expect(canvas).to_be_visible()
    picture: str = canvas.evaluate(
        """canvas => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
            () => done(canvas.toDataURL()))))"""
    )
    return picture


def facet_values(page: Page) -> Locator:
    """The links that narrow a search.

    Not any link of the filters: the one that closes their drawer stands before them, and is
    found as long as the style sheet that hides it on a wide screen has not arrived.
    """
    filters = page.get_by_role("complementary", name="筛选")
    return filters.get_by_role("listitem").get_by_role("link")


def test_a_researcher_searches_narrows_reads_and_turns_back(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox", name="检索词").fill("窗口 受理")
    with arriving(page):
        page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("窗口 受理")
    everything = heading.inner_text()
    first = facet_values(page).first
    department = first.locator("span").first.inner_text()
    with arriving(page):
        first.click()
    chip = page.get_by_role("link", name=f"去掉条件 部门：{department}")
    expect(chip).to_be_visible()
    expect(heading).not_to_have_text(everything)
    with arriving(page):
        page.get_by_role("link", name="最早").click()
    expect(chip).to_be_visible()
    page.get_by_label("自").fill("2023-02-01")
    with arriving(page):
        page.get_by_role("button", name="按日期筛选").click()
    expect(chip).to_be_visible()
    expect(page.get_by_role("link", name="去掉条件 日期")).to_be_visible()
    with arriving(page):
        page.locator("ol.hits h2 a").first.click()
    expect(page.locator("article.issue")).to_be_visible()
    expect(page.locator(".item mark").first).to_be_visible()
    page.go_back()
    expect(chip).to_be_visible()


def test_the_search_box_suggests_and_is_worked_by_keys(page: Page) -> None:
    page.goto("/issues")
    box = page.get_by_role("combobox", name="检索词")
    options = page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "false")
    # At once: key by key, the list of what was typed before may be taken for the last one.
    box.fill("shangwut")
    expect(options.first).to_contain_text("商务厅")
    expect(box).to_have_attribute("aria-expanded", "true")
    found: Any = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = box.get_attribute("aria-activedescendant")
    assert active == options.first.get_attribute("id")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("shangwut")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    with arriving(page):
        box.press("Enter")
    expect(page.get_by_role("link", name="去掉条件 部门")).to_be_visible()
    assert page.locator("ol.hits > li").count() > 0


def test_a_suggestion_is_taken_by_a_click_and_none_is_forced(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="检索词")
    box.fill("商务")
    with arriving(page):
        page.get_by_role("option").first.click()
    expect(page.get_by_role("link", name="去掉条件 部门")).to_be_visible()
    box.press_sequentially("受理")
    expect(page.get_by_role("option").first).to_be_visible()
    with arriving(page):
        box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("受理")


def test_a_journalist_proves_a_figure_on_the_page_image(page: Page) -> None:
    page.goto("/figures")
    page.get_by_label("指标").fill("受理")
    with arriving(page):
        page.get_by_role("button", name="查询").click()
    row = page.locator("table.figures tbody tr").first
    surface = row.locator("td.value").inner_text()
    expect(row.locator("td.quote mark")).to_have_text(surface)
    with arriving(page):
        row.get_by_role("link").last.click()
    expect(page.locator("blockquote mark")).to_have_text(surface)
    image = page.locator("a.sheet img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 900
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载原件").click()
    assert downloading.value.path().read_bytes().startswith(b"%PDF-")


def test_the_box_stands_where_the_figure_stands(page: Page) -> None:
    """What is outlined on the image is red on yellow, and little of the page."""
    page.goto("/figures?metric=受理")
    with arriving(page):
        page.locator("table.figures tbody tr").first.get_by_role("link").last.click()
    response = page.request.get(page.locator("a.sheet").get_attribute("href") or "")
    image = Image.open(io.BytesIO(response.body())).convert("RGB")
    red, green, blue = np.asarray(image).transpose(2, 0, 1)
    down, across = np.nonzero((red > 200) & (green > 200) & (blue < 200))
    assert len(across)
    assert np.ptp(across) < image.width / 2
    assert np.ptp(down) < image.height / 10


def test_an_issue_leads_from_its_outline_and_marks_to_places(page: Page) -> None:
    page.goto("/issues")
    with arriving(page):
        page.locator("ul.plain a").nth(8).click()
    outline = page.get_by_role("navigation", name="目录")
    entry = outline.get_by_role("link").nth(1)
    target = entry.get_attribute("href") or ""
    entry.click()
    expect(page.locator(f"[id='{target[1:]}']")).to_be_in_viewport()
    department = page.locator(".item a.department").first
    name = department.get_attribute("title") or ""
    with arriving(page):
        department.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    with arriving(page):
        page.locator("table.calendar td a").first.click()
    expect(page.get_by_role("link", name=f"去掉条件 部门：{name}")).to_be_visible()
    expect(page.get_by_role("link", name="去掉条件 月份")).to_be_visible()


def test_hostile_markup_runs_nothing(page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto("/search?q=窗口 alert")
    with arriving(page):
        page.locator("ol.hits h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>周报</b>")
    assert page.locator("article script, article u").count() == 0


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/search?q=受理")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_researchers_way_needs_no_script(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("检索词").fill("受理")
    with arriving(page):
        page.get_by_role("button", name="检索").click()
    with arriving(page):
        facet_values(page).first.click()
    chips = page.get_by_role("list", name="已选条件").get_by_role("link")
    expect(chips).to_have_count(1)
    with arriving(page):
        page.get_by_role("button", name="紧凑").click()
    expect(page.locator("ol.hits.compact")).to_be_visible()
    with arriving(page):
        page.get_by_role("button", name="English").click()
    # The page is the same one: the search, its filter, and what was chosen before.
    expect(page.get_by_role("heading", level=1)).to_contain_text("受理")
    expect(page.get_by_role("list", name="Conditions").get_by_role("link")).to_have_count(1)
    expect(page.locator("ol.hits.compact")).to_be_visible()
    with arriving(page):
        page.locator("ol.hits h2 a").first.click()
    expect(page.locator(".item mark").first).to_be_visible()
    leaf = page.get_by_role("complementary", name="Page beside the text").get_by_role("img")
    expect(leaf).to_have_js_property("complete", True)
    with arriving(page):
        page.locator(".item a.figure").first.click()
    expect(page.locator("blockquote mark")).to_be_visible()
    context.close()


def test_the_filters_are_a_drawer_on_a_phone(page: Page) -> None:
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/search?q=受理&per_page=5")
    drawer = page.get_by_role("complementary", name="筛选")
    expect(drawer).to_be_hidden()
    page.get_by_role("link", name="筛选").click()
    expect(drawer).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    page.get_by_role("link", name="筛选").click()
    with arriving(page):
        facet_values(page).first.click()
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("list", name="已选条件").get_by_role("link")).to_have_count(1)


def test_the_page_image_beside_the_text_follows_and_points(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    figure: Any = page.request.get("/api/v1/figures?metric=受理&period_type=week&to=2023").json()[
        "results"
    ][0]
    place, item = figure["provenance"], figure["item"]
    page.goto(place["links"]["html"])
    pane = page.get_by_role("complementary", name="对照页面")
    expect(pane.get_by_role("img")).to_have_attribute("alt", f"第 {place['pages'][0]} 页的图像")
    span = f"{figure['span']['start']}-{figure['span']['end']}"
    mark = page.locator(f"[id='{item}'] [data-span='{span}']")
    # With its buttons the pane begins to listen; before, nobody notices the pointer.
    expect(pane.get_by_role("button", name="上一页")).to_be_visible()
    mark.hover()
    box = pane.locator(f"rect.pointed[data-place='{item}:{span}']")
    expect(box).to_be_visible()
    # The box lies on the image where the API says the figure is printed.
    info = page.request.get(f"/api/v1/issues/{figure['issue']}").json()["pages"]
    image, drawn = pane.get_by_role("img").bounding_box(), box.bounding_box()
    assert image
    assert drawn
    scale = image["height"] / info[place["pages"][0] - 1]["height"]
    left = image["x"] + (image["width"] - info[0]["width"] * scale) / 2
    printed = place["boxes"][0]
    assert abs(drawn["x"] - left - printed["x0"] * scale) < 4
    assert abs(drawn["y"] - image["y"] - printed["top"] * scale) < 4
    pane.get_by_role("button", name="上一页").click()
    expect(pane.get_by_role("img")).to_have_attribute("alt", f"第 {place['pages'][0] - 1} 页的图像")
    # Pointing on the page marks the text.
    other = pane.locator("rect.department").first
    other.hover()
    expect(page.locator(".item .pointed").first).to_have_attribute(
        "data-span", (other.get_attribute("data-place") or "").split(":")[1]
    )


def test_keys_lead_to_the_search_box_and_through_the_hits(page: Page) -> None:
    page.goto("/search?q=受理")
    page.keyboard.press("j")
    hits = page.locator("ol.hits h2 a")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="检索词")
    expect(box).to_be_focused()
    page.keyboard.type("jk")
    expect(box).to_have_value("jk")


def test_the_address_of_the_api_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/search?q=受理")
    page.get_by_role("button", name="复制接口地址").click()
    expect(page.get_by_role("button", name="✓")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.request.get(copied).json()["query"]["parameters"] == {"q": "受理"}


def test_dragging_over_the_histogram_searches_that_time(page: Page) -> None:
    page.goto("/search?q=受理&from=2023&to=2023")
    bars = page.locator(".histogram a")
    first, last = bars.nth(1), bars.nth(3)
    wanted = (first.get_attribute("data-from"), last.get_attribute("data-to"))
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=4)
    with arriving(page):
        page.mouse.up()
    expect(page.get_by_role("textbox", name="自")).to_have_value(wanted[0] or "")
    expect(page.get_by_role("textbox", name="至")).to_have_value(wanted[1] or "")
    expect(page.get_by_role("heading", level=1)).to_contain_text("受理")


def test_a_journalist_reads_a_chart_with_the_keyboard(page: Page) -> None:
    """What is printed, the sentence and the way to the page stand beside the point."""
    page.goto("/series?metric=受理&kind=year_to_date")
    with arriving(page):
        page.locator("table.figures tbody a").first.click()
    plot = page.locator(".chart .plot")
    expect(plot.locator("canvas")).to_be_visible()
    plot.focus()
    for key, row in (("Home", 0), ("ArrowRight", 1), ("End", -1)):
        page.keyboard.press(key)
        observed = page.locator("table.observations tbody tr").nth(row)
        said = page.locator(".chart .point")
        expect(said.locator("strong")).to_have_text(observed.get_attribute("data-printed") or "")
        expect(said.locator("blockquote mark")).to_have_text(
            observed.get_attribute("data-printed") or ""
        )
    with arriving(page):
        said.get_by_role("link").click()
    expect(page.locator("a.sheet img")).to_be_visible()


def test_a_chart_shows_what_the_audit_found_and_turns_to_columns(page: Page) -> None:
    page.goto("/audit?check=year_to_date_falls")
    with arriving(page):
        page.get_by_role("link", name="查看序列").first.click()
    flagged = page.locator("table.observations tr[data-flag]").first
    # Before it is drawn there is nobody to notice the pointer.
    expect(page.locator(".chart canvas")).to_be_visible()
    flagged.hover()
    expect(page.locator(".chart .flag")).to_contain_text("印作")
    plot = page.locator(".chart canvas")
    before = drawn(plot)
    page.get_by_role("button", name="改为柱形").click()
    expect(page.get_by_role("button", name="改为折线")).to_be_visible()
    assert drawn(plot) != before


def test_a_chart_shows_a_gap_as_a_gap(page: Page) -> None:
    """Where an issue says nothing the line is broken: without the note of it, it goes on."""
    found: Any = page.request.get("/api/v1/series?least=2&per_page=100").json()["results"]
    address = next(
        f"/series/{one['id']}"
        for one in found
        if page.request.get(f"/api/v1/series/{one['id']}/observations").json()["gaps"]
    )

    def seen() -> str:
        page.goto(address)
        return drawn(page.locator(".chart canvas").first)

    with_gap = seen()
    assert seen() == with_gap
    expect(page.locator("tr[data-gap] .gap").first).to_contain_text("其前")

    def closed(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("data-gap=", "data-no-gap="))

    page.route("**/series/**", closed)
    assert seen() != with_gap


def test_series_are_compared_in_one_chart_without_need_of_colour(page: Page) -> None:
    page.goto("/figures?metric=受理&unit=件")
    with arriving(page):
        page.get_by_role("link", name="放在一起比较").click()
    entries = page.locator(".chart .legend li")
    expect(entries.nth(1)).to_be_visible()
    names = entries.all_inner_texts()
    dashes = [line.get_attribute("stroke-dasharray") for line in entries.locator("line").all()]
    assert len(set(names)) == len(set(dashes)) == len(names) >= 2
    with arriving(page):
        page.get_by_role("link", name=f"不再比较 {names[1]}").click()
    assert page.get_by_role("link", name=f"不再比较 {names[1]}").count() == 0


def test_the_explorer_charts_the_time_that_is_asked_for(page: Page) -> None:
    page.goto("/figures?metric=受理&unit=件&period_type=week")
    rows = page.locator("table.observations tbody tr")
    everything = rows.count()
    page.get_by_label("刊发自").fill("2023-03-01")
    page.get_by_label("刊发至").fill("2023-04-30")
    with arriving(page):
        page.get_by_role("button", name="查询").click()
    days = [row.get_attribute("data-day") or "" for row in rows.all()]
    assert 0 < len(days) < everything
    assert "2023-03-01" <= min(days) <= max(days) <= "2023-04-30"
