"""Chapters run in this process: what they show, and what they say that they used."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pandas as pd
from given import run

import research.uses
from research.display.chart import Chart
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from research.pipeline.plan import Chapter


def shown(chapter: Chapter, params: Path) -> tuple[list[Any], list[str]]:
    """Run a chapter's notebook.

    Parameters
    ----------
    chapter : what runs.
    params : the parameter file.

    Returns
    -------
    What it shows, charts by what they are drawn from, and the names of what it used.
    """
    with patch.object(research.uses, "_noted", {}):
        given = {name: str(value) for name, value in chapter.parameters.items()}
        cells = run(open_study(params), chapter.notebook.stem, **given)
        for cell in cells:
            assert cell.error is None, f"{cell.source}: {cell.error!r}"
        found = [_written(item) for cell in cells for item in cell.shown]
        return found, research.uses.noted()


def _written(item: Any) -> Any:
    return _plain(item) if isinstance(item, Chart) else json.dumps(item.bundle(), default=str)


def _plain(part: Any) -> Any:
    """Give what a chart is drawn from as something that can be compared."""
    if isinstance(part, pd.DataFrame | pd.Series):
        return part.to_csv()
    if dataclasses.is_dataclass(part):
        return [_plain(getattr(part, field.name)) for field in dataclasses.fields(part)]
    if isinstance(part, list | tuple):
        return [_plain(one) for one in part]
    if isinstance(part, dict):
        return [(str(key), _plain(one)) for key, one in part.items()]
    return repr(part)
