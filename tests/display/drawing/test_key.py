from __future__ import annotations

from matplotlib.figure import Figure

from research.display.drawing.canvas import WIDTH
from research.display.drawing.key import draw_key, lay_key


def test_what_does_not_fit_on_a_line_goes_on_the_next():
    key = lay_key(["Very poor", "x" * 200, "Good"])
    assert [line for _, line in key.places] == [0, 1, 2]
    assert key.words[1].endswith("…")
    assert lay_key([]).height == 0


def test_every_part_has_a_patch_of_its_colour_before_its_word():
    figure = Figure(figsize=(WIDTH, 2))
    key = lay_key(["Poor", "Good"])
    draw_key(figure, key, ["#ff0000", "#0000ff"], 2.0)
    texts = figure.texts
    patches = [artist for artist in figure.artists if hasattr(artist, "get_facecolor")]
    assert [patch.get_facecolor()[:3] for patch in patches] == [(1, 0, 0), (0, 0, 1)]
    assert [text.get_text() for text in texts] == ["Poor", "Good"]
    assert patches[0].get_x() < texts[0].get_position()[0] < patches[1].get_x()
