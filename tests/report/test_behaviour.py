"""What the page does in a real browser."""

import base64
import importlib.util
import io
import itertools
import re
import urllib.parse
from pathlib import Path

import matplotlib.image
import pandas as pd
import pytest
from lxml import etree

from research.display.banner import Banner, Head
from research.display.cell import Cell
from research.display.table import Table
from research.report import embedded
from tests.report import printing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEMPLATE = Path(__file__).parents[2] / "reports" / "template"
ESCAPE, ENTER, DOWN, TAB = "\ue00c", "\ue007", "\ue015", "\ue004"


@pytest.fixture(scope="module")
def path(document, tmp_path_factory):
    return embedded.render(document, "html", tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("browser", Path(__file__).parent / "browser.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    commands = module.found()
    if commands is None:
        pytest.skip("needs chromium and chromedriver")
    running = module.Browser(*commands, str(tmp_path_factory.mktemp("profile")))
    yield running
    running.close()


@pytest.fixture
def page(browser, path):
    browser.open(path)
    return browser


@pytest.fixture
def phone(browser, path):
    browser.open(path, 390, 844)
    return browser


def search(page, text):
    """Type into the search box and give what it found."""
    return page.script(
        """const box = document.getElementById("search");
        box.focus();
        box.value = arguments[0];
        box.dispatchEvent(new Event("input"));
        return [...document.querySelectorAll("#found [role=option]")].map((it) => it.innerText)""",
        text,
    )


# Search -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("overall priorities", "Overall priorities"),
        ("priority by sector", "Table 3"),
        ("respondents sector", "Figure 2"),
    ],
)
def test_search_finds_headings_tables_and_figures(page, asked, first):
    assert first in search(page, asked)[0]


def test_search_finds_what_stands_in_cells(page):
    assert any("Objectives" in place for place in search(page, "service levels met"))


def test_search_finds_five_words_of_a_sentence_and_leads_to_it(page):
    sentence = page.script(
        """const texts = [...document.querySelectorAll("main section p")];
        const parts = (it) => it.textContent.trim().split(/\\s+/);
        return parts(texts.find((it) => !it.querySelector("*") && parts(it).length > 9))"""
    )
    asked = " ".join(sentence[3:8])
    assert asked in " ".join(search(page, asked)[0].split())
    page.press(ENTER)
    page.until("document.activeElement.classList.contains('arrived')")
    reached = page.script("return document.activeElement.textContent")
    assert asked in " ".join(reached.split())


def test_search_finds_quotes_and_notes(page):
    for kind in (".verbatims blockquote", ".notes p"):
        text = page.script(f"return document.querySelector('main {kind}').innerText")
        asked = " ".join(text.split()[:5])
        assert search(page, asked), asked


SAID = """const left = ":not(.spoken, .tools, table *, nav *, .finding *)";
return [...document.querySelectorAll(`main :is(p, li, .finding)${left}`)]
  .filter((it) => it.matches(".finding") || !it.querySelector("p, li"))
  .map((it) => it.textContent.trim().split(/\\s+/))
  .filter((words) => words.length > 4)
  .flatMap((words) => [words.slice(0, 5), words.slice(-5)].map((five) => five.join(" ")))"""


def test_search_finds_the_first_and_last_five_words_of_everything_that_is_said(page):
    said = page.script(SAID)
    assert len(said) > 40
    assert any(re.search(r"[,;:()]", five) for five in said)
    for five in said:
        found = search(page, five)
        assert found, five
        assert all(found), five


def test_search_finds_what_is_typed_plainly(page):
    note = "it’s Kundenwert für 38–45%† (of “all”), − plain; e.g. a+b?"
    page.script(
        """const text = document.querySelector("main section p"); text.textContent = arguments[0];
        const script = [...document.scripts].find((it) => it.textContent.includes("found-count"));
        document.querySelectorAll(".tools, .leave, .anchor").forEach((it) => it.remove());
        const box = document.querySelector(".search"); box.replaceWith(box.cloneNode(true));
        (0, eval)(script.textContent)""",
        note,
    )
    for asked in (note, "it's kundenwert fur 38-45%", '45% (of "all"), - plain; e.g. a+b?'):
        [place] = [one for one in search(page, asked) if "Kundenwert" in one]
        assert note in " ".join(place.split())
    marked = page.script(
        "return [...document.querySelectorAll('#found mark')].map((it) => it.textContent)"
    )
    assert "“all”)," in marked


