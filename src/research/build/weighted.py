"""What weights aim at and what they cost, as lines of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["weight_lines"]


def weight_lines(params: Path | str) -> list[str]:
    """Say of each weight with targets or quotas what it aims at, what the sample has and its cost.

    Parameters
    ----------
    params : a parameter file in order.
    """
    study = open_study(params)
    if not any(weight.rake or weight.quotas for weight in study.config.weights.values()):
        return []
    from research.chapters.questions.weighting import reports, told

    return [line for report in reports(study) for line in told(report)]
