"""Margins of a population, the targets that weights are raked to, from a file."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.edition.yamlfile import read_yaml
from research.errors import InputError, Problem
from research.sources.cells import read_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Margins", "read_margins"]

Margins = dict[str, dict[Any, float]]

_COLUMNS = ["margin", "category", "target"]
_SHAPE = "margin: {category: target}"
_TARGET = "a number above 0"


def read_margins(path: Path | str) -> Margins:
    """Read the targets of raking.

    Parameters
    ----------
    path : ``.yml`` or ``.yaml``, a mapping from margin to category to target; or a table (``.csv``,
        ``.xlsx``) with the columns ``margin``, ``category`` and ``target``, whose categories are
        text. Targets are shares, percents or counts, each margin on a scale of its own.

    Returns
    -------
    Shares from 0 to 1 by margin and category, in the order of the file, for
    `research.statistics.samples.raking.rake`.

    Raises
    ------
    InputError
        With every problem of the file: what is no number above 0, what stands there twice, what is
        missing.
    """
    file = Path(path)
    problems: list[Problem] = []
    read = _from_yaml if file.suffix.lower() in {".yml", ".yaml"} else _from_table
    margins = read(file, problems)
    if not margins and not problems:
        problems.append(Problem(file, "there is no target", allowed="one margin or more"))
    if problems:
        raise InputError(problems)
    return {margin: _shares(categories) for margin, categories in margins.items()}


def _shares(categories: Mapping[Any, float]) -> dict[Any, float]:
    total = sum(categories.values())
    return {category: value / total for category, value in categories.items()}


def _from_yaml(file: Path, problems: list[Problem]) -> Margins:
    read = read_yaml(file)
    content, lines = read.content, read.lines
    if not isinstance(content, dict):
        problems.append(Problem(file, "there are no margins", allowed=_SHAPE))
        return {}
    margins: Margins = {}
    for margin, categories in content.items():
        if not isinstance(categories, dict) or not categories:
            row = lines.get((margin,))
            fault = "a margin without categories"
            problems.append(Problem(file, fault, key=str(margin), row=row, allowed=_SHAPE))
            continue
        for category, value in categories.items():
            number = _number(value)
            if number is None:
                row, key = lines.get((margin, category)), f"{margin}.{category}"
                problems.append(Problem(file, f"target {value!r}", key, row, allowed=_TARGET))
            else:
                margins.setdefault(str(margin), {})[category] = number
    return margins


def _from_table(file: Path, problems: list[Problem]) -> Margins:
    frame = read_cells(file).frame
    missing = [column for column in _COLUMNS if column not in frame]
    if missing:
        fault = f"columns {', '.join(missing)} are missing"
        problems.append(Problem(file, fault, row=1, allowed=", ".join(_COLUMNS)))
        return {}
    margins: Margins = {}
    lines = zip(frame.index, *(frame[column] for column in _COLUMNS), strict=True)
    for row, margin, category, value in lines:
        number = _number(value)
        if number is None:
            fault = f"target {value!r}"
            problems.append(Problem(file, fault, row=row, column="target", allowed=_TARGET))
        elif category in margins.get(margin, {}):
            fault = f"{category!r} of {margin!r} stands here a second time"
            problems.append(Problem(file, fault, row=row, allowed="each category once"))
        else:
            margins.setdefault(margin, {})[category] = number
    return margins


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if number > 0 and isfinite(number) else None
