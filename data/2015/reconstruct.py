"""Reconstruct the rankings of the 2015 study and make up its people and assessments.

Run from the repository's root, in its environment::

    python data/2015/reconstruct.py
    python data/2015/reconstruct.py --ensemble 50

Reads targets.yml, reasons.yml and assessments.yml. The first writes respondents.csv and
assessments.csv beside them; the second adds to alternatives.csv.gz and
alternative-assessments.csv.gz what they lack of so many other reconstructions, checks them all, and
can be stopped and called again.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import yaml
from reconstruction.assessments import assessed_member, unmet_scores
from reconstruction.ensemble import MEMBER, member, unmet
from reconstruction.finder import find_rankings
from reconstruction.sample import declare, draw_sample

from research.simulation.assessments import made_up_assessments
from research.simulation.people import made_up_people

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
ALTERNATIVES = "alternatives.csv.gz"
ALTERNATIVE_SCORES = "alternative-assessments.csv.gz"


def main(folder: Path = HERE) -> None:
    """Write both files into a folder."""
    settings, reasons, assessed = (
        read(f"{name}.yml") for name in ("targets", "reasons", "assessments")
    )
    write(reconstruct(settings, reasons), folder / "respondents.csv")
    first = {key: assessed[key] for key in ("seed", "firms", "scores")}
    write(made_up_assessments(**first), folder / "assessments.csv")


def ensemble(count: int, folder: Path = HERE) -> list[str]:
    """Add the members that the files lack and check them all.

    Parameters
    ----------
    count : members that there should be of each, numbered from 1.

    Returns
    -------
    list of str
        A sentence on each published figure that a member misses.
    """
    settings, assessed = read("targets.yml"), read("assessments.yml")
    sample = draw_sample(settings, read("reasons.yml"), np.random.default_rng(settings["seed"]))

    def ranked(number: int) -> pd.DataFrame:
        found = member(settings, sample, number)
        found.insert(0, "respondent", numbered(len(found)))
        found.insert(0, MEMBER, number)
        return found

    rankings = members(folder / ALTERNATIVES, count, ranked)
    scores = members(
        folder / ALTERNATIVE_SCORES, count, lambda number: assessed_member(assessed, number)
    )
    return [
        f"reconstruction {key}: {sentence}"
        for key in sorted(rankings)
        for sentence in (*unmet(settings, rankings[key]), *unmet_scores(assessed, scores[key]))
    ]


def members(path: Path, count: int, make: Callable[[int], pd.DataFrame]) -> dict[int, pd.DataFrame]:
    """Every member of a file by its number; those that it lacks are made and written."""
    known = pd.read_csv(path).groupby(MEMBER) if path.exists() else ()
    made = {int(str(key)): found for key, found in known}
    for number in range(1, count + 1):
        if number not in made:
            began = time.process_time()
            made[number] = make(number)
            write(pd.concat([made[key] for key in sorted(made)]), path)
            print(
                f"{path.name}: {number} of {count}: {time.process_time() - began:.1f} s", flush=True
            )
    return made


def reconstruct(settings: dict[str, Any], reasons: dict[str, Any]) -> pd.DataFrame:
    """Respondents with their rankings, shuffled, as a survey platform would export them."""
    seed = settings["seed"]
    sample = draw_sample(settings, reasons, np.random.default_rng(seed))
    targets = declare(settings, len(sample))
    ranks = find_rankings(targets, sample, first_choice=list(sample["first"]), seed=seed)
    people = made_up_people(list(sample["seniority"]), seed=seed)
    sample.insert(0, "respondent", numbered(len(sample)))
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


def numbered(count: int) -> list[str]:
    """Numbers of the respondents, in their shuffled order."""
    return [f"R{number:03d}" for number in range(1, count + 1)]


def read(name: str) -> dict[str, Any]:
    """What one of the files beside this one declares."""
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as comma-separated UTF-8 with plain line ends on every system."""
    text = io.StringIO()
    frame.to_csv(text, index=False, lineterminator="\n")
    data = text.getvalue().encode("utf-8")
    if path.suffix == ".gz":
        data = gzip.compress(data, mtime=0)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(data)
    unfinished.replace(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Reconstruct the data of the 2015 study.")
    parser.add_argument("--ensemble", type=int, metavar="N", help="make N other reconstructions")
    wanted = parser.parse_args().ensemble
    if wanted is None:
        main()
    else:
        sys.exit("\n".join(ensemble(wanted)) or None)