def test_search_says_how_much_it_found(page):
    search(page, "zzz")
    assert page.script("return document.querySelector('.found-count').textContent") == "No places"


def test_search_is_worked_by_the_keyboard(page):
    page.script("document.body.focus()")
    page.press("/", *"conclusions", ENTER)
    page.until("location.hash === '#sec-conclusions'")
    assert page.script("return document.activeElement.id") == "sec-conclusions"
    assert page.script("return document.getElementById('found').hidden")


# Contents ---------------------------------------------------------------------------------------


def test_the_section_being_read_is_marked(page):
    page.script("document.getElementById('sec-theme-farming').scrollIntoView()")
    page.until("document.querySelector('#contents [aria-current]').hash === '#sec-theme-farming'")
    assert page.script("return document.querySelectorAll('#contents [aria-current]').length") == 1
    page.script("scrollTo({ top: 0, behavior: 'instant' })")
    page.until("document.querySelector('#contents [aria-current]').hash !== '#sec-theme-farming'")


def test_the_contents_are_a_drawer_on_a_phone(phone):
    shown = "return getComputedStyle(document.getElementById('contents')).visibility"
    menu = "document.querySelector('.menu')"
    assert phone.script(shown) == "hidden"
    phone.script(f"{menu}.click()")
    phone.until("getComputedStyle(document.getElementById('contents')).visibility === 'visible'")
    assert phone.script(f"return {menu}.getAttribute('aria-expanded')") == "true"
    phone.press(ESCAPE)
    phone.until("getComputedStyle(document.getElementById('contents')).visibility === 'hidden'")
    assert phone.script(f"return document.activeElement === {menu}")


def test_choosing_a_section_closes_the_drawer(phone):
    phone.script("document.querySelector('.menu').click()")
    phone.script("document.querySelector('#contents a[href=\"#sec-overall\"]').click()")
    phone.until("getComputedStyle(document.getElementById('contents')).visibility === 'hidden'")
    assert phone.script("return location.hash") == "#sec-overall"


def test_the_first_stop_of_the_keyboard_skips_the_contents(page):
    page.press(TAB)
    assert page.script("return document.activeElement.className") == "skip"
    page.press(ENTER)
    page.until("document.activeElement.id === 'report'")


# Semantics --------------------------------------------------------------------------------------


