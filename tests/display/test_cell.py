from research.display.cell import Cell


def test_letters_stand_beside_the_text_on_the_same_line() -> None:
    assert Cell("34%", letters="BC").markdown() == "34%\u00a0[BC]{.letters}"
    assert (
        Cell("12", "base", letters="**").markdown()
        == r"[12" + "\u00a0" + r"[\*\*]{.letters}]{.base}"
    )


def test_what_is_printed_is_text_whatever_it_holds() -> None:
    assert Cell("<b>*", letters="[").markdown() == r"\<b\>\*" + "\u00a0" + r"[\[]{.letters}"
    assert Cell("<b>").html() == "&lt;b&gt;"


def test_bullets_take_the_place_of_text() -> None:
    assert Cell(items=("one", "<two>")).html().count("<li>") == 2
