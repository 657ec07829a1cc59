"""How often a tracker finds changes that are not there, and those that are: run by hand.

    python tests/benchmarks/false_alarms.py [simulations]

Draws the quarterly survey of data/quarterly again and again: a last wave, the one before and the
same quarter of the year before. First without anything planted, by accounts of which three in five
come back and by a panel of the same people; then with what is planted in the edition. Each time
all questions are tabulated by wave as the report does, and corrected over all comparisons.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.judgement import load_edition
from research.edition.waves.matching import Pair
from research.sources.answers.reading import read_answers
from research.statistics.samples.comparisons import Comparison
from research.tabulation.bywave import Overlap, tabs_by_wave
from research.tabulation.changes import wave_changes
from research.tabulation.making import Told
from research.tabulation.pooling import WaveAnswers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.sources.answers.answers import Answers

ROOT = Path(__file__).parents[2]
EDITION = load_edition(ROOT / "params" / "quarterly.yml")
LEVEL = 0.05
PERIODS, PLACES = ("Q2", "Q1", "Q2"), (4, 7, 8)
# What is planted between the waves that are compared, by the step that it shows in.
PLANTED = {
    ("service.arrival", "mean", "previous"): "arrival, wave before",
    ("service.arrival", "mean", "year"): "arrival, year before",
    ("recommend", "score", "previous"): "score, wave before",
    ("recommend", "score", "year"): "score, year before",
    ("faults", "mean", "previous"): "faults, wave before",
}
MOVED = {(table, step) for table, _, step in PLANTED}


def script():
    """Load the script that draws the survey."""
    place = ROOT / "data" / "quarterly" / "make.py"
    spec = importlib.util.spec_from_file_location("drawn_quarterly", place)
    module = importlib.util.module_from_spec(spec)
    sys.modules["drawn_quarterly"] = module
    spec.loader.exec_module(module)
    return module


MAKE = script()


def read(rows: Sequence[dict[str, object]], folder: Path) -> Answers:
    """Read a wave as an edition does."""
    path = folder / "wave.csv"
    path.write_text(MAKE.written(list(rows), MAKE.Planted()), encoding="utf-8")
    return read_answers(
        path, EDITION.table("answers"), name="answers", figures=EDITION.figures("answers")
    )


def changes(waves: Sequence[Answers], panel: bool) -> pd.DataFrame:
    """Changes of the last wave in all questions, as the report has them."""
    asked = [one for one in EDITION.table("answers").questions if one.name != "value"]
    told = []
    for place, (answers, period) in enumerate(zip(waves, PERIODS, strict=True)):
        pairs = {one.name: Pair(one, one, EDITION.waves) for one in asked}
        weights = answers.weight("weight").to_numpy(dtype=float)
        inside = np.ones(len(weights), dtype=bool)
        told.append(WaveAnswers(f"w{place}", f"W{place}", answers, pairs, inside, weights, period))
    size = sum(len(answers.frame) for answers in waves)
    index = pd.RangeIndex(size)
    marks = np.concatenate([answers.clusters.astype("str") for answers in waves])
    ids = np.concatenate([answers.frame.index.astype("str") for answers in waves])
    tabs = tabs_by_wave(
        [one.name for one in asked],
        told,
        overlap=Overlap(
            pd.Series(marks, index=index), pd.Series(ids, index=index) if panel else None
        ),
        comparison=Comparison(correction="holm", levels=(LEVEL,), fewest=30),
        told=Told(banner="waves"),
        hidden={},
        hide=0,
    )
    found = wave_changes(tabs)
    return found.assign(table=found["table"].str.removesuffix(".waves"))


def simulated(number: int, folder: Path, *, planted: bool, panel: bool = False) -> pd.DataFrame:
    """Changes of one survey: of waves 4, 7 and 8 as planted, or of as many without anything."""
    still = MAKE.Planted(reworded=True)
    if panel:
        drawn = MAKE.draw_panel([still] * len(PLACES), seed=number)
    else:
        told = [MAKE.planted(at) if planted else still for at in range(1, PLACES[-1] + 1)]
        every = MAKE.draw(told, seed=number)
        drawn = [every[at - 1] for at in PLACES]
    return changes([read(rows, folder) for rows in drawn], panel)


def alarms(runs: int, folder: Path, panel: bool) -> dict[str, float]:
    """Shares of alarms where nothing has changed."""
    found = [simulated(number, folder, planted=False, panel=panel) for number in range(runs)]
    alone = pd.concat(found)
    tested = alone[alone["p"].notna()]
    letters = [each.groupby(["table", "line"])["own"].any().mean() for each in found]
    return {
        "comparisons": len(tested) / runs,
        "each by itself": float((tested["p"] <= LEVEL).mean()),
        "a letter in a line": float(np.mean(letters)),
        "any in the chapter": float(np.mean([each["significant"].any() for each in found])),
    }


def power(runs: int, folder: Path) -> dict[str, float]:
    """Shares of surveys in which each planted change is found, and any that is not planted."""
    found = [simulated(1000 + number, folder, planted=True) for number in range(runs)]
    shares = {}
    for (table, line, step), name in PLANTED.items():
        hit = [
            each[(each["table"] == table) & (each["line"] == line) & (each["step"] == step)]
            for each in found
        ]
        shares[name] = float(np.mean([bool(one["significant"].iloc[0]) for one in hit]))
    others = [
        any((row.table, row.step) not in MOVED for row in each[each["significant"]].itertuples())
        for each in found
    ]
    return {**shares, "any that is not planted": float(np.mean(others))}


def main(runs: int) -> None:
    """Print all shares."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, found in (
            ("nothing planted, accounts come back", lambda: alarms(runs, folder, panel=False)),
            ("nothing planted, the same people", lambda: alarms(runs, folder, panel=True)),
            ("planted", lambda: power(runs, folder)),
        ):
            print(f"{title}, {runs} simulations")
            for key, share in found().items():
                print(f"  {key:28} {share:.4f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
