from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from research.edition.questions import Question
from research.edition.tables import DataTable
from research.simulation.files import simulate
from research.simulation.maxdiff import design_frame, dummy_design
from research.sources.answers.reading import read_answers

CODES = {str(at): f"Item {at}" for at in range(1, 8)}


def asked(tasks: int = 5, **more: Any) -> dict[str, Any]:
    columns = {"count": tasks, "best": "b{task}", "worst": "w{task}"}
    return {"name": "reasons", "type": "maxdiff", "codes": CODES, "tasks": columns, **more}


@pytest.mark.parametrize("tasks", [1, 2, 5, 7])
def test_a_design_shows_every_item_and_each_once_in_a_task(tasks: int) -> None:
    question = Question(**asked(tasks, design={"file": "d.csv", "version": "v"}))
    made = dummy_design(question)
    assert made.shown.shape[:2] == (4, tasks)
    for version in made.shown:
        assert set(version.ravel()) - {-1} == set(range(7))
        assert all(len(set(task)) == len(task) for task in version)
    assert (dummy_design(question).shown == made.shown).all()
    assert len(design_frame(question, made)) == 4 * tasks


def written(folder, design: dict[str, Any] | None, shown: list[str] | None = None):
    import yaml

    question = asked() if design is None else asked(design=design)
    if shown:
        question["tasks"] = [{"best": "b", "worst": "w", "shown": shown}]
    content = {
        "edition": "made",
        "title": "Made",
        "data": {"answers": {"file": "answers.csv", "questions": [question], "strict": True}},
        "report": {"sections": [{"heading": "A"}]},
    }
    (folder / "made.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    files = simulate(folder / "made.yml", respondents=60, seed=3)
    table = DataTable.model_validate(content["data"]["answers"])
    return files, read_answers(folder / "answers.csv", table, name="answers")


def test_dummies_answer_all_tasks_of_a_design_that_is_made_or_there(tmp_path):
    files, found = written(tmp_path, {"file": "design.csv", "version": "v"})
    assert {path.name for path in files} == {"answers.csv", "design.csv"}
    assert found.picks["reasons"].answered.all()
    (tmp_path / "answers.csv").unlink()
    one = "version,task,item1,item2,item3\n"
    sets = ["123", "456", "712", "345", "671"]
    rows = [f"1,{at},{','.join(each)}\n" for at, each in enumerate(sets, 1)]
    (tmp_path / "design.csv").write_text(one + "".join(rows), encoding="utf-8")
    files, found = written(tmp_path, {"file": "design.csv"})
    assert [path.name for path in files] == ["answers.csv"]
    picks = found.picks["reasons"]
    assert picks.answered.all()
    assert picks.shown.shape == (60, 5, 3)


def test_columns_of_what_was_shown_are_filled(tmp_path):
    _, found = written(tmp_path, None, ["x1", "x2", "x3"])
    picks = found.picks["reasons"]
    assert picks.answered.all()
    assert len(np.unique(picks.shown)) == 7
