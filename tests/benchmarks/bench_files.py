"""Files of data by named columns, beside pandas reading the same columns.

Prints medians of interleaved runs and their ratios for CSV and Parquet: 10,000, 100,000 and
1,000,000 records of 30 columns of which 12 are named, and 5,000 records of 2,500 of which 40 are.
Ours is measured twice. *Columns* opens the file, checks it, and gives codes of closed questions and
of who answered, and numbers of a weight and an amount. *Answers* is what an edition does: it holds
each cell against its question, says who was asked, and looks for ids given twice. The limits are
the same. No question is open: the masking of texts has no counterpart in pandas, which reads the
same columns into a frame. Peak memory is that of a process of its own, above what it has with the
libraries imported. The data are made up.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.tables import DataTable
from research.sources.answers.reading import read_answers
from research.sources.formats import opening

if TYPE_CHECKING:
    from collections.abc import Callable

# Records, columns, columns named, largest ratio, most seconds.
SHAPES = [
    (10_000, 30, 12, None, 0.1),
    (100_000, 30, 12, 1.5, None),
    (1_000_000, 30, 12, 1.5, None),
    (5_000, 2_500, 40, 1.5, None),
]
RUNS = 5
AMOUNTS = ("weight", "revenue")
SECTORS = np.array(["Banking & Finance", "Retail", "Insurance", "Telecommunications, IT"])


def answers(records: int, columns: int) -> pd.DataFrame:
    """Made-up answers: who, a weight, a revenue, and closed questions of four kinds."""
    rng = np.random.default_rng(2016)
    held: dict[str, object] = {
        "respondent": [f"R{number:07d}" for number in range(records)],
        "weight": np.round(rng.lognormal(0, 0.3, records), 4),
        "revenue": np.round(rng.lognormal(10, 1, records), 2),
    }
    kinds: list[Callable[[], object]] = [
        lambda: rng.integers(1, 6, records),
        lambda: SECTORS[rng.integers(0, 4, records)],
        lambda: pd.Series(rng.integers(0, 11, records), dtype="Int64").mask(
            rng.random(records) < 0.1
        ),
        lambda: rng.choice(["Yes", "No", ""], records),
    ]
    for number in range(columns - len(held)):
        held[f"q{number}"] = kinds[number % len(kinds)]()
    return pd.DataFrame(held)


def named(columns: int, wanted: int) -> list[str]:
    """Columns from all over the file, the amounts among them."""
    step = (columns - 3) // (wanted - 3)
    return ["respondent", *AMOUNTS, *(f"q{number * step}" for number in range(wanted - 3))]


def ours(path: Path, names: list[str]) -> None:
    """Open the file as if for the first time, and look at every cell of the named columns."""
    opening._OPENED.clear()
    for name, column in opening.open_data(path).read(names).items():
        if name in AMOUNTS:
            column.numbers()
        else:
            column.coded()


def described(path: Path, names: list[str]) -> DataTable:
    """Describe the named columns as questions of their kinds, the weight left out."""
    closed = (
        {"type": "scale", "range": [1, 5]},
        {"type": "single", "codes": SECTORS.tolist()},
        {"type": "nps"},
        {"type": "single", "codes": ["Yes", "No"]},
    )
    questions = [{"name": "revenue", "type": "numeric", "column": "revenue"}]
    for name in names[3:]:
        kind = closed[int(name.removeprefix("q")) % len(closed)]
        questions.append({"name": name, "column": name, **kind})
    return DataTable.model_validate(
        {"file": str(path), "id": "respondent", "questions": questions},
        context={"folder": path.parent},
    )


def typed(path: Path, names: list[str]) -> None:
    """Read the columns as answers to questions, as if for the first time."""
    opening._OPENED.clear()
    read_answers(path, described(path, names), name="answers", figures=["weight"])


def theirs(path: Path, names: list[str]) -> None:
    """Read the columns with pandas."""
    if path.suffix == ".csv":
        pd.read_csv(path, usecols=names)
    else:
        pd.read_parquet(path, columns=names)


READERS = {"columns": ours, "answers": typed}


def interleaved(*works: Callable[[], object]) -> list[float]:
    """Median seconds of each, run in turns so that a busy moment hits all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def peak(path: Path, names: list[str], reader: str) -> float:
    """Most MiB that a process of its own needed above its imports."""
    command = [sys.executable, __file__, reader, str(path), *names]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def alone(reader: str, path: str, *names: str) -> int:
    """Be that process."""
    import pyarrow.csv
    import pyarrow.parquet

    assert pyarrow.csv
    assert pyarrow.parquet
    before = most()
    {"ours": ours, "typed": typed, "theirs": theirs}[reader](Path(path), [*names])
    print(most() - before)
    return 0


def most() -> float:
    """Most MiB that this process has had; other counts include those of the process before it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def main() -> int:
    """Run all, and fail where a limit is broken."""
    passed = True
    seconds: dict[tuple[str, str, int], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for records, columns, wanted, ratio, most in SHAPES:
            frame, names = answers(records, columns), named(columns, wanted)
            for suffix in (".csv", ".parquet"):
                path = Path(folder) / f"answers{suffix}"
                frame.to_csv(path, index=False) if suffix == ".csv" else frame.to_parquet(path)
                works = [partial(work, path, names) for work in (theirs, *READERS.values())]
                pandas_took, *ours_took = interleaved(*works)
                limit = f"<= {ratio}" if ratio else f"<= {most} s"
                print(
                    f"{suffix[1:]:>7}, {records:>9,} x {columns:>5,}, {wanted} named: "
                    f"pandas {pandas_took:.3f} s, peak {peak(path, names, 'theirs'):.0f} MiB"
                )
                for (what, reader), took in zip(READERS.items(), ours_took, strict=True):
                    print(
                        f"{what:>17} {took:.3f} s, ratio {took / pandas_took:.2f} ({limit}); "
                        f"peak {peak(path, names, reader.__name__):.0f} MiB"
                    )
                    passed &= took <= (ratio * pandas_took if ratio else most)
                    if columns == SHAPES[0][1]:
                        seconds[what, suffix, records] = took
    for what in READERS:
        for suffix in (".csv", ".parquet"):
            growth = seconds[what, suffix, 1_000_000] / seconds[what, suffix, 100_000]
            print(
                f"{suffix[1:]:>7}, {what}, ten times the records: "
                f"{growth:.1f} times the seconds (<= 13)"
            )
            passed &= growth <= 13
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(alone(*sys.argv[1:]) if len(sys.argv) > 1 else main())
