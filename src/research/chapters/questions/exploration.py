"""Tables of a study as they are asked for in a notebook: cross-tabulations, and all totals."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from research.chapters.questions.topline_table import topline_table
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.planned import study_tabs
from research.chapters.tabs.rows import weight_used
from research.chapters.tabs.table import float_id, table_of
from research.display.chart import Chart
from research.display.made import MADE
from research.display.table import Table
from research.edition.parameters import ANSWERS
from research.problems.values import listed
from research.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.tabulation.tab import Tab

__all__ = ["Crosstabs", "Topline", "crosstab", "topline"]


_Result = TypeVar("_Result", Table, Chart)

# Questions that a line about tables names.
_NAMED = 4


@dataclass(frozen=True, eq=False)
class Crosstabs:
    """Questions by a banner: tables that show themselves in a notebook as the report prints them.

    Parameters
    ----------
    tabs : a tab for each question; of a grid a summary of its rows, then one for each row.
    whole : whether they are of everybody, by the edition's own weight; only then do their values
        enter the ledger, whose names say neither filter nor weight.
    """

    tabs: tuple[Tab, ...]
    whole: bool = True

    @cached_property
    def tables(self) -> list[Table]:
        """The tables of the report, with heads, letters, bases and notes."""
        return [self._own(table_of(tab), float_id(tab)) for tab in self.tabs]

    @cached_property
    def charts(self) -> list[Chart]:
        """A chart of each question that is drawn, with the message that its table bears out."""
        groups = [list(own) for _, own in groupby(self.tabs, key=lambda tab: tab.question.name)]
        drawn = [chart_of(first, rows=rows) for first, *rows in groups]
        return [self._own(chart, chart.id) for chart in drawn if chart is not None]

    @property
    def frame(self) -> pd.DataFrame:
        """The values, tidy and unrounded: one row a cell.

        ``question, row, line, kind, unit, label`` of the line; ``point, head, column, letter`` of
        the column; ``value`` with its interval ``low, high``; ``count`` (respondents behind a
        percentage), ``higher_than`` (letters), ``against_rest``, the ``reason`` of an empty cell,
        and its bases ``unweighted, weighted, effective``. Percentages go from 0 to 100.
        """
        return pd.concat([_tidy(tab) for tab in self.tabs], ignore_index=True)

    @property
    def method(self) -> str:
        """How columns were compared and intervals made, in words."""
        return " ".join(dict.fromkeys(tab.method for tab in self.tabs if tab.method))

    def markdown(self) -> str:
        """Write the tables as the report has them."""
        return "\n".join(table.markdown() for table in self.tables)

    def shown(self) -> list[Table]:
        """Give the tables to `show`."""
        return self.tables

    def _own(self, result: _Result, name: str) -> _Result:
        """Let a table or chart stand beside one of the same question in another chapter."""
        kind, _, rest = name.partition("-")
        kept = result.results if self.whole else ()
        return dataclasses.replace(result, id=f"{kind}-{MADE}{rest}", results=kept)

    def _repr_html_(self) -> str:
        return "\n".join(table.html() for table in self.tables)

    def __repr__(self) -> str:
        count = len(self.tables)
        names = dict.fromkeys(tab.question.name for tab in self.tabs)
        tables = "1 table" if count == 1 else f"{count} tables"
        return f"<{type(self).__name__}: {listed(names, _NAMED)}; {tables}>"


@dataclass(frozen=True, eq=False, repr=False)
class Topline(Crosstabs):
    """Totals of many questions in one compact table, see `Crosstabs`."""

    @cached_property
    def tables(self) -> list[Table]:
        """The one table: a line a question, or a row of one."""
        return [self._own(topline_table(self.tabs), "tbl-topline")]


def crosstab(
    study: Study,
    questions: str | Sequence[str],
    by: str | Sequence[str] = (),
    *,
    filter: Mapping[str, str | Sequence[str]] | None = None,  # noqa: A002 - as parameter files say
    weight: str | None = None,
    table: str = ANSWERS,
) -> Crosstabs:
    """Tabulate questions of a study by a banner, with bases, letters and notes.

    Parameters
    ----------
    study : the edition with its data, from `open_study`.
    questions : a name, or several in the order of their tables; ``"all"`` for all.
    by : name of a banner of the parameter file, or names of questions, each a group of columns that
        letters run within; nothing for the total alone.
    filter : answers by question: the tables are of those who gave one of each.
    weight : name of a weight of the parameter file; ``"none"`` for none; ``main``, where there is
        one, when left out.
    table : name of the table of data whose rows are counted: of contacts, or of a loop. Questions
        of the table that it belongs to may stand in `by` and `filter`, too.

    Returns
    -------
    Crosstabs
        It shows itself in a notebook; ``show`` puts it into the report, and ``show(*it.charts)``
        its charts. ``frame`` has the unrounded values, ``method`` says how columns were compared,
        ``tabs`` have all that was computed.

    Raises
    ------
    InputError
        With every name that is none.
    ThinDataError
        If nobody is left.
    TypeError
        If the first argument is no study.

    Notes
    -----
    What would tell of too few people is hidden by the edition's rules, over all its banners and
    this one together. Plain frames are tabulated by `research.statistics.crosstab`.

    Examples
    --------
    >>> from research import open_study
    >>> study = open_study("params/customers.yml")
    >>> found = crosstab(study, "recommend", by=["sector", "region"])
    >>> found
    <Crosstabs: recommend; 1 table>
    >>> score = found.frame.query("line == 'score'").set_index("column")
    >>> score["value"].round(1).head(3).to_dict()
    {'Total': -12.4, 'Manufacturing': 25.0, 'Energy & utilities': 26.4}
    """
    _require_study(study, "crosstab")
    banner = _banner(study, by, table)
    return Crosstabs(*_tabbed(study, questions, banner, filter, weight, table))


def topline(
    study: Study,
    questions: str | Sequence[str] = "all",
    *,
    filter: Mapping[str, str | Sequence[str]] | None = None,  # noqa: A002 - as parameter files say
    weight: str | None = None,
    table: str = ANSWERS,
) -> Topline:
    """Give the totals of all questions of a study on few pages.

    Parameters
    ----------
    study : the edition with its data, from `open_study`.
    questions : names in their order; all when left out.
    filter, weight, table : as in `crosstab`.

    Returns
    -------
    Topline
        It shows itself in a notebook; ``show`` puts it into the report.

    Raises
    ------
    InputError, ThinDataError, TypeError
        As in `crosstab`.

    Examples
    --------
    >>> from research import open_study
    >>> topline(open_study("params/customers.yml"))
    <Topline: status, sector, region, employees and 11 more; 1 table>
    """
    _require_study(study, "topline")
    return Topline(*_tabbed(study, questions, "", filter, weight, table))


def _require_study(given: object, name: str) -> None:
    if isinstance(given, Study):
        return
    msg = (
        f"{name} of research takes a study, such as open_study('params/2015.yml'), and this is of "
        f"type {type(given).__name__}; research.statistics.crosstab takes a plain frame"
    )
    raise TypeError(msg)


def _banner(study: Study, by: str | Sequence[str], table: str) -> str | Sequence[str]:
    """Give a banner by its name, or questions as one: a single name may be either."""
    if not isinstance(by, str) or by in study.config.banners:
        return by
    held = [study.table(one) for one in study.config.lineage(table)]
    return [by] if any(by in one.names for one in held) else by


def _tabbed(
    study: Study,
    questions: str | Sequence[str],
    banner: str | Sequence[str],
    filters: Mapping[str, str | Sequence[str]] | None,
    weight: str | None,
    table: str,
) -> tuple[tuple[Tab, ...], bool]:
    """Tabulate, and tell whether the tables are of everybody by the edition's own weight."""
    listed = {
        name: [wanted] if isinstance(wanted, str) else list(wanted)
        for name, wanted in (filters or {}).items()
    }
    tabs = study_tabs(study, questions, banner, filters=listed, weight=weight, table=table)
    usual = weight_used(study, weight, table) == weight_used(study, None, table)
    return tuple(tabs), not listed and usual


def _tidy(tab: Tab) -> pd.DataFrame:
    """Give the cells of a tab, one row each."""
    keys, points = [line.key for line in tab.lines], [point.key for point in tab.points]
    cells = {
        "value": tab.values, "low": tab.low, "high": tab.high, "count": tab.counts,
        "higher_than": tab.letters, "against_rest": tab.rest, "reason": tab.reasons,
    }  # fmt: skip
    about = pd.DataFrame(
        [
            (
                tab.question.name, tab.row, line.key, line.kind, line.unit, line.label, point.key,
                ", ".join(point.heads), point.label, point.letter,
            )
            for line in tab.lines
            for point in tab.points
        ],
        columns=[
            "question", "row", "line", "kind", "unit", "label", "point", "head", "column", "letter",
        ],
    )  # fmt: skip
    for name, frame in cells.items():
        about[name] = frame.loc[keys, points].to_numpy().ravel()
    for kind in ("unweighted", "weighted", "effective"):
        about[kind] = [
            tab.bases[line.base][point].loc[kind] for line in tab.lines for point in points
        ]
    return about
