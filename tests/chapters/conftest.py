from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def customers() -> Study:
    """The customer survey, opened once; what chapters keep of it serves the next test too."""
    return open_study(ROOT / "params" / "customers.yml")


@pytest.fixture
def rebuilt(params: Path) -> Study:
    """The small edition as a reconstruction: in one alternative R7 and R8 change places.

    Both stay in their sectors. R7 moves to the north, and the two put all themes the other way
    round, so that sums of ranks stay what they are together.
    """
    own = pd.read_csv(params.parents[1] / "data" / "respondents.csv")
    kept = own[["sector", "region", *own.filter(like="rank_")]].assign(reconstruction=1)
    other = kept.assign(reconstruction=2)
    ranks = other.filter(like="rank_").columns
    other.loc[[6, 7], ranks] = [[4, 2, 3, 1], [4, 2, 1, 3]]
    other.loc[6, "region"] = "North"
    pd.concat([kept, other]).to_csv(params.parents[1] / "data" / "sets.csv", index=False)
    text = params.read_text(encoding="utf-8")
    block = "reconstructed:\n  answers: ../data/sets.csv\n\nprivacy:"
    params.write_text(text.replace("privacy:", block, 1), encoding="utf-8")
    return open_study(params)


@pytest.fixture
def rescored(params: Path) -> Study:
    """The small edition with two alternatives of its scores: one alike, one that differs.

    In the other one the best firm is better in one theme, and the others are as they are.
    """
    own = pd.read_csv(params.parents[1] / "data" / "assessments.csv").drop(columns="firm")
    other = own.assign(reconstruction=2)
    other.loc[other["staff"].idxmax(), "staff"] += 5
    sets = pd.concat([own.assign(reconstruction=1), other])
    sets.to_csv(params.parents[1] / "data" / "scores.csv", index=False)
    text = params.read_text(encoding="utf-8")
    block = "reconstructed:\n  assessments: ../data/scores.csv\n\nprivacy:"
    params.write_text(text.replace("privacy:", block, 1), encoding="utf-8")
    return open_study(params)
