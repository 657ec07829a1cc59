"""Files of data by named columns, beside pandas reading the same columns.

Prints medians of interleaved runs and of their ratios for CSV and Parquet: 10,000, 100,000 and
1,000,000 records of 30 columns of which 12 are named, and 5,000 records of 2,500 of which 40 are.
Ids stand in their order, as programs write them, or shuffled. Ours is measured twice. *Columns*
opens the file, checks it, and gives codes of closed questions and of who answered, and numbers of a
weight and an amount. *Answers* is what an edition does: it holds each cell against its question,
says who was asked, and looks for ids given twice. The limits are the same.

Open questions are measured apart. Masking has no counterpart in pandas, so what they are held
against does comparable work: it reads the same columns with pandas and replaces five patterns in
each text (e-mail addresses, handles, web addresses, numbers dialled from abroad and at home) by
`Series.str.replace`. That finds less: ours holds what looks like a number against the numbering
plans of countries, and, where there are personal columns, each word against the names and firms of
all records, for which the alternative has nothing. So the limit with persons is a wider one.

Peak memory is that of a process of its own, the largest resident set that Linux counts (VmHWM),
above what it has with the libraries imported. The data are made up.

Threads help where processors are free: on a machine that others use, ratios are larger. While it is
busy, runs are repeated up to three times as often.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from research.edition.tables import DataTable
from research.sources.answers.reading import read_answers
from research.sources.formats import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RUNS, MOST_RUNS = 5, 15
AMOUNTS = ("weight", "revenue")
PERSONAL = ("name", "company", "email")
SECTORS = np.array(["Banking & Finance", "Retail", "Insurance", "Telecommunications, IT"])
SUBJECTS = [
    "The delivery",
    "Support",
    "Their pricing",
    "The portal",
    "Quality",
    "Our account manager",
]
VERBS = ["is", "was", "has become", "could be", "never seems"]
POINTS = [
    "slow",
    "excellent",
    "too expensive",
    "helpful when we call on Mondays",
    "better than in 2016",
]
SHORT = ["n/a", "none", "-", "No comment", "Good service", "Price", "ok", "Nothing"]
TELLING = [
    "Mail jane.doe{}@orvando.example.",
    "See www.orvando{}.com/help",
    "Call +44 20 7946 0{:03}.",
    "Call 020 7946 0{:03}.",
]
FIRST = ["Ann", "Bo", "Carla", "Dev", "Grace", "Will", "Mark", "Rose", "Omar", "Priya", "Jürgen"]
LAST = ["Quince", "Okafor", "Müller", "Grant", "Young", "Bishop", "Patel", "Novak", "Costa", "Ito"]
FIRMS = ["Orvando", "Quistra", "Belmark", "Tandry", "Northgate Bank"]
# What the alternative replaces in each text.
PATTERNS = {
    r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+": "[e-mail]",
    r"\B@[A-Za-z]\w+": "[name]",
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|de|uk)\b\S*": "[web address]",
    r"\+\d[\d\s()/.-]{7,}\d": "[phone]",
    r"\(?\b0\d[\d\s()/.-]{6,}\d": "[phone]",
}


class Shape(NamedTuple):
    """A file, and how long it may take.

    Parameters
    ----------
    records, columns, named : how many there are.
    ratio : most times the seconds of pandas; None where it has none.
    most : most seconds; None where it has none.
    shuffled : whether ids stand in no order.
    """

    records: int
    columns: int
    named: int
    ratio: float | None = 1.5
    most: float | None = None
    shuffled: bool = False


SHAPES = [
    Shape(10_000, 30, 12, None, 0.1),
    Shape(100_000, 30, 12),
    Shape(100_000, 30, 12, shuffled=True),
    Shape(1_000_000, 30, 12),
    Shape(1_000_000, 30, 12, shuffled=True),
    Shape(5_000, 2_500, 40),
]
# Records with two open questions; the largest ratios without and with personal columns.
OPEN, OPEN_RATIO, PERSONS_RATIO = 100_000, 1.5, 4.0
# Most times the memory of the alternative, of which this many MiB are free; most times the seconds
# for ten times the records; the load beyond which others are at work.
PEAK, ROOM, GROWTH, BUSY = 2.5, 128, 13, os.cpu_count() or 1


def answers(shape: Shape) -> pd.DataFrame:
    """Made-up answers: who, a weight, a revenue, and closed questions of four kinds."""
    rng = np.random.default_rng(2016)
    records, columns = shape.records, shape.columns
    order = rng.permutation(records) if shape.shuffled else range(records)
    held: dict[str, object] = {
        "respondent": [f"R{number:07d}" for number in order],
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


def theirs(path: Path, names: list[str]) -> pd.DataFrame:
    """Read the columns with pandas."""
    if path.suffix == ".csv":
        return pd.read_csv(path, usecols=names)
    return pd.read_parquet(path, columns=names)


def verbatims(records: int) -> pd.DataFrame:
    """Made-up answers in words: half are blank or say little, of the rest one in fifteen tells."""
    rng = np.random.default_rng(2016)

    def words() -> list[str]:
        kinds = rng.choice(["", "short", "long", "told"], records, p=[0.45, 0.15, 0.37, 0.03])
        subjects, verbs, points = (
            rng.choice(some, (3, records)) for some in (SUBJECTS, VERBS, POINTS)
        )
        lengths, ends = rng.integers(1, 4, records), rng.integers(0, len(TELLING), records)
        texts = []
        for row, kind in enumerate(kinds.tolist()):
            said = zip(subjects[:, row], verbs[:, row], points[:, row], strict=True)
            long = " ".join(f"{' '.join(part)}." for part in [*said][: lengths[row]])
            short = SHORT[row % len(SHORT)]
            end = TELLING[ends[row]].format(row % 1000)
            texts.append({"": "", "short": short, "long": long, "told": f"{long} {end}"}[kind])
        return texts

    first, last, firm = (rng.choice(some, records) for some in (FIRST, LAST, FIRMS))
    numbers = rng.integers(0, max(records // 20, 1), records)
    return pd.DataFrame(
        {
            "respondent": [f"R{number:07d}" for number in range(records)],
            "service": rng.integers(1, 6, records),
            "best": words(),
            "worst": words(),
            "name": [f"{one} {other}" for one, other in zip(first, last, strict=True)],
            "company": [f"{one} {number} Ltd" for one, number in zip(firm, numbers, strict=True)],
            "email": [f"p{number}@firm.example" for number in range(records)],
        }
    )


def masked(path: Path, names: list[str]) -> None:
    """Read two open questions, the texts without what tells who anybody is."""
    opening._OPENED.clear()
    questions = [
        {"name": "service", "type": "scale", "column": "service", "range": [1, 5]},
        *({"name": name, "type": "open", "column": name} for name in ("best", "worst")),
    ]
    table = {
        "file": str(path),
        "id": "respondent",
        "personal": [name for name in names if name in PERSONAL],
        "questions": questions,
    }
    described = DataTable.model_validate(table, context={"folder": path.parent})
    read_answers(path, described, name="answers")


def replaced(path: Path, names: list[str]) -> None:
    """Read the same columns with pandas, and replace patterns in the texts."""
    frame = theirs(path, names)
    for name in ("best", "worst"):
        texts = frame[name]
        for pattern, mark in PATTERNS.items():
            texts = texts.str.replace(pattern, mark, regex=True)
        frame[name] = texts


READERS = {"columns": ours, "answers": typed}


def interleaved(*works: Callable[[], object]) -> list[tuple[float, float]]:
    """Median seconds of each, and of their ratio to the first in the same turn.

    They run in turns so that a busy moment hits all, and more often while the machine is busy.
    """
    times: list[list[float]] = []
    while len(times) < RUNS or (len(times) < MOST_RUNS and os.getloadavg()[0] > BUSY):
        times.append([*map(taken, works)])
    first, *_ = columns = [*zip(*times, strict=True)]
    return [
        (statistics.median(some), statistics.median(np.divide(some, first).tolist()))
        for some in columns
    ]


def taken(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak(path: Path, names: list[str], reader: Callable[..., object]) -> float:
    """Most MiB that a process of its own needed above its imports."""
    command = [sys.executable, __file__, reader.__name__, str(path), *names]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def alone(reader: str, path: str, *names: str) -> int:
    """Be that process."""
    import pyarrow.csv
    import pyarrow.parquet

    assert pyarrow.csv
    assert pyarrow.parquet
    before = most()
    {one.__name__: one for one in (ours, typed, theirs, masked, replaced)}[reader](
        Path(path), [*names]
    )
    print(most() - before)
    return 0


def most() -> float:
    """Most MiB that this process has had; other counts include those of the process before it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def saved(frame: pd.DataFrame, folder: str) -> Iterator[Path]:
    """Write a frame in each format."""
    for suffix in (".csv", ".parquet"):
        path = Path(folder) / f"answers{suffix}"
        frame.to_csv(path, index=False) if suffix == ".csv" else frame.to_parquet(path)
        yield path