def test_the_title_is_the_one_heading_of_the_first_level(page):
    levels = page.script(
        "return [...document.querySelectorAll('h1, h2, h3, h4, h5')].map((it) => +it.tagName[1])"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_everything_worked_has_a_name(page):
    nameless = page.script(
        """const named = (it) => it.ariaLabel || it.textContent.trim() || it.ariaLabelledByElements;
        return [...document.querySelectorAll("a, button, input, [role=group], table")]
          .filter((it) => !named(it)).map((it) => it.outerHTML.slice(0, 80))"""
    )
    assert nameless == []


def test_a_phone_scrolls_inside_what_is_wide_never_the_page(phone):
    assert phone.script("return document.documentElement.scrollWidth") == 390
    tables = "[...document.querySelectorAll('.table .scroll')]"
    wide = f"{tables}.filter((it) => it.scrollWidth > it.clientWidth + 1)"
    assert phone.script(f"return {wide}.length")
    phone.until(f"{wide}.every((it) => it.tabIndex === 0)")


def test_a_phone_stacks_the_cells_of_lists_and_names_the_column_of_each(phone):
    cells = phone.script(
        """return [...document.querySelectorAll(".stacks tbody td:not(:empty)")].map((it) =>
          [it.getBoundingClientRect().right, getComputedStyle(it, "::before").content])"""
    )
    assert cells
    assert max(right for right, _ in cells) <= 390
    assert all(len(head) > 3 for _, head in cells)


def test_without_script_a_phone_shows_a_chart_as_large_as_it_is_read_and_scrolls_it(phone):
    phone.script("document.documentElement.classList.remove('scripted')")
    chart = "document.querySelector('#fig-sample-sector .scroll')"
    assert phone.script(f"return {chart}.scrollWidth") > 600
    assert phone.script("return document.documentElement.scrollWidth") == 390


def test_the_contents_of_a_desk_stand_still(page):
    moved = "return getComputedStyle(document.getElementById('contents')).transitionDuration"
    assert page.script(moved) == "0s"


def test_rules_are_drawn_by_the_cells_that_stay_in_sight_themselves(phone):
    rules = phone.script(
        """return [...document.querySelectorAll(".scroll table:not(.stacks)")].map((it) =>
          [".scroll thead tr:last-child > *", ".scroll tbody tr:last-child > *"].map((cells) =>
            [...it.querySelectorAll(cells)].map((cell) =>
              getComputedStyle(cell).borderBottomWidth)))"""
    )
    assert rules
    assert {width for table in rules for row in table for width in row} == {"1px"}


def test_a_phone_shows_the_whole_of_a_chart_and_enlarges_it(phone):
    chart = "document.querySelector('#fig-sample-sector .scroll')"
    whole = f"{chart}.scrollWidth <= {chart}.clientWidth"
    assert phone.script(f"return {whole}")
    button = "document.querySelector('#fig-sample-sector .enlarge')"
    phone.script(f"{button}.click()")
    phone.until(f"{chart}.scrollWidth > {chart}.clientWidth && {chart}.tabIndex === 0")
    assert phone.script("return document.documentElement.scrollWidth") == 390
    assert phone.script(f"return {button}.innerText").startswith("Make smaller")
    phone.script(f"{button}.click()")
    assert phone.script(f"return {whole}")


def test_a_desk_has_nothing_to_enlarge(page):
    assert page.script("return document.querySelector('.enlarge').offsetParent === null")


def test_print_splits_no_table_and_no_chart(page):
    page.developer("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        held = page.script(
            """return [...document.querySelectorAll("main figure")]
              .map((it) => [it.className, getComputedStyle(it).breakInside])"""
        )
    finally:
        page.developer("Emulation.setEmulatedMedia", {"media": ""})
    assert any("objectives" in name for name, _ in held)
    assert {rule for _, rule in held} == {"avoid"}


def test_what_fits_is_no_stop_of_the_keyboard(page):
    page.until("document.querySelectorAll('main .scroll[tabindex]').length === 0")


def test_a_link_from_elsewhere_opens_in_its_place_at_once(page):
    page.script("document.activeElement.blur()")
    assert motion(page) == "auto"
    page.script("document.querySelector('#contents a').focus()")
    assert motion(page) == "smooth"


def motion(page):
    return page.script("return getComputedStyle(document.documentElement).scrollBehavior")


def test_those_who_want_no_motion_get_none(page):
    page.script("document.querySelector('#contents a').focus()")
    wish = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    page.developer("Emulation.setEmulatedMedia", wish)
    calm = motion(page)
    page.developer("Emulation.setEmulatedMedia", {"features": []})
    assert calm == "auto"
    assert motion(page) == "smooth"


# Tools of tables and charts ---------------------------------------------------------------------


def test_a_table_is_copied_as_a_table_and_as_tabbed_text(page):
    page.script(
        """const clipboard = { write: async ([item]) => {
          window.copied = {};
          for (const type of item.types) copied[type] = await (await item.getType(type)).text();
        } };
        Object.defineProperty(navigator, "clipboard", { value: clipboard });
        document.querySelector("#tbl-sector .tools button").click()"""
    )
    page.until("window.copied?.['text/plain'] && window.copied['text/html']")
    copied = page.script("return copied")
    assert copied["text/html"].startswith("<table")
    rows = [row.split("\t") for row in copied["text/plain"].split("\n")]
    assert {len(row) for row in rows} == {len(rows[-1])}
    assert any("n = 105" in row for row in rows)
    page.until("document.querySelector('#tbl-sector .tools button').firstChild.data === 'Copied'")
    spoken = "document.querySelector('.spoken[role=status]').textContent"
    assert page.script(f"return {spoken}") == "Copied"


def saved(page, form):
    """Click a chart's button and give the name and the content of what would be saved."""
    page.script(
        """window.saved = undefined;
        HTMLAnchorElement.prototype.click = function () { saved = [this.download, this.href]; };
        const tools = [...document.querySelectorAll("#fig-model .tools button")];
        tools.find((it) => it.textContent === `Download ${arguments[0]} (Figure 1)`).click()""",
        form,
    )
    page.until("window.saved")
    return page.script("return saved")


def test_a_chart_is_downloaded_as_drawn_with_the_fonts_of_the_page(page):
    name, content = saved(page, "SVG")
    assert name == "figure-1.svg"
    drawn = urllib.parse.unquote(content.removeprefix("data:image/svg+xml,"))
    root = etree.fromstring(drawn.encode())
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == [QUINCES]
    assert drawn.count("@font-face") == 2
    assert "Source Sans Report" in root.get("font-family")


def test_what_a_chart_shows_is_downloaded_as_a_table(page):
    link = "document.querySelector('#fig-sample-sector a.data')"
    assert page.script(f"return {link}.download") == "fig-sample-sector.csv"
    content = page.script(f"return {link}.href")
    text = base64.b64decode(content.partition(",")[2]).decode("utf-8-sig")
    assert text.splitlines()[0] == "Sector,Share"


def test_a_chart_is_downloaded_in_dots(page):
    name, content = saved(page, "PNG")
    assert name == "figure-1.png"
    assert content.startswith("data:image/png;base64,")
    picture = matplotlib.image.imread(io.BytesIO(base64.b64decode(content.partition(",")[2])))
    assert picture.shape[1] == 2400
    # Where its text stands, a band that the bar below does not reach.
    height = picture.shape[0]
    assert (picture[int(height * 0.2) : int(height * 0.3), :, 0] < 0.5).any()


# The text of charts -----------------------------------------------------------------------------

QUINCES = "Quinces < quince jelly"


def test_text_in_a_chart_is_found(page):
    assert page.script("return window.find('quince jelly')")
    assert page.script("return getSelection().anchorNode.parentElement.localName") == "text"
    assert any("Figure 1" in place for place in search(page, "quince jelly"))


def test_text_in_a_chart_is_set_in_the_font_of_the_page(page):
    page.script("document.querySelector('#fig-model svg').scrollIntoView()")
    page.until("document.fonts.check('600 12px \"Source Sans Report\"')")
    page.developer("DOM.enable", {})
    page.developer("CSS.enable", {})
    root = page.developer("DOM.getDocument", {})["root"]["nodeId"]
    wanted = {"nodeId": root, "selector": "#fig-model text"}
    node = page.developer("DOM.querySelector", wanted)["nodeId"]
    (font,) = page.developer("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert (font["isCustomFont"], font["postScriptName"]) == (True, "SourceSansPro-Semibold")


def test_those_who_hear_the_page_hear_what_a_chart_says_and_not_its_labels(page):
    nodes = page.developer("Accessibility.getFullAXTree", {})["nodes"]
    heard = [node for node in nodes if not node["ignored"]]
    pictures = [node["name"]["value"] for node in heard if node["role"]["value"] == "image"]
    assert len([name for name in pictures if name]) == 6
    words = [node["name"]["value"] for node in heard if "name" in node]
    assert not [name for name in words if QUINCES in str(name)]


@pytest.fixture(scope="module")
def crosstabs(browser, tmp_path_factory):
    """A page with one cross-tabulation of forty columns."""
    count = 41
    table = Table(
        id="tbl-wide",
        caption="Who",
        frame=pd.DataFrame([[0.5] * count] * 3, index=["Net", "One", "Other"]),
        cells=[[Cell("50%", letters="AB")] * count] * 3,
        heads=["Total", *(f"Point number {place}" for place in range(1, count))],
        kind="tab",
        banner=Banner(heads=[[Head(), Head("Sector", count - 1)]]),
    )
    folder = tmp_path_factory.mktemp("crosstabs")
    made = printing.document([table], TEMPLATE, folder / "doc")
    return embedded.render(made, "html", folder / "report.html")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_stub_and_the_name_of_a_group_stay_in_sight_while_columns_scroll(
    browser, crosstabs, width
):
    browser.open(crosstabs, width, 844)
    places = """
      const at = (selector) => document.querySelector(selector).getBoundingClientRect().left;
      return [at(".banner tbody th"), at(".banner .span .head"), at(".banner tbody td"), scrollX];
    """
    stub, group, figure, _ = browser.script(places)
    browser.script("document.querySelector('.scroll').scrollLeft = 900")
    after = browser.script(places)
    assert after[0] == pytest.approx(stub, abs=1)
    assert after[1] >= after[0] + 100
    assert after[2] == pytest.approx(figure - 900, abs=2)
    assert after[3] == 0
    assert group >= stub


@pytest.mark.parametrize("width", [1280, 390])
def test_no_name_of_a_row_runs_into_the_figures_beside_it(browser, crosstabs, width):
    browser.open(crosstabs, width, 844)
    over = """return [...document.querySelectorAll(".banner [scope=row]")]
      .filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.innerText)"""
    assert browser.script(over) == []


def test_a_wide_table_is_scrolled_by_the_arrow_keys(browser, crosstabs):
    browser.open(crosstabs)
    browser.script("document.querySelector('.scroll').focus()")
    assert browser.script("return document.activeElement.getAttribute('role')") == "region"
    browser.press("\ue014")
    browser.until("document.querySelector('.scroll').scrollLeft > 0")
