"""A whole tab book against pandas.crosstab: 120 questions by 20 columns, 100,000 respondents.

The edition is made up: 80 single questions of 6 answers and 40 scales of 5 points with boxes and
means, by a banner of 4 groups, weighted. Ours makes whole tables, with weighted and effective
bases, shares and their intervals, means, letters, comparisons with the rest, and what may not be
shown; pandas.crosstab the weighted counts alone. Reading the data and writing the workbook are
told apart.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.tabs import planned
from research.report.tabbook import write_tab_book
from research.study import open_study
from research.tabulation.record import read_record, record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.study import Study

RESPONDENTS = 100_000
RUNS = 3
LIMIT = 0.25
GROUPS = {"sector": 8, "region": 4, "size": 3, "tenure": 5}
SINGLES, SCALES, ANSWERS, POINTS = 80, 40, 6, 5


def write_edition(
    root: Path,
    respondents: int,
    singles: int = SINGLES,
    scales: int = SCALES,
    weight: str = "column: weight",
) -> Path:
    """Write made-up data and the parameter file that describes them."""
    rng = np.random.default_rng(17)
    columns = {
        name: rng.integers(1, count + 1, respondents).astype(str) for name, count in GROUPS.items()
    }
    lines = [
        f"  - {{name: {name}, type: single, column: {name}, codes: {_codes(count)}}}"
        for name, count in GROUPS.items()
    ]
    for number in range(singles):
        name = f"q{number}"
        columns[name] = rng.integers(1, ANSWERS + 1, respondents).astype(str)
        lines.append(
            f"  - {{name: {name}, type: single, column: {name}, codes: {_codes(ANSWERS)}}}"
        )
    for number in range(scales):
        name = f"s{number}"
        columns[name] = rng.integers(1, POINTS + 1, respondents).astype(str)
        lines.append(
            f"  - {{name: {name}, type: scale, column: {name}, codes: {_codes(POINTS)}, "
            "boxes: {Top 2: [4, 5]}}"
        )
    frame = pd.DataFrame(columns).assign(weight=rng.uniform(0.5, 2.0, respondents))
    (root / "params").mkdir(parents=True)
    (root / "data").mkdir()
    frame.to_parquet(root / "data" / "answers.parquet")
    groups = ", ".join(f"{{question: {name}}}" for name in GROUPS)
    text = [
        "edition: book",
        "title: A made-up book",
        "data: {answers: {file: ../data/answers.parquet}}",
        f"weights: {{main: {{{weight}}}}}",
        "questions:",
        *lines,
        f"banners: {{profile: [{groups}]}}",
        "report: {sections: [{heading: Answers}]}",
    ]
    path = root / "params" / "book.yml"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def _codes(count: int) -> str:
    return "{" + ", ".join(f"{code}: Answer {code}" for code in range(1, count + 1)) + "}"


def named(singles: int, scales: int) -> list[str]:
    """Name the questions of an edition."""
    return [*(f"q{number}" for number in range(singles)), *(f"s{n}" for n in range(scales))]


def ours(study: Study, names: list[str]) -> list[object]:
    """Make the tables; what an earlier run of them left is forgotten."""
    for name in ("_made", "_planned", "_stubs"):
        getattr(planned, name).cache_clear()
    return list(planned.study_tabs(study, names, "profile"))


def theirs(frame: pd.DataFrame, weights: pd.Series, names: list[str]) -> list[pd.DataFrame]:
    """Count by pandas."""
    return [
        pd.crosstab(frame[name], frame[group], values=weights, aggfunc="sum")
        for name in names
        for group in GROUPS
    ]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Measure, and fail where the limit is broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--profile", action="store_true", help="say where our time goes")
    profile = asked.parse_args().profile
    names = named(SINGLES, SCALES)
    with tempfile.TemporaryDirectory() as folder:
        study = open_study(write_edition(Path(folder), RESPONDENTS))
        reading = _timed(study.read)
        frame, weights = study.answers[[*GROUPS, *names]], study.weight()
        times = [
            (_timed(lambda: ours(study, names)), _timed(lambda: theirs(frame, weights, names)))
            for _ in range(RUNS)
        ]
        mine, other = (statistics.median(column) for column in zip(*times, strict=True))
        made = planned.study_tabs(study, names, "profile")
        path = Path(folder) / "book.xlsx"
        writing = _timed(
            lambda: write_tab_book(path, [read_record(record_of(tab)) for tab in made], "Book")
        )
        tracemalloc.start()
        write_tab_book(path, [read_record(record_of(tab)) for tab in made], "Book")
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        print(
            f"tab book, {len(made)} tables by {sum(GROUPS.values())} columns, {RESPONDENTS:,} "
            f"weighted: {mine:.2f} s, weighted counts by pandas.crosstab {other:.2f} s, ratio "
            f"{mine / other:.3f} (<= {LIMIT}); reading {reading:.2f} s, workbook {writing:.2f} s, "
            f"{peak:.0f} MiB"
        )
        if profile:
            seen = cProfile.Profile()
            seen.runcall(ours, study, names)
            pstats.Stats(seen).sort_stats("cumulative").print_stats(45)
    return 0 if mine <= LIMIT * other else 1


if __name__ == "__main__":
    sys.exit(main())
