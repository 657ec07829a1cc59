from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.specification.curves import Curve, Curves, Step


def test_each_curve_is_named_at_its_end_without_overlap():
    curves = tuple(
        Curve(
            label=name,
            steps=(
                Step(time=0, share=100, low=95, high=100),
                Step(time=5, share=end, low=end - 5, high=end),
            ),
        )
        for name, end in (("a", 80), ("b", 79))
    )
    (axes,) = draw(Curves(title="T", subtitle="S", curves=curves)).axes
    labels = {text.get_text(): text.get_position()[1] for text in axes.texts}
    assert set(labels) == {"a 80%", "b 79%"}
    assert labels["a 80%"] - labels["b 79%"] >= 2
