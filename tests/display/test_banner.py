from __future__ import annotations

from research.display.banner import Banner, Grid, Head, Sizes, Stub
from research.display.cell import Cell


def grid(columns: int = 3, **more) -> Grid:
    banner = {
        "heads": [[Head(), Head("Sector", columns - 1, "Sector (continued)")]],
        "letters": ["", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: columns - 1]],
        "sizes": [Sizes("Base", [Cell("105", "base")] * columns)],
        "stubs": [Stub(0, "net"), Stub(1, "net", head="", sizes=())],
    } | more
    return Grid(
        Banner(**banner),
        "Column %",
        ["Total", *(f"Head {place}" for place in range(1, columns))],
        ["Net", "Member"],
        [[Cell("50%")] * columns, [Cell("40%", letters="B")] * columns],
    )


def test_the_rows_above_the_body_say_what_they_are() -> None:
    rows = grid().markdown().splitlines()
    assert "[]{.head} | [Sector]{.head} | []{.along} |" in rows[0]
    assert "[Total]{.head} | [Head 1]{.head} | [Head 2]{.head}" in rows[2]
    assert rows[3] == "| []{.letter} | []{.letter} | [A]{.letter} | [B]{.letter} |"
    assert rows[4] == "| [Base]{.base} | [105]{.base} | [105]{.base} | [105]{.base} |"


def test_rows_of_one_block_are_joined_and_members_stand_in() -> None:
    rows = grid().markdown().splitlines()
    assert rows[5].startswith("| Net |")
    assert rows[6].startswith("| [Member]{.in1 .joined} | 40%\u00a0[B]{.letters} |")


def test_a_block_has_its_head_and_its_bases_above_it() -> None:
    own = Stub(0, "figures", "Figures", [Sizes("Gave a number", [Cell("98", "base")] * 3)])
    rows = grid(stubs=[Stub(), own]).markdown().splitlines()
    assert rows[6] == "| [Figures]{.block} | []{.along} | []{.along} | []{.along} |"
    assert rows[7].startswith("| [Gave a number]{.base} | [98]{.base}")


def test_columns_that_open_a_further_page_are_marked_and_their_group_says_that_it_goes_on() -> None:
    made = grid(27)
    [*_, last] = made.paper.parts
    heads, names = made.markdown().splitlines()[0], made.markdown().splitlines()[2]
    assert len(made.paper.parts) > 1
    assert f"[Head {last[0]}]{{.head .part}}" in names
    assert "[Total]{.head .kept}" in names
    assert heads.count("[Sector (continued)]{.along}") == len(made.paper.parts) - 1


def test_labels_of_the_data_stay_text() -> None:
    made = grid(heads=[[Head(), Head("<b> & [x]", 2)]])
    assert r"[\<b\> \& \[x\]]{.head}" in made.markdown()
