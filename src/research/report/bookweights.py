"""The sheet of weights of a tab book: targets beside what the sample had and has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.report.cells import height, plain
from research.wording.frames import Frames
from research.wording.lists import either
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.report.looks import Looks
    from research.tabulation.weighted import Aim, WeightReport

__all__ = ["write_weights"]

_SAY = Frames(__file__)

# Widths of the columns, in characters.
STUB, FIGURE = 60, 14
_SHARE, _COUNT = "share", "whole"


def write_weights(
    page: Any, title: str, weights: Mapping[WeightReport, Sequence[str]], looks: Looks
) -> None:
    """Write what each weight aims at.

    Parameters
    ----------
    page : the sheet, of XlsxWriter.
    title : what stands on top.
    weights : reports, each with sentences of what it costs.
    looks : formats of the workbook.
    """
    rows = either(dict.fromkeys(report.about.many for report in weights))
    heads, contents = _SAY.listed("heads", rows=capitalise(rows)), _SAY("contents")
    page.hide_gridlines(2)
    page.set_column(0, 0, STUB)
    page.set_column(1, len(heads) - 1, FIGURE)
    page.write_string(0, 0, title, looks["title"])
    page.set_row(0, 24)
    page.write_url(1, 0, f"internal:'{contents}'!A1", looks["link"], contents)
    row = 3
    for report, facts in weights.items():
        page.write_string(row, 0, plain(_SAY("head", name=report.name)), looks["caption"])
        for fact in map(plain, facts):
            row += 1
            page.merge_range(row, 0, row, len(heads) - 1, fact, looks["text"])
            page.set_row(row, height([(fact, STUB + FIGURE * (len(heads) - 1))]))
        row += 1
        for column, head in enumerate(heads):
            page.write_string(row, column, head, looks["head"])
        for kind, label, values in _rows(report.aims):
            row += 1
            page.write_string(row, 0, plain(label), looks[kind])
            for column, (value, look) in enumerate(values, 1):
                if value is not None:
                    page.write_number(row, column, value, looks[look])
        row += 3
    page.freeze_panes(2, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _rows(aims: Sequence[Aim]) -> Iterator[tuple[str, str, list[tuple[float | None, str]]]]:
    """A row for each question, and one for each of its answers with its figures."""
    seen = ""
    for aim in aims:
        if aim.question != seen:
            seen = aim.question
            yield "caption", seen, []
        shares = [(each, _SHARE) for each in (aim.target, aim.before, aim.after)]
        yield "text", aim.answer, [*shares, (aim.count, _COUNT), (aim.quota, _COUNT)]
