"""Reconstruct the rankings of the 2015 study and make up its people and assessments.

Run from the repository's root, in its environment::

    python data/2015/reconstruct.py

Reads targets.yml, reasons.yml and assessments.yml; writes respondents.csv and assessments.csv
beside them.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from reconstruction.finder import find_rankings
from reconstruction.targets import Companion, Count, Order, Targets

from research.simulation.assessments import made_up_assessments
from research.simulation.people import made_up_people

HERE = Path(__file__).parent


def main(folder: Path = HERE) -> None:
    """Write both files into a folder."""
    settings, reasons, assessed = (
        yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
        for name in ("targets.yml", "reasons.yml", "assessments.yml")
    )
    write(reconstruct(settings, reasons), folder / "respondents.csv")
    write(made_up_assessments(**assessed), folder / "assessments.csv")


def reconstruct(settings: dict[str, Any], reasons: dict[str, Any]) -> pd.DataFrame:
    """Respondents with their rankings, shuffled, as a survey platform would export them."""
    seed = settings["seed"]
    sample = draw_sample(settings, reasons)
    ranks = find_rankings(
        declare(settings, sample), sample, first_choice=list(sample["first"]), seed=seed
    )
    people = made_up_people(list(sample["seniority"]), seed=seed)
    sample.insert(0, "respondent", [f"R{number:03d}" for number in range(1, len(sample) + 1)])
    profile = ["anonymity_waived", "sector", "industry", "country", "region", "size", "seniority"]
    return pd.concat(
        [
            sample[["respondent"]],
            people,
            sample[profile],
            ranks.add_prefix("rank_"),
            sample[["reason"]],
        ],
        axis="columns",
    )


def draw_sample(settings: dict[str, Any], reasons: dict[str, Any]) -> pd.DataFrame:
    """Profile and first choice of each respondent, in shuffled order."""
    generator = np.random.default_rng(settings["seed"])
    rows = [{"first": theme, **row} for theme, given in reasons.items() for row in given]
    rows += [{**row, "reason": ""} for row in settings["without_reason"]]
    sample = pd.DataFrame(rows).iloc[generator.permutation(len(rows))].reset_index(drop=True)
    sample["sector"] = sample["industry"].map(inverted(settings["sectors"]))
    sample["region"] = sample["country"].map(inverted(settings["regions"]))

    weight = sample["sector"].map(settings["likely_large"]).fillna(1).to_numpy(dtype=float)
    large = draw(generator, weight, settings["size"]["5000+"])
    sample["size"] = np.where(large, "5000+", "<5000")

    weight = np.where(large, 1.0, float(settings["likely_small_md"]))
    chief = draw(generator, weight, settings["seniority"]["MD/CEO"])
    level = draw(generator, np.where(chief, 0.0, 1.0), settings["seniority"]["C-Level"])
    sample["seniority"] = np.select([chief, level], ["MD/CEO", "C-Level"], "Management")

    hidden = draw(generator, np.ones(len(sample)), settings["not_waived"])
    sample["anonymity_waived"] = np.where(hidden, "no", "yes")
    return sample


def draw(generator: np.random.Generator, weight: np.ndarray, count: int) -> np.ndarray:
    """Mark a number of rows, drawn without putting back in proportion to their weights."""
    chosen = generator.choice(len(weight), size=count, replace=False, p=weight / weight.sum())
    return np.isin(np.arange(len(weight)), chosen)


def declare(settings: dict[str, Any], sample: pd.DataFrame) -> Targets:
    """The targets as the finder takes them."""
    base = len(sample)
    shares = [
        Count.share(each["theme"], each["best"], each["worst"], percent=each["percent"], base=base)
        for each in settings["shares"]
    ]
    counts = [
        Count(each["theme"], each["best"], each["worst"], each["least"], each["most"])
        for each in settings["counts"]
    ]
    known = {
        (each["theme"], each["best"])
        for each in [*settings["shares"], *settings["counts"]]
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


def inverted(words: dict[str, list[str]]) -> dict[str, str]:
    """The label that each of a respondent's own words belongs to."""
    return {word: label for label, own in words.items() for word in own}


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as comma-separated UTF-8 with plain line ends on every system."""
    text = io.StringIO()
    frame.to_csv(text, index=False, lineterminator="\n")
    path.write_bytes(text.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()
