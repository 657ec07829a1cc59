"""Tabs of one survey by period: the last week, month or quarter, and the one before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from research.chapters.tabs.rows import about_of, rule_of
from research.chapters.tabs.words import base_words, title_of
from research.chapters.thinness import enough
from research.edition.waves.matching import Pair
from research.edition.waves.named import BANNER
from research.identifiers import slug
from research.tabulation.bywave import Overlap, tabs_by_wave
from research.tabulation.making import Told
from research.tabulation.pooling import WaveAnswers
from research.tabulation.questions import stubs_of
from research.wording.dates import day
from research.wording.frames import Frames

if TYPE_CHECKING:
    from research.chapters.tabs.rows import Rows
    from research.statistics.samples.comparisons import Comparison
    from research.study import Study
    from research.tabulation.tab import Tab

    Period = Literal["week", "month", "quarter"]

__all__ = ["PERIODS", "period_tab"]

_SAY = Frames(__file__)

PERIODS = {"week": "W-SUN", "month": "M", "quarter": "Q"}
"""Periods that days may be put together to, as pandas calls them; weeks begin on Mondays."""


def period_tab(
    study: Study,
    question: str,
    rows: Rows,
    by: str,
    period: Period,
    *,
    comparison: Comparison,
    thin: int,
) -> Tab:
    """Tabulate a question by the last period in which it was answered, and the one before.

    Nobody is weighted. Rows of one account or person in both periods are known by their marks, and
    what they say twice is allowed for.

    Parameters
    ----------
    study : the edition with its data.
    question : its name.
    rows : that are tabulated: one survey of a table.
    by : name of a question whose answers are days.
    period : what days are put together to.
    comparison : how the periods are compared.
    thin : unweighted bases below this are marked as small.

    Raises
    ------
    ThinDataError
        If nobody answered in the period before the last, or so few in either, or in all others
        together, that they could be told.
    """
    answers = rows.answers
    given = answers.question(question).notna().any(axis="columns")
    days = pd.to_datetime(answers.question(by)[by]).where(given)
    spans = days.dt.to_period(PERIODS[period])
    enough(bool(days.notna().any()), _SAY("nobody"))
    last = spans.max()
    inside = [(spans == one).to_numpy() for one in (last - 1, last)]
    least = rule_of(study, rows)
    rest = given.to_numpy() & ~inside[0] & ~inside[1]
    for one in (*inside, *([rest] if rest.any() else [])):
        count = int(one.sum())
        accounts = count if rows.clusters is None else int(rows.clusters[one].nunique())
        kept = count >= max(least.hide, 1) and accounts >= least.accounts
        enough(
            kept,
            _SAY(
                "few", least=study.config.privacy.hide_base, rows=about_of(study, rows.table).many
            ),
        )
    held = [_narrowed(rows, one) for one in inside]
    waves = [
        _as_wave(study, own, question, _named(period, span.start_time))
        for own, span in zip(held, (last - 1, last), strict=True)
    ]
    nested = rows.clusters is not None
    stubs = stubs_of(answers.table.question(question), answers)
    [tab] = tabs_by_wave(
        [question],
        waves,
        overlap=Overlap(_marks(held) if nested else None, None),
        comparison=comparison,
        told=Told(
            banner=BANNER,
            titles={stub.name: title_of(stub) for stub in stubs},
            bases={stub.name: base_words(study, rows, stub) for stub in stubs},
            flag=study.config.privacy.flag_base,
            thin=thin,
            about=about_of(study, rows.table),
        ),
        hidden={},
        hide=study.config.privacy.hide_base,
        confidence=study.config.statistics.confidence,
    )
    return tab


def _narrowed(rows: Rows, inside: np.ndarray) -> Rows:
    places = np.flatnonzero(inside)

    def some(marks: pd.Series[str] | None) -> pd.Series[str] | None:
        return None if marks is None else marks.iloc[places]

    return replace(
        rows,
        answers=rows.answers.taken(places),
        places=rows.places[places],
        parents=some(rows.parents),
        persons=some(rows.persons),
    )


def _as_wave(study: Study, rows: Rows, question: str, label: str) -> WaveAnswers:
    asked = rows.answers.table.question(question)
    return WaveAnswers(
        key=slug(label, joint="_"),
        label=label,
        answers=rows.answers,
        pairs={question: Pair(asked, asked, study.config.waves)},
        inside=np.ones(len(rows.answers), dtype=bool),
    )


def _marks(held: list[Rows]) -> pd.Series[str]:
    """Whose each row is, of both periods one under the other."""
    found = [one.clusters.astype("str") for one in held if one.clusters is not None]
    return pd.concat(found, ignore_index=True)


def _named(period: Period, begins: pd.Timestamp) -> str:
    date = day(begins)
    if period == "week":
        return _SAY("week", date=date)
    if period == "month":
        return date.partition(" ")[2]
    return _SAY("quarter", quarter=begins.quarter, year=begins.year)
