"""The margins of a population that weights are raked to, from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import yaml

from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Targets", "read_targets"]

Targets = dict[str, dict[Any, float]]

_COLUMNS = ["margin", "category", "target"]


def read_targets(path: Path | str) -> Targets:
    """Read targets of raking.

    Parameters
    ----------
    path : ``.yml`` or ``.yaml``, a mapping from margin to category to target; or ``.csv`` with the
        columns ``margin``, ``category``, ``target``. Targets are shares, percents or counts, each
        margin on any scale of its own.

    Returns
    -------
    Shares from 0 to 1 by margin and category, in the order of the file.

    Raises
    ------
    InputError
        With every problem of the file: what is no number above 0, what stands there twice, what is
        missing.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError([Problem(file, "there is no such file", allowed="a .yml or .csv file")])
    readers = {".yml": _from_yaml, ".yaml": _from_yaml, ".csv": _from_csv}
    if file.suffix.lower() not in readers:
        raise InputError([Problem(file, "targets of this kind are not read", allowed=".yml, .csv")])
    problems: list[Problem] = []
    targets = readers[file.suffix.lower()](file, problems)
    if not targets and not problems:
        problems.append(Problem(file, "there is no target", allowed="one margin or more"))
    if problems:
        raise InputError(problems)
    return {margin: _shares(categories) for margin, categories in targets.items()}


def _shares(categories: Mapping[Any, float]) -> dict[Any, float]:
    total = sum(categories.values())
    return {category: value / total for category, value in categories.items()}


def _from_yaml(file: Path, problems: list[Problem]) -> Targets:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        row = where.line + 1 if where is not None else None
        problems.append(
            Problem(file, "this is not YAML", row=row, allowed="margin: {category: 50}")
        )
        return {}
    if not isinstance(content, dict):
        problems.append(Problem(file, "there are no margins", allowed="margin: {category: 50}"))
        return {}
    targets: Targets = {}
    for margin, categories in content.items():
        if not isinstance(categories, dict) or not categories:
            allowed = "a mapping from category to target"
            problems.append(Problem(file, "no categories", key=str(margin), allowed=allowed))
            continue
        for category, value in categories.items():
            number = _number(value)
            if number is None:
                fault = f"target {value!r}"
                key = f"{margin}.{category}"
                problems.append(Problem(file, fault, key=key, allowed="a number above 0"))
            else:
                targets.setdefault(str(margin), {})[category] = number
    return targets


def _from_csv(file: Path, problems: list[Problem]) -> Targets:
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
    missing = [column for column in _COLUMNS if column not in frame]
    if missing:
        fault = f"columns {', '.join(missing)} are missing"
        problems.append(Problem(file, fault, row=1, allowed=", ".join(_COLUMNS)))
        return {}
    targets: Targets = {}
    lines = zip(*(frame[column] for column in _COLUMNS), strict=True)
    for row, (margin, category, value) in enumerate(lines, start=2):
        number = _number(value)
        if number is None:
            fault, allowed = f"target {value!r}", "a number above 0"
            problems.append(Problem(file, fault, row=row, column="target", allowed=allowed))
        elif category in targets.get(margin, {}):
            fault = f"{category!r} of {margin!r} stands here a second time"
            problems.append(Problem(file, fault, row=row, allowed="each category once"))
        else:
            targets.setdefault(margin, {})[category] = number
    return targets


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 < number < float("inf") else None
