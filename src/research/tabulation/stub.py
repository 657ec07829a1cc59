"""Stubs: what is counted for a question, and which line of its table each count is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from research.statistics.answers.variables import Measure, MultipleResponse, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from research.edition.questions import Question
    from research.tabulation.tab import Line

__all__ = ["Counted", "Figures", "Modelled", "Stub", "counted", "measured", "picked"]

_MARK = "\x1f"
"""What no name of a question holds: between the parts of a working column's name."""


@dataclass(frozen=True)
class Counted:
    """Answers counted in one go.

    Parameters
    ----------
    asked : what statistics count, read from working columns.
    columns : the working columns, by name.
    lines : for each row that statistics make of it, the table's line; ``None`` for those it leaves
        out.
    """

    asked: Variable | MultipleResponse | Measure
    columns: Mapping[str, pd.Series]
    lines: Sequence[Line | None]

    def rests_on(self, base: str) -> bool:
        """Whether a line of it rests on a base of the table."""
        return any(line is not None and line.base == base for line in self.lines)


@dataclass(frozen=True)
class Figures:
    """Quantiles of a working column, and deviation and error of the mean of a line.

    Parameters
    ----------
    column : working column of the numbers; empty where no quantiles are asked for.
    of : key of the line with the mean.
    quantiles : share of each line with a quantile.
    spread : lines with deviation or error, by their kind.
    """

    of: str
    column: str = ""
    quantiles: Mapping[Line, float] = field(default_factory=dict)
    spread: Sequence[Line] = ()


Model = Callable[
    ["pd.Index", "NDArray[np.bool_]", "pd.Series | None", "pd.Series | None", float],
    "NDArray[np.float64]",
]
"""Gives values and limits, ``(3, lines)``, of labels, who is meant, weights, accounts, a level."""


@dataclass(frozen=True)
class Modelled:
    """Lines that a model gives, in each column of those who are in it.

    Parameters
    ----------
    lines : with their values and limits from the model, each with the key of the line whose cells
        say where it may be shown.
    model : of one column; all NaN where it has no estimate.
    reason : why there is none, in words.
    """

    lines: Mapping[Line, str]
    model: Model
    reason: str


@dataclass(frozen=True)
class Stub:
    """All that is counted for one table.

    Parameters
    ----------
    question : as its author describes it.
    row : key of the grid's row; empty for a whole question.
    parts : what is counted, in any order.
    figures : what is reckoned beside means.
    lines : the table's lines in the order of the questionnaire.
    members : keys of the lines that each net counts together.
    modelled : what a model adds.
    """

    question: Question
    row: str
    parts: Sequence[Counted]
    lines: Sequence[Line]
    figures: Sequence[Figures] = ()
    members: Mapping[str, Sequence[str]] = field(default_factory=dict)
    modelled: Modelled | None = None

    @property
    def name(self) -> str:
        """The question with its row, as the table is called."""
        return f"{self.question.name}.{self.row}" if self.row else self.question.name

    @property
    def columns(self) -> dict[str, pd.Series]:
        """All working columns."""
        return {name: held for part in self.parts for name, held in part.columns.items()}


def counted(
    name: str,
    answers: pd.Series,
    categories: Mapping[Any, Line | None],
    groups: Mapping[Line, Sequence[Any]] | None = None,
    *,
    mean: tuple[Line, Mapping[Any, float]] | None = None,
) -> Counted:
    """Count the answers of a column, and groups of them.

    Parameters
    ----------
    name : of the table, with what tells this part of it from others.
    answers : the column.
    categories : its answers in order, each with its line.
    groups : nets and boxes with their answers.
    mean : line of the mean, and the number that each answer stands for.
    """
    title = f"{name}{_MARK}counted"
    groups = groups or {}
    kept = {line: members for line, members in groups.items() if members}
    lines: list[Line | None] = [*categories.values(), *kept]
    variable = Variable(
        title,
        categories=list(categories),
        labels={answer: f"{place}" for place, answer in enumerate(categories)},
        nets={f"net {place}": list(members) for place, members in enumerate(kept.values())},
    )
    if mean is not None:
        lines.append(mean[0])
        variable = replace(variable, mean=True, scores=dict(mean[1]))
    return Counted(variable, {title: answers}, lines)


def measured(name: str, numbers: pd.Series, line: Line) -> Counted:
    """Take the mean of a column.

    Parameters
    ----------
    name : of the table, with what tells this part of it from others.
    numbers : the column; NaN leaves the base.
    line : of the mean.
    """
    title = f"{name}{_MARK}mean"
    return Counted(Measure(title), {title: numbers}, [line])


def picked(
    name: str,
    options: Mapping[Line, pd.Series],
    nets: Mapping[Line, Sequence[str]],
) -> Counted:
    """Count options that are each chosen or not, and nets of them once a respondent.

    Parameters
    ----------
    name : of the table.
    options : each with its column.
    nets : keys of the options of each.
    """
    columns = {f"{name}{_MARK}{line.key}": held for line, held in options.items()}
    named = dict(zip((line.key for line in options), columns, strict=True))
    question = MultipleResponse(
        list(columns),
        f"{name}{_MARK}picked",
        labels={column: f"{place}" for place, column in enumerate(columns)},
        nets={
            f"net {place}": [named[key] for key in members]
            for place, members in enumerate(nets.values())
        },
    )
    return Counted(question, columns, [*options, *nets])
