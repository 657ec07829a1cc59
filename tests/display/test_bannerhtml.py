from __future__ import annotations

from bs4 import BeautifulSoup

from research.display.banner import Banner, Grid, Head, Sizes, Stub
from research.display.bannerhtml import grid_html
from research.display.cell import Cell

GRID = Grid(
    Banner(
        heads=[[Head(), Head("Sector & <x>", 2)]],
        letters=["", "A", "B"],
        sizes=[Sizes("Base", [Cell("105", "base"), Cell("12", "base", letters="**"), Cell("93")])],
        stubs=[Stub(head="Answers"), Stub(1)],
    ),
    "Column %",
    ["Total", "Banking", "Retail"],
    ["Net", "Member"],
    [[Cell("50%")] * 3, [Cell("40%"), Cell("–", "muted"), Cell("60%", letters="A")]],
)


def page() -> BeautifulSoup:
    return BeautifulSoup(grid_html(GRID, 'Service "quality"', "<br>Base: all"), "html.parser")


def test_a_region_with_a_name_scrolls_and_can_be_reached_by_keys() -> None:
    region = page().div
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == 'Service "quality"'


def test_every_head_says_what_it_is_the_head_of() -> None:
    scopes = [(th.get_text(), th["scope"]) for th in page().thead.find_all("th")]
    assert ("Sector & <x>", "colgroup") in scopes
    assert ("Banking", "col") in scopes
    assert ("Base", "row") in scopes
    assert [th["scope"] for th in page().tbody.find_all("th")] == ["row"] * 3


def test_all_rows_have_as_many_columns() -> None:
    for row in page().find_all("tr"):
        cells = row.find_all(["td", "th"])
        assert sum(int(cell.get("colspan", 1)) for cell in cells) == 4


def test_letters_have_one_room_all_down_a_column() -> None:
    rooms = [span["style"] for span in page().tbody.find_all("span")]
    widths = [style.rpartition("width:")[2] for style in rooms]
    assert widths == ["1.5em", "0.75em", "1.5em", "0.75em"]
