from __future__ import annotations

from typing import Literal

import pytest
from matplotlib.text import Text

from research.display.chart import Chart
from research.display.drawing.backend import DRAWERS, draw
from research.display.specification.bars import Bar, Bars
from research.display.specification.kinds import KINDS
from research.display.specification.parts import Specification
from research.errors import RenderError


class Pie(Specification):
    kind: Literal["pie"] = "pie"


def test_every_kind_has_something_that_draws_it():
    assert DRAWERS.keys() == KINDS.keys()


def test_a_kind_that_nothing_draws_is_an_error_that_says_what_is_drawn():
    with pytest.raises(RenderError, match=r"of kind 'pie'; what is drawn: bands, bars,"):
        draw(Pie())


def test_apostrophes_are_drawn_as_text_prints_them_and_kept_in_what_is_read():
    bars = Bars(
        title="Channels' mean is the firm's best",
        bars=(Bar(label="Don't know", value=1, printed="'1'"),),
    )
    texts = {text.get_text() for text in draw(bars).findobj(Text)}
    assert {"Channels’ mean is the firm’s best", "Don’t know"} <= texts
    assert bars.bars[0].label == "Don't know"


MORE = {
    "bands": {"marks": {"dot": "", "narrow": "", "wide": ""}},
    "circle": {"drivers": (), "levels": ()},
    "flows": {"ends": ("then", "now")},
    "shifts": {"ends": ("then", "now")},
    "slopes": {"ends": ("then", "now")},
    "trends": {"times": ()},
    "views": {"heads": ("one", "other")},
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_chart_without_a_row_says_that_there_is_nothing_to_draw(kind):
    name = kind.model_fields["kind"].default
    rows = kind.ROWS or name
    chart = kind(**{rows: (), "title": "Who said what"}, **MORE.get(name, {}))
    assert chart.vacant
    drawn = Chart(id="fig-none", caption="None", alt="Nothing", figure=chart).bundle()
    assert "Nothing to draw: there are no values." in drawn["image/svg+xml"]
    assert "Who said what" in drawn["image/svg+xml"]
    assert drawn["image/png"]
