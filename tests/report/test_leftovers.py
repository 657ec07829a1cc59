"""Which cells a build names because the report has nothing of their output."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from research.report.executed import INJECTED, ExecutedChapter
from research.report.leftovers import left_out
from tests.report import samples


def cell(source: str, *outputs: Any, tags: tuple[str, ...] = ()) -> Any:
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})


def displayed(**data: str) -> Any:
    return new_output("execute_result", data={k.replace("_", "/"): v for k, v in data.items()})


def printed(text: str, name: str = "stdout") -> Any:
    return new_output("stream", name=name, text=text)


def of(*cells: Any) -> list[str]:
    return left_out([ExecutedChapter("mine", samples.notebook(*cells))])


FRAME = displayed(text_plain="   a\n0  1", text_html="<table>")


def test_cells_are_named_as_their_author_counts_them() -> None:
    assert of(
        new_markdown_cell("# Mine"),
        cell("x = 1", tags=("parameters",)),
        cell("x = 2", tags=(INJECTED,)),
        cell("import pandas\nframe.head()", FRAME),
        cell("print(x)", printed("2\n")),
    ) == [
        "chapter mine: output of cells 4 ('frame.head()'), 5 ('print(x)') is not in the report: "
        "show() puts it there, and the tag lab says that it is for you alone"
    ]


def test_of_many_cells_the_first_are_named() -> None:
    (said,) = of(*(cell("x", FRAME) for _ in range(7)))
    assert "6 ('x') and 2 more is not" in said
    (said,) = of(cell("x" * 80, FRAME))
    assert f"cell 2 ('{'x' * 39}…')" in said


@pytest.mark.parametrize(
    "silent",
    [
        cell("x"),
        cell("frame", FRAME, tags=("lab",)),
        cell("old()", printed("FutureWarning", "stderr")),
        cell("print()", printed("\n")),
        cell("ax", displayed(text_plain="<Axes: xlabel='x'>")),
        cell("ax.plot(y)", displayed(text_plain="[<matplotlib.lines.Line2D at 0x7f>]")),
        cell("ax.set_title('x')", displayed(text_plain="Text(0.5, 1.0, 'x')")),
        cell("frame.hist()", displayed(text_plain="array([[<Axes: title={'center': 'x'}>]])")),
        samples.bundle("text", "txt-x", "Words"),
    ],
)
def test_what_says_nothing_or_is_in_the_report_is_not_named(silent: Any) -> None:
    assert of(silent) == []


def test_pictures_are_named_whatever_python_prints_of_them() -> None:
    picture = displayed(text_plain="<Figure size 640x480>", image_png="iVBOR")
    assert len(of(cell("plot()", picture))) == 1


def test_remarks_of_results_are_told_with_their_chapter() -> None:
    chart = samples.chart("fig-x", "X", "Columns.", None)
    data = chart["outputs"][0]["data"]["application/vnd.research.result+json"]
    data["remarks"] = ["the figure 'fig-x' has no alt text of its own"]
    assert of(chart) == ["chapter mine: the figure 'fig-x' has no alt text of its own"]
