"""The sample: profile and first choice of each respondent, and what is asked of their rankings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from reconstruction.targets import Companion, Count, Order, Targets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["declare", "draw_profile", "draw_sample", "inverted"]


def draw_sample(
    settings: Mapping[str, Any], reasons: Mapping[str, Any], generator: np.random.Generator
) -> pd.DataFrame:
    """Profile and first choice of each respondent, in shuffled order."""
    rows = [{"first": theme, **row} for theme, given in reasons.items() for row in given]
    rows += [{**row, "reason": ""} for row in settings["without_reason"]]
    sample = pd.DataFrame(rows).iloc[generator.permutation(len(rows))].reset_index(drop=True)
    draw_profile(sample, settings, generator)
    hidden = _draw(generator, np.ones(len(sample)), settings["not_waived"])
    sample["anonymity_waived"] = np.where(hidden, "no", "yes")
    return sample


def draw_profile(
    sample: pd.DataFrame, settings: Mapping[str, Any], generator: np.random.Generator
) -> None:
    """Give each respondent a sector, a region, a size and a level of seniority, in place."""
    sample["sector"] = sample["industry"].map(inverted(settings["sectors"]))
    sample["region"] = sample["country"].map(inverted(settings["regions"]))

    weight = sample["sector"].map(settings["likely_large"]).fillna(1).to_numpy(dtype=float)
    large = _draw(generator, weight, settings["size"]["5000+"])
    sample["size"] = np.where(large, "5000+", "<5000")

    weight = np.where(large, 1.0, float(settings["likely_small_md"]))
    chief = _draw(generator, weight, settings["seniority"]["MD/CEO"])
    level = _draw(generator, np.where(chief, 0.0, 1.0), settings["seniority"]["C-Level"])
    sample["seniority"] = np.select([chief, level], ["MD/CEO", "C-Level"], "Management")


def _draw(
    generator: np.random.Generator, weight: NDArray[np.float64], count: int
) -> NDArray[np.bool_]:
    """Mark a number of rows, drawn without putting back in proportion to their weights."""
    chosen = generator.choice(len(weight), size=count, replace=False, p=weight / weight.sum())
    return np.isin(np.arange(len(weight)), chosen)


def declare(settings: Mapping[str, Any], base: int) -> Targets:
    """The published figures, and the chosen shapes where there are any, as the finder takes them.

    Parameters
    ----------
    settings : as targets.yml holds them.
    base : number of respondents.
    """
    shares = [
        Count.share(each["theme"], each["best"], each["worst"], percent=each["percent"], base=base)
        for each in settings["shares"]
    ]
    counts = [
        Count(each["theme"], each["best"], each["worst"], each["least"], each["most"])
        for each in [*settings["counts"], *settings["shapes"]]
    ]
    known = {
        (each["theme"], each["best"])
        for each in [*settings["shares"], *settings["counts"], *settings["shapes"]]
        if each["best"] == each["worst"]
    }
    caps = [
        Count(theme, rank, rank, 0, settings["most_at_one_rank"])
        for theme in settings["themes"]
        for rank in range(2, len(settings["themes"]) + 1)
        if (theme, rank) not in known
    ]
    orders = [
        Order(tuple(ranks)) if column == "overall" else Order(tuple(ranks), column, group)
        for column, groups in settings["ranks"].items()
        for group, ranks in groups.items()
    ]
    return Targets(
        items=tuple(settings["themes"]),
        counts=[*shares, *counts, *caps],
        orders=orders,
        companions=[Companion(**each) for each in settings["companions"]],
    )


def inverted(words: Mapping[str, list[str]]) -> dict[str, str]:
    """The label that each of a respondent's own words belongs to."""
    return {word: label for label, own in words.items() for word in own}
