"""How many planted speeders, straight-liners, copies and contradictions are found: run by hand.

    python tests/benchmarks/recovery_integrity.py [samples] [file to record in]

Draws made-up surveys in which most respondents answer with care, some of them alike by nature, and
a few do not: they hurry, tick one column down, hand in the answers of somebody else, or say what
excludes itself; one in ten of those who tick down or hand in others' answers changes one of them.
Each sample is read from its file as any survey is; then it is counted how many of those planted
each rule flags (recall), and how many of the others (false alarms).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from research.chapters.integrity.material import material
from research.study import open_study

FIRST_SEED = 20_000
RESPONDENTS, ROWS, SINGLES = 400, 8, 6
MINUTES, HURRY, SPREAD = 12.0, 2.4, 0.45
# Of those who tick a column down, or hand in what others said: who changes one answer.
SLIPS = 0.1
PLANTED = {"speeders": 0.05, "straight": 0.04, "copies": 0.03, "contradicting": 0.03}
PARAMS = """\
edition: planted
title: A made-up survey with planted answers
data:
  answers: {file: ../data/answers.csv, id: id}
questions:
  - {name: minutes, type: numeric, column: minutes}
  - {name: status, type: single, column: status, codes: {1: Customer, 2: Never a customer}}
  - {name: used, type: single, column: used, codes: {1: Every week, 2: Every month, 3: Never}}
  - name: service
    type: grid
    codes: {1: Very poor, 5: Excellent}
    rows: {%s}
%s
integrity:
  duration: minutes
  contradictions:
    unused: {text: "Never a customer, and uses it", answers: {status: [2], used: [1, 2]}}
report:
  formats: [html]
  sections: [{notebook: integrity}]
"""


def survey(seed: int) -> tuple[pd.DataFrame, dict[str, set[str]]]:
    """Answers of a made-up survey, and the ids of those planted in it by kind."""
    rng = np.random.default_rng(seed)
    n = RESPONDENTS
    frame = pd.DataFrame({"id": [f"R{number:04d}" for number in range(n)]})
    frame["minutes"] = np.round(MINUTES * np.exp(rng.normal(0, SPREAD, n)), 1)
    frame["status"] = rng.choice([1, 2], n, p=[0.8, 0.2])
    frame["used"] = np.where(frame["status"] == 2, 3, rng.choice([1, 2, 3], n))
    level = rng.normal(3.5, 0.6, (n, 1))
    items = rng.normal(0, 0.4, (1, ROWS))
    ratings = np.clip(np.round(level + items + rng.normal(0, 0.8, (n, ROWS))), 1, 5)
    columns = [f"row{at}" for at in range(ROWS)]
    frame[columns] = ratings.astype(int)
    singles = [f"single{at}" for at in range(SINGLES)]
    frame[singles] = rng.integers(1, 6, (n, SINGLES))
    return frame, _plant(frame, rng, columns)


def _plant(
    frame: pd.DataFrame, rng: np.random.Generator, columns: list[str]
) -> dict[str, set[str]]:
    """Change the answers of some, no two kinds in one."""
    order = rng.permutation(len(frame))
    planted, start = {}, 0
    for kind, share in PLANTED.items():
        chosen = np.sort(order[start : start + round(share * len(frame))])
        start += len(chosen)
        planted[kind] = chosen
    fast = planted["speeders"]
    frame.loc[fast, "minutes"] = np.round(HURRY * np.exp(rng.normal(0, SPREAD, len(fast))), 1)
    straight = planted["straight"]
    answer = rng.integers(1, 6, len(straight))
    frame.loc[straight, columns] = np.repeat(answer[:, None], len(columns), axis=1)
    for at in straight[rng.random(len(straight)) < SLIPS]:
        frame.loc[at, rng.choice(columns)] = rng.integers(1, 6)
    # Careful answers that stand above those of who copies them.
    careful = order[start:]
    for at in planted["copies"]:
        above = careful[careful < at]
        source = rng.choice(above) if len(above) else None
        if source is not None:
            kept = [name for name in frame if name not in ("id", "minutes")]
            frame.loc[at, kept] = frame.loc[source, kept].to_numpy()
            if rng.random() < SLIPS:
                frame.loc[at, rng.choice(columns)] = rng.integers(1, 6)
    frame.loc[planted["contradicting"], ["status", "used"]] = [2, 1]
    return {kind: set(frame["id"].iloc[chosen]) for kind, chosen in planted.items()}


def counted(seed: int, folder: Path) -> dict[str, float]:
    """Recall and false alarms of each rule in one sample."""
    frame, planted = survey(seed)
    (folder / "params").mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    frame.to_csv(folder / "data" / "answers.csv", index=False)
    rows = ", ".join(f"row{at}: {{column: row{at}}}" for at in range(ROWS))
    asked = "\n".join(
        f"  - {{name: single{at}, type: single, column: single{at}, codes: [1, 2, 3, 4, 5]}}"
        for at in range(SINGLES)
    )
    params = folder / "params" / "planted.yml"
    params.write_text(PARAMS % (rows, asked), encoding="utf-8")
    found = material(open_study(params))
    row: dict[str, float] = {"seed": seed}
    for kind, ids in planted.items():
        flagged = set().union(*(check.who for check in found.of(kind)))
        others = len(frame) - len(ids)
        row[f"{kind} recall"] = len(flagged & ids) / len(ids)
        row[f"{kind} false alarms"] = len(flagged - ids) / others
    return row


def main(arguments: list[str]) -> None:
    """Draw samples, and print or record what was found of each kind."""
    samples = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as folder:
        rows = [counted(FIRST_SEED + at, Path(folder) / f"sample{at}") for at in range(samples)]
    found = pd.DataFrame(rows).drop(columns="seed")
    told = pd.DataFrame({"mean": found.mean(), "least": found.min(), "most": found.max()})
    told.insert(0, "samples", samples)
    if len(arguments) > 1:
        told.round(4).to_csv(arguments[1], index_label="what")
    sys.stdout.write(f"{told.round(4).to_string()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
