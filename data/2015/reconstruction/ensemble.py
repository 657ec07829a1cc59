"""The ensemble: many reconstructions that differ in all that the publication leaves open.

One reconstruction shows what was published and, beside it, what somebody chose. Here every choice
is drawn anew for each member: sectors and countries of those who gave no reason, sizes of groups,
who belongs to which, how alike respondents are, and how ranks spread where no share is printed.
The people keep their numbers: 86 of them gave a reason, with sector, country and first choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from reconstruction.finder import TargetsNotMetError, find_rankings
from reconstruction.sample import declare, draw_profile, inverted

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MEMBER", "PROFILE", "member", "unmet"]

MEMBER = "reconstruction"
PROFILE = ["sector", "region", "size", "seniority"]
_ATTEMPTS = 20
_DRAWS = 20_000


def member(settings: Mapping[str, Any], sample: pd.DataFrame, number: int) -> pd.DataFrame:
    """One reconstruction: profile and rankings of all respondents.

    Parameters
    ----------
    settings : as targets.yml holds them.
    sample : the respondents of the first reconstruction, in their order; ``first``, ``reason``,
        ``industry`` and ``country`` are read.
    number : of the member, from 1; the same number gives the same member.

    Returns
    -------
    pandas.DataFrame
        A row a respondent: number of the member, profile, ``rank_`` of each theme.

    Raises
    ------
    TargetsNotMetError
        When none of many drawn profiles allows the published figures.
    """
    failure: TargetsNotMetError | None = None
    for attempt in range(_ATTEMPTS):
        generator = np.random.default_rng([settings["seed"], number, attempt])
        varied = _varied(settings, generator)
        own = _with_silent(varied, sample, generator)
        draw_profile(own, varied, generator)
        try:
            ranks = find_rankings(
                declare(varied, len(own)),
                own,
                first_choice=list(own["first"]),
                seed=int(generator.integers(2**31)),
                spread=varied["spread"],
                moves=6_000,
                restarts=1,
            )
        except TargetsNotMetError as error:
            failure = error
            continue
        return pd.concat([own[PROFILE], ranks.add_prefix("rank_")], axis="columns")
    if failure is None:
        failure = TargetsNotMetError(["no profile was drawn"])
    raise failure


def unmet(settings: Mapping[str, Any], found: pd.DataFrame) -> list[str]:
    """Sentences on what a member does not show although it is published; empty as it should be."""
    ranks = found.filter(like="rank_").rename(columns=lambda name: name.removeprefix("rank_"))
    missed = declare(_open(settings), len(found)).unmet(ranks, found)
    if not _sectors_fit(settings, found["sector"]):
        missed.append("sectors: not in the order of their size that the publication gives")
    return missed


def _open(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with what was chosen for the first reconstruction loosened."""
    loose = settings["ensemble"]
    return {
        **settings,
        "shapes": loose["shapes"],
        "most_at_one_rank": loose["most_at_one_rank"],
    }


def _varied(settings: Mapping[str, Any], generator: np.random.Generator) -> dict[str, Any]:
    """The settings of one member, drawn between the bounds that targets.yml sets."""
    bounds = settings["ensemble"]
    total = sum(settings["size"].values())
    large = _between(generator, bounds["large"])
    chief, level = (_between(generator, bounds[key]) for key in ("chief", "level"))
    strength = float(generator.uniform(*bounds["strength"]))
    return {
        **_open(settings),
        "spread": float(generator.uniform(*bounds["spread"])),
        "size": {"5000+": large, "<5000": total - large},
        "seniority": {"MD/CEO": chief, "C-Level": level, "Management": total - chief - level},
        "likely_large": {key: own**strength for key, own in settings["likely_large"].items()},
        "likely_small_md": settings["likely_small_md"] ** strength,
    }


def _between(generator: np.random.Generator, bounds: list[int]) -> int:
    return int(generator.integers(bounds[0], bounds[1], endpoint=True))


def _with_silent(
    settings: Mapping[str, Any], sample: pd.DataFrame, generator: np.random.Generator
) -> pd.DataFrame:
    """Draw industry and country of those without a reason from among all respondents'."""
    own = sample[["first", "reason", "industry", "country"]].copy()
    silent = np.nonzero((own["reason"] == "").to_numpy())[0]
    labels = inverted(settings["sectors"])
    sectors = sample["industry"].map(labels).to_numpy()
    for _ in range(_DRAWS):
        drawn = generator.integers(len(own), size=len(silent))
        tried = sectors.copy()
        tried[silent] = sectors[drawn]
        if _sectors_fit(settings, pd.Series(tried)):
            for name in ("industry", "country"):
                words = sample[name].to_numpy().copy()
                words[silent] = words[drawn]
                own[name] = words
            return own
    raise TargetsNotMetError(["sectors: no draw fits the order of their sizes"])


def _sectors_fit(settings: Mapping[str, Any], sectors: pd.Series) -> bool:
    """The five with a column lead in their order, the ten of the chart are the most populous."""
    count = sectors.value_counts()
    sizes = [int(count.get(sector, 0)) for sector in settings["sectors"]]
    leading, charted = len(settings["ranks"]["sector"]), settings["charted_sectors"]
    shown = sizes[:leading]
    return (
        min(sizes) > 0
        and shown == sorted(shown, reverse=True)
        and shown[-1] > max(sizes[leading:])
        and min(sizes[:charted]) >= max(sizes[charted:])
    )
