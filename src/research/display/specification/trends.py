"""Figures from wave to wave, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

import pandas as pd
from pydantic import model_validator

from research.display.palette import Role
from research.display.specification.parts import Axis, Limit, Part, Row, Specification
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Break", "Moment", "Trend", "Trends"]

_SAY = Frames(__file__)


class Moment(Part):
    """A figure at one time with its limits, and as printed; nothing where it was not asked.

    Parameters
    ----------
    marked : whether its point stands out, such as one outside of its limits.
    """

    value: Limit = None
    low: Limit = None
    high: Limit = None
    printed: str = ""
    marked: bool = False


class Break(Part):
    """A time from which on a question was asked otherwise, and how."""

    place: int
    text: str


class Trend(Row):
    """One figure through all times.

    Parameters
    ----------
    moments : one a time.
    breaks : places of times that are not joined with those before them.
    """

    moments: tuple[Moment, ...]
    breaks: tuple[int, ...] = ()
    role: Role = "subject"

    def runs(self) -> Iterator[list[int]]:
        """Give places that a line joins, run by run."""
        run: list[int] = []
        for place, moment in enumerate(self.moments):
            if run and (moment.value is None or place in self.breaks):
                yield run
                run = []
            if moment.value is not None:
                run.append(place)
        if run:
            yield run


class Trends(Specification):
    """A line a figure, from the first time to the last.

    Parameters
    ----------
    trends : in order.
    times : what the times are called.
    axis : the scale of the figures.
    breaks : what is said where lines break.
    panels : whether each line has a field of its own, all on one scale.
    """

    kind: Literal["trends"] = "trends"
    trends: tuple[Trend, ...]
    times: tuple[str, ...]
    axis: Axis = Axis()
    breaks: tuple[Break, ...] = ()
    panels: bool = False

    @model_validator(mode="after")
    def _one_moment_a_time(self) -> Self:
        for trend in self.trends:
            if len(trend.moments) != len(self.times):
                msg = f"'{trend.label}' has {len(trend.moments)} moments; allowed: one a time, "
                msg += f"{len(self.times)}"
                raise ValueError(msg)
        return self

    def listing(self) -> str:
        """Say each figure at each time, and where lines break."""
        said = [_SAY("line", label=one.label, moments=self._told(one)) for one in self.trends]
        said += [_SAY("break", time=self.times[one.place], text=one.text) for one in self.breaks]
        return "; ".join(said)

    def _told(self, trend: Trend) -> str:
        return series(
            _SAY("moment", time=time, value=moment.printed)
            for time, moment in zip(self.times, trend.moments, strict=True)
            if moment.value is not None
        )

    def frame(self) -> pd.DataFrame:
        """Give times, figures and limits of each line under its label."""
        plain = not any(moment.marked for trend in self.trends for moment in trend.moments)
        left = {"printed", "marked"} if plain else {"printed"}
        rows = [
            {"time": time, **moment.model_dump(exclude=left)}
            for trend in self.trends
            for time, moment in zip(self.times, trend.moments, strict=True)
        ]
        labels = [trend.label for trend in self.trends for _ in self.times]
        return pd.DataFrame(rows, index=pd.Index(labels, name=self.stub))