class Bench:
    """Holds readers of files against one another, and tells what broke a limit.

    Parameters
    ----------
    folder : where files go.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.broken: list[str] = []
        self.seconds: dict[tuple[str, str, int], float] = {}

    def closed(self, shape: Shape) -> None:
        """Read columns and answers of closed questions."""
        names = named(shape.columns, shape.named)
        order = "ids shuffled" if shape.shuffled else "ids in order"
        for path in saved(answers(shape), self.folder):
            head = f"{shape.records:,} x {shape.columns:,}, {shape.named} named, {order}"
            took = self._held(head, path, names, theirs, READERS, shape.ratio, shape.most)
            if shape.columns == SHAPES[0].columns and not shape.shuffled:
                for what, seconds in took.items():
                    self.seconds[what, path.suffix, shape.records] = seconds

    def opened(self) -> None:
        """Read answers in words, without and with names to be taken out."""
        for path in saved(verbatims(OPEN), self.folder):
            plain = ["respondent", "service", "best", "worst"]
            for names, ratio in ((plain, OPEN_RATIO), ([*plain, *PERSONAL], PERSONS_RATIO)):
                head = f"{OPEN:,} records, 2 open questions, {len(names) - 4} personal columns"
                self._held(head, path, names, replaced, {"masked": masked}, ratio, None)

    def grown(self) -> None:
        """Hold a million records against a tenth of them."""
        for (what, suffix, records), took in self.seconds.items():
            if records == max(shape.records for shape in SHAPES):
                growth = took / self.seconds[what, suffix, records // 10]
                self._tell(
                    f"{suffix[1:]:>7}, {what}, ten times the records",
                    f"{growth:.1f} times the seconds (<= {GROWTH})",
                    passed=growth <= GROWTH,
                )

    def _held(
        self,
        head: str,
        path: Path,
        names: list[str],
        other: Callable[..., object],
        readers: Mapping[str, Callable[..., object]],
        ratio: float | None,
        seconds: float | None,
    ) -> dict[str, float]:
        found = interleaved(*(partial(one, path, names) for one in (other, *readers.values())))
        (their_seconds, _), *own = found
        their_peak = peak(path, names, other)
        head = f"{path.suffix[1:]:>7}, {head}"
        print(f"{head}: pandas {their_seconds:.3f} s, peak {their_peak:.0f} MiB")
        for (what, reader), (took, times) in zip(readers.items(), own, strict=True):
            needed, room = peak(path, names, reader), max(PEAK * their_peak, ROOM)
            limit = f"<= {ratio}" if ratio else f"<= {seconds} s"
            self._tell(
                f"{what:>17}",
                f"{took:.3f} s, ratio {times:.2f} ({limit}); peak {needed:.0f} MiB (<= {room:.0f})",
                passed=(times <= ratio if ratio else took <= (seconds or 0)) and needed <= room,
                head=head,
            )
        return dict(zip(readers, (took for took, _ in own), strict=True))

    def _tell(self, what: str, found: str, *, passed: bool, head: str = "") -> None:
        print(f"{what} {found}", flush=True)
        if not passed:
            self.broken.append(" ".join(f"{head} {what} {found}".split()))


def main() -> int:
    """Run all, and fail where a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder)
        for shape in SHAPES:
            bench.closed(shape)
        bench.opened()
        bench.grown()
    print(*(f"broken: {told}" for told in bench.broken), sep="\n")
    return 1 if bench.broken else 0


if __name__ == "__main__":
    sys.exit(alone(*sys.argv[1:]) if len(sys.argv) > 1 else main())
