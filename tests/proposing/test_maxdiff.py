"""A MaxDiff, known by its heads and by the design beside the file."""

from __future__ import annotations

import csv
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from research.build.checks import check
from research.starting.new import from_file
from tests.proposing.files import ROWS, only, proposed, written

if TYPE_CHECKING:
    from pathlib import Path

SETS = list(combinations(range(1, 6), 3))
VERSIONS, TASKS = 2, 4


def design(folder: Path, items: int = 5) -> None:
    with (folder / "design.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["version", "task", "a", "b", "c"])
        for version in range(VERSIONS):
            for task in range(TASKS):
                shown = [min(one, items) for one in SETS[version + 2 * task]]
                writer.writerow([version + 1, task + 1, *shown])


def picks(best: str, worst: str) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {"version": [at % VERSIONS + 1 for at in range(ROWS)]}
    for task in range(TASKS):
        sets = [SETS[at % VERSIONS + 2 * task] for at in range(ROWS)]
        columns[best.format(task + 1)] = [shown[at % 3] for at, shown in enumerate(sets)]
        columns[worst.format(task + 1)] = [shown[(at + 1) % 3] for at, shown in enumerate(sets)]
    return columns


@pytest.mark.parametrize(
    ("best", "worst"),
    [("best{}", "worst{}"), ("Q8_{}_most", "Q8_{}_least"), ("Task {} - Best", "Task {} - Worst")],
)
def test_the_best_and_the_worst_are_one_question_with_its_design(tmp_path, best, worst):
    design(tmp_path)
    proposal = proposed(tmp_path, picks(best, worst))
    draft = only(proposal)
    tasks = {"count": TASKS, "best": best.format("{task}"), "worst": worst.format("{task}")}
    assert (draft.type, draft.keys["tasks"]) == ("maxdiff", tasks)
    assert draft.keys["design"] == {"file": "design.csv", "version": "version"}
    assert list(draft.keys["codes"]) == ["1", "2", "3", "4", "5"]
    assert proposal.roles.aside == {"version": "the version of a MaxDiff"}


def test_the_design_comes_with_the_edition_and_the_edition_is_in_order(tmp_path):
    design(tmp_path)
    source = written(tmp_path, picks("best{}", "worst{}") | {"sector": ["Banking", "Retail"]})
    started = from_file("acme", source, tmp_path / "project")
    assert (tmp_path / "project" / "data" / "acme" / "design.csv").is_file()
    assert check(started.params) == []
    assert "- notebook: maxdiff" in started.params.read_text(encoding="utf-8")


def test_without_its_design_it_is_told_and_not_guessed(tmp_path):
    proposal = proposed(tmp_path, picks("best{}", "worst{}") | {"sector": ["Banking", "Retail"]})
    assert "maxdiff" not in {draft.type for draft in proposal.drafts}
    assert proposal.loops == []
    assert "whose design is not beside the file" in proposal.roles.aside["best1"]


def test_a_design_of_other_items_is_not_its_own(tmp_path):
    (tmp_path / "other.csv").write_text("task,a,b\n1,x,y\n2,y,x\n", encoding="utf-8")
    assert "best1" in proposed(tmp_path, picks("best{}", "worst{}")).roles.aside
