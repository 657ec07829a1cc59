from __future__ import annotations

import pandas as pd

from research.display.drawing.curves import draw_curves


def test_each_curve_is_named_at_its_end_without_overlap():
    rows = [
        {"segment": name, "time": time, "retained": kept, "low": kept - 0.05, "high": kept}
        for name, end in (("a", 0.80), ("b", 0.79))
        for time, kept in ((0.0, 1.0), (5.0, end))
    ]
    figure = draw_curves(pd.DataFrame(rows), title="T", subtitle="S", axis="months")
    (axes,) = figure.axes
    labels = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert set(labels) == {"a 80%", "b 79%"}
    assert labels["a 80%"] - labels["b 79%"] >= 2
