from __future__ import annotations

import pandas as pd

from research.display.drawing.dots import draw_dots

FRAME = pd.DataFrame({"estimate": [3.0, -1], "low": [2.0, -3], "high": [4.0, 1]}, index=["A", "B"])


def test_every_row_has_a_label_its_numbers_and_room_for_its_interval():
    figure = draw_dots(
        FRAME, printed=["three", "minus one"], title="T", subtitle="S", axis="points", line=0
    )
    (axes,) = figure.axes
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["A", "B"]
    assert {"three", "minus one"} <= {text.get_text() for text in axes.texts}
    low, high = axes.get_xlim()
    assert low < -3 < 4 < high
