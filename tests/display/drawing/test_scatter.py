from __future__ import annotations

import pandas as pd

from research.display.drawing.scatter import draw_scatter


def test_kinds_differ_in_colour_and_shape_and_corners_are_named():
    frame = pd.DataFrame(
        {"x": [1.0, 2, 3], "y": [10.0, 100, 1000], "kind": ["high", "low", "unknown"]}
    )
    figure = draw_scatter(
        frame,
        title="T",
        subtitle="S",
        axes_labels=("x", "y"),
        cuts=(2, None),
        corners={("left", "top"): "here"},
        legend={"high": "good", "low": "bad", "unknown": "not known"},
        log=True,
    )
    (axes,) = figure.axes
    assert axes.get_yscale() == "log"
    assert len({tuple(points.get_facecolor()[0]) for points in axes.collections}) == 3
    assert len({str(points.get_paths()[0].vertices) for points in axes.collections}) == 3
    assert "here" in {text.get_text() for text in axes.texts}
    assert len(figure.legends[0].get_texts()) == 3


def test_error_bars_and_labels_come_with_their_columns():
    frame = pd.DataFrame({"x": [1.0], "y": [2.0], "label": ["Trust"]})
    frame[["x_low", "x_high", "y_low", "y_high"]] = [[0.5, 1.5, 1.0, 3.0]]
    figure = draw_scatter(frame, title="T", subtitle="S", axes_labels=("x", "y"))
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.texts] == ["Trust"]
    assert len(axes.containers) == 1
