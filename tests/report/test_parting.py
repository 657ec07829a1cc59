"""Ids that nobody gave: one to a result, whatever chapters and loops made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from research.display.figurechart import chart_of_figure
from research.display.frametable import table_of_frame
from research.display.result import RESULT_MIME
from research.report.executed import executed, results
from tests.report import samples

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.table import Table

FRAME = pd.DataFrame({"count": [1]}, index=["a"])


def notebook(*shown: Table | Chart) -> str:
    cells = [{"output_type": "display_data", "metadata": {}, "data": it.bundle()} for it in shown]
    book = samples.notebook()
    book["cells"] = [{"cell_type": "code", "source": "", "metadata": {}, "outputs": cells}]
    return json.dumps(book)


def ids(*books: tuple[str, str]) -> list[str]:
    return [found.id for found in results([executed(*book) for book in books])]


def test_ids_nobody_gave_name_their_chapter_and_are_numbered() -> None:
    twice = notebook(table_of_frame(FRAME, caption="Ranks"), table_of_frame(FRAME, caption="Ranks"))
    assert ids(("mine-a", twice), ("mine-b", twice)) == [
        "tbl-own-mine-a-ranks",
        "tbl-own-mine-a-ranks-2",
        "tbl-own-mine-b-ranks",
        "tbl-own-mine-b-ranks-2",
    ]


def test_ids_that_an_author_gave_stay() -> None:
    assert ids(("mine", notebook(table_of_frame(FRAME, id="tbl-ranks")))) == ["tbl-ranks"]


def test_everything_that_names_the_id_follows_it() -> None:
    figure = Figure()
    figure.subplots().plot([1, 2], marker="o")
    chart, _ = chart_of_figure(figure, caption="Rise", alt="It rises.")
    (found,) = results([executed("mine", notebook(chart))])
    assert found.id == "fig-own-mine-rise"
    assert "(figures/fig-own-mine-rise){#fig-own-mine-rise" in found.markdown
    picture = found.images["image/svg+xml"]
    assert 'id="fig-own-mine-rise-' in picture
    assert picture.count('id="') == picture.count('id="fig-own-mine-rise-')
    assert picture.count("#") >= picture.count("#fig-own-mine-rise-") > 0
    assert RESULT_MIME not in found.images
