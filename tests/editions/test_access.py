"""The pages of all editions, asked of axe-core in a browser: at a desk, on phones, by night."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.report.browser import Browser, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK, PHONE, SMALL = 1280, 390, 320
# Editions whose pages are asked at every width; of the others a phone's tells most.
WHOLE = {"2015", "2016"}
# Rules that axe-core counts as experimental, and that a reader meets nevertheless.
MORE = ["label-content-name-mismatch", "table-fake-caption", "td-has-header"]
ASKED = """
window.told = null;
const rules = Object.fromEntries(arguments[0].map((rule) => [rule, { enabled: true }]));
axe.run(document, { resultTypes: ["violations"], rules }).then((found) => {
  const places = ({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 200)]);
  told = found.violations.flatMap(places);
});
"""


@pytest.fixture(scope="module")
def axe() -> str:
    library = pytest.importorskip("axe_playwright_python", reason="needs the extra 'access'")
    return (files(library) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    commands = found()
    if commands is None:
        pytest.skip("needs chromium and chromedriver")
    running = Browser(*commands, str(tmp_path_factory.mktemp("profile")))
    yield running
    running.close()


def violations(browser: Browser, axe: str) -> list[Any]:
    browser.script(f"{axe}; window.axe = axe")
    browser.script(ASKED, MORE)
    browser.until("window.told", patience=300)
    return browser.script("return told")


def scheme(browser: Browser, name: str) -> None:
    wish = [{"name": "prefers-color-scheme", "value": name}]
    browser.developer("Emulation.setEmulatedMedia", {"features": wish})


def test_a_page_has_nothing_that_axe_core_finds_wrong(
    each: Built, browser: Browser, axe: str
) -> None:
    page = each.folder / "report.html"
    for width in (DESK, PHONE, SMALL) if each.edition in WHOLE else (PHONE,):
        browser.open(page, width)
        assert violations(browser, axe) == [], width
        wide = browser.script("return document.documentElement.scrollWidth")
        assert wide <= width, f"the page scrolls sideways at {width}"


@pytest.mark.parametrize("each", sorted(WHOLE), indirect=True)
def test_a_page_by_night_has_nothing_that_axe_core_finds_wrong(
    each: Built, browser: Browser, axe: str
) -> None:
    scheme(browser, "dark")
    try:
        browser.open(each.folder / "report.html", DESK)
        ground = "return getComputedStyle(document.body).backgroundColor"
        assert browser.script(ground) == "rgb(17, 23, 29)"
        assert violations(browser, axe) == []
    finally:
        scheme(browser, "")


def test_axe_core_finds_what_is_wrong(browser: Browser, axe: str, tmp_path: Any) -> None:
    page = tmp_path / "page.html"
    page.write_text('<html lang="en"><title>A</title><main><h1>A</h1><img src="a.png"></main>')
    browser.open(page)
    assert [rule for rule, _ in violations(browser, axe)] == ["image-alt"]
