"""Questions answered by numbers: points of a scale, likelihoods to recommend, amounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.questions import NPS_GROUPS
from research.sources.answers.derived import band_places
from research.sources.answers.given import number_of
from research.sources.answers.parts import role_number
from research.tabulation.lines import (
    answer_lines,
    figure,
    net_lines,
    point_lines,
    spread_lines,
)
from research.tabulation.stub import Figures, Stub, counted, measured
from research.tabulation.tab import ANSWERED, SCORED, Line
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.edition.labels import Net
    from research.edition.questions import Question
    from research.sources.answers.answers import Answers
    from research.tabulation.stub import Counted

__all__ = ["boxes_of", "numeric_stubs", "points_of", "scale_stubs"]

_SAY = Frames(__file__)

_MOST_POINTS = 21
"""A scale of more points is shown by its figures alone."""

_SAID = ("dont_know", "refused", "none")
_SCORES = {"promoters": 100.0, "passives": 0.0, "detractors": -100.0}
_QUARTILES = {"median": 0.5, "q1": 0.25, "q3": 0.75}


def scale_stubs(question: Question, answers: Answers) -> list[Stub]:
    """Say what is counted for a scale or a likelihood to recommend, or each row of a grid.

    Parameters
    ----------
    question : of type scale, nps or grid.
    answers : of the table that holds it.
    """
    make = _nps if question.type == "nps" else _scale
    return [
        make(question, "" if key == question.name else key, column, answers)
        for key, column in answers.columns(question.name).items()
    ]


def _scale(question: Question, row: str, column: str, answers: Answers) -> Stub:
    held, points = answers.frame[column], points_of(question, column, answers)
    codes = answers.points.get(question.name, {})
    labels = answers.labels.get(question.name, {})
    lines = dict(zip(points, point_lines(question, points, labels, codes), strict=True))
    said = _said(question)
    found = boxes_of(question, points, answers, base=_scored(said))
    boxes = {line: members for _, line, members in found if members}
    mean = figure("mean", base=_scored(said))
    worth = (mean, {point: point for point in points})
    if not points:
        parts = [measured(f"{column} scored", held, mean), *_beside(column, held, said, answers)]
    elif said:
        both = _with_said(held, max(points), said, column, answers)
        silent: dict[float, Line | None] = dict.fromkeys(points)
        parts = [
            counted(column, both, {**lines, **_sentinels(max(points), said)}),
            counted(f"{column} scored", held, silent, boxes, mean=worth),
        ]
    else:
        parts = [counted(column, held, {**lines}, boxes, mean=worth)]
    spread = spread_lines(base=mean.base)
    listed = [*lines.values(), *said.values(), *boxes, mean, *spread]
    return Stub(question, row, parts, listed, [Figures(mean.key, spread=spread)])


def _nps(question: Question, row: str, column: str, answers: Answers) -> Stub:
    held, said = answers.frame[column], _said(question)
    base, texts = _scored(said), _SAY.named("nps")
    groups = {
        Line(key, texts[key], "net", base=base): [float(number) for number in members]
        for key, members in NPS_GROUPS.items()
    }
    points = [float(number) for number in range(10, -1, -1)]
    codes = answers.points.get(question.name, {})
    lines = {
        point: replace(line, depth=1, base=base)
        for point, line in zip(points, point_lines(question, points, {}, codes), strict=True)
    }
    worth = {float(at): _SCORES[key] for key, members in NPS_GROUPS.items() for at in members}
    score = figure("score", "score", base=base)
    error = figure("error", "score", base=base)
    parts = [
        counted(f"{column} scored", held, {**lines}, groups, mean=(score, worth)),
        *_beside(column, held, said, answers),
    ]
    members = {
        group.key: [lines[at].key for at in sorted(numbers, reverse=True)]
        for group, numbers in groups.items()
    }
    ordered = [
        line
        for group, numbers in groups.items()
        for line in (group, *(lines[at] for at in sorted(numbers, reverse=True)))
    ]
    listed = [*ordered, *said.values(), score, error]
    return Stub(question, row, parts, listed, [Figures(score.key, spread=[error])], members)


def numeric_stubs(question: Question, answers: Answers) -> list[Stub]:
    """Say what is counted for a number, or each row of a question with several.

    Parameters
    ----------
    question : of type numeric.
    answers : of the table that holds it.
    """
    return [
        _number(question, "" if key == question.name else key, column, answers)
        for key, column in answers.columns(question.name).items()
    ]


def _number(question: Question, row: str, column: str, answers: Answers) -> Stub:
    held = answers.frame[column].astype(float)
    said = _said(question)
    mean = figure("mean", base=_scored(said))
    parts = [measured(f"{column} scored", held, mean)]
    bands: dict[float, Line] = {}
    if question.bands:
        texts = list(question.bands)
        bands = {float(at): line for at, line in enumerate(answer_lines(question, texts))}
        places = band_places(question, np.asarray(held, dtype=np.float64))
        banded = pd.Series(np.where(places < 0, np.nan, places), index=held.index)
        both = _with_said(banded, len(texts) - 1.0, said, column, answers)
        parts.append(counted(column, both, {**bands, **_sentinels(len(texts) - 1.0, said)}))
    else:
        parts += _beside(column, held, said, answers)
    quantiles = {figure(key, base=mean.base): share for key, share in _QUARTILES.items()}
    spread = spread_lines(base=mean.base)
    [working] = parts[0].columns
    figures = [Figures(mean.key, working, quantiles, spread)]
    listed = [*bands.values(), *said.values(), mean, *quantiles, *spread]
    return Stub(question, row, parts, listed, figures)


def points_of(question: Question, column: str, answers: Answers) -> list[float]:
    """Give the points of a scale in the order of the questionnaire.

    Between the lowest and the highest that have words every whole number is one; without words,
    those that were given.

    Parameters
    ----------
    question : of type scale or grid.
    column : of the frame.
    answers : of the table that holds it.

    Returns
    -------
    None where there are more than a table has room for, or numbers between whole ones: figures
    alone are told of these.
    """
    codes = list(answers.points.get(question.name, {}).values())
    known = [*answers.labels.get(question.name, {}), *map(float, question.values.values())]
    given = answers.frame[column].dropna().unique().tolist()
    low, high = question.range or (None, None)
    ends = [float(end) for end in (*codes, *known, *given, low, high) if end is not None]
    if not ends or not all(end.is_integer() for end in ends):
        listed = sorted(set(ends))
        return listed if not given or set(given) <= {*codes, *known} else []
    points = [float(at) for at in range(int(min(ends)), int(max(ends)) + 1)]
    falling = codes == sorted(codes, reverse=True) and len(codes) > 1
    ordered = points[::-1] if falling else points
    return ordered if len(points) <= _MOST_POINTS else []


def boxes_of(
    question: Question, points: Sequence[float], answers: Answers, *, base: str = ANSWERED
) -> list[tuple[Net, Line, list[float]]]:
    """Give each box of a scale with its line and the points that it names by code, number or words.

    Parameters
    ----------
    question : a scale, or a grid with the scale of its rows.
    points : of the scale.
    answers : of the table that holds it.
    base : what shares in boxes rest on.
    """
    codes = answers.points.get(question.name, {})
    words = {text: number for number, text in answers.labels.get(question.name, {}).items()}
    boxes = []
    for net, line in zip(question.boxes, net_lines(question.boxes, "box", base=base), strict=True):
        named = [codes.get(name, words.get(name, number_of(name))) for name in net.codes]
        boxes.append((net, line, [at for at in named if at is not None and at in points]))
    return boxes


def _said(question: Question) -> dict[int, Line]:
    """Lines of answers that are no number, by the number of their role; the first code's each."""
    found: dict[int, Line] = {}
    for code in question.codes:
        if code.role in _SAID and role_number(code.role) not in found:
            [line] = answer_lines(question, [code.text])
            found[role_number(code.role)] = line
    return found


def _scored(said: Mapping[int, Line]) -> str:
    """The base of numbers: one of its own where some answers are none."""
    return SCORED if said else ANSWERED


def _sentinels(top: float, said: Mapping[int, Line]) -> dict[float, Line]:
    """Numbers above a scale that stand for answers that are none."""
    return {top + 1 + role: line for role, line in said.items()}


def _with_said(
    held: pd.Series, top: float, said: Mapping[int, Line], column: str, answers: Answers
) -> pd.Series:
    """Numbers, and those above them that stand for answers that are none."""
    if not said or column not in answers.said:
        return held
    roles = answers.said[column]
    values = held.to_numpy(dtype=float, copy=True)
    for role in said:
        values[roles == role] = top + 1 + role
    return pd.Series(values, index=held.index)


def _beside(
    column: str, held: pd.Series, said: Mapping[int, Line], answers: Answers
) -> list[Counted]:
    """Count answers that are no number, where numbers themselves are not counted."""
    if not said:
        return []
    given = pd.Series(np.where(held.isna(), np.nan, 0.0), index=held.index)
    both = _with_said(given, 0.0, said, column, answers)
    return [counted(column, both, {0.0: None, **_sentinels(0.0, said)})]
