"""Every kind of page in a real browser: accessible, as wide as the screen, and still."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import SIZES

SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
    }).observe({ type: "layout-shift", buffered: true });
"""

WIDE = "matchMedia('(min-width: 75rem)').matches"
"""Where the image of the page stands beside the text of an issue."""
WIDTH = """
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
        () => done(document.documentElement.scrollWidth))))
"""
"""What a page needs once it has its new size: charts take theirs a frame later."""

MAIN = {"home", "results", "issue", "department", "series", "audit"}
"""Kinds that are read with every theme in every language, and whose stillness on a phone counts."""


def opened(browser: Browser, site: str, size: str, scheme: Any, locale: str) -> Page:
    """A page of a screen of that size, which counts what moves on it."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=site,
        locale=locale,
        color_scheme=scheme,
        viewport={"width": width, "height": height},
    )
    context.add_init_script(SHIFTS)
    return context.new_page()


def read(page: Page, address: str) -> None:
    """Open a page and wait for what its scripts add to it: a page is judged as it stays."""
    page.goto(address)
    expect(page.locator("input[type=search]").first).to_have_role("combobox")
    if page.locator("[data-chart]").count():
        expect(page.locator(".chart canvas").first).to_be_visible()
    if page.locator("article.issue[data-api]").count() and page.evaluate(WIDE):
        expect(page.locator(".facsimile button")).to_have_count(2)


@pytest.mark.parametrize(("scheme", "locale"), [("light", "zh-CN"), ("dark", "en-GB")])
def test_every_kind_of_page_is_accessible_fits_and_stands_still(
    browser: Browser, site: str, kinds: dict[str, str], scheme: Any, locale: str
) -> None:
    """Both themes and both languages: axe finds no violation, no screen is too narrow, and what
    is seen does not move once it is there."""
    page = opened(browser, site, "laptop", scheme, locale)
    axe, wrong = Axe(), []
    for kind, address in kinds.items():
        read(page, address)
        expect(page.locator("html")).to_have_attribute(
            "lang", "en" if "en" in locale else "zh-Hans"
        )
        results = axe.run(page, options={"resultTypes": ["violations"]})
        if results.violations_count:
            wrong.append(f"{kind}\n{results.generate_report()}")
        if (shifted := page.evaluate("window.shifted")) > 0.01:
            wrong.append(f"{kind} moves by {shifted:.3f}")
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            if (needed := page.evaluate(WIDTH)) > width:
                wrong.append(f"{kind} needs {needed} pixels on a {size}")
        width, height = SIZES["laptop"]
        page.set_viewport_size({"width": width, "height": height})
    page.context.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("scheme", "locale"), [("dark", "zh-CN"), ("light", "en-GB")])
def test_main_kinds_are_accessible_and_still_on_a_phone(
    browser: Browser, site: str, kinds: dict[str, str], scheme: Any, locale: str
) -> None:
    """The other pairs of theme and language, as a phone shows them."""
    page = opened(browser, site, "phone", scheme, locale)
    axe, wrong = Axe(), []
    for kind in sorted(MAIN):
        read(page, kinds[kind])
        results = axe.run(page, options={"resultTypes": ["violations"]})
        if results.violations_count:
            wrong.append(f"{kind}\n{results.generate_report()}")
        # The ways through the hits, which a script adds, wrap on a narrow screen.
        if (shifted := page.evaluate("window.shifted")) > 0.02:
            wrong.append(f"{kind} moves by {shifted:.3f}")
    page.context.close()
    assert not wrong, "\n".join(wrong)
