from __future__ import annotations

import numpy as np
import pytest

ITEMS = {"1": {"key": "price", "text": "Price"}, "2": {"key": "speed", "text": "Speed"}}
ITEMS |= {"3": {"key": "care", "text": "Care"}, "4": {"key": "range", "text": "Range"}}
ASKED = {
    "name": "matters",
    "type": "maxdiff",
    "codes": ITEMS,
    "tasks": {"count": 2, "best": "b{task}", "worst": "w{task}"},
    "design": {"file": "design.csv", "version": "ver"},
}
DESIGN = "Version,Set,Item1,Item2,Item3\n1,1,1,2,3\n1,2,2,3,4\n2,1,4,3,1\n2,2,1,2,4\n"
HEAD = "id,ver,b1,w1,b2,w2"


@pytest.fixture
def design(tmp_path):
    (tmp_path / "design.csv").write_text(DESIGN, encoding="utf-8")
    return tmp_path / "design.csv"


def told(found) -> dict[str, tuple[int, ...]]:
    return {one.kind: one.rows for one in found.audit.findings}


def test_an_item_scores_by_how_often_it_was_best_and_worst_of_the_times_shown(read, design):
    found = read([HEAD, "1,1,1,3,2,4", "2,2,1,4,1,4", "3,1,2,1,,"], ASKED, id="id")
    frame = found.question("matters")
    np.testing.assert_allclose(frame["price"], [1, 1, -1])
    np.testing.assert_allclose(frame["speed"], [0.5, 0, 1])
    np.testing.assert_allclose(frame["care"], [-0.5, 0, 0])
    np.testing.assert_allclose(frame["range"], [-1, -1, np.nan])
    shown, best, worst = found.picks["matters"].counts()
    assert shown.tolist() == [[1, 2, 2, 1], [2, 1, 1, 2], [1, 1, 1, 0]]
    assert best.sum(axis=1).tolist() == worst.sum(axis=1).tolist() == [2, 2, 1]


def test_tasks_that_cannot_be_are_counted_by_what_is_wrong_and_are_no_answer(read, design):
    lines = [HEAD, "1,1,4,1,2,4", "2,1,1,1,2,4", "3,1,1,,2,4", "4,1,9,2,2,4", "5,3,1,2,2,4"]
    found = read(lines, ASKED, id="id")
    assert found.picks["matters"].answered.tolist() == [[False, True]] * 4 + [[False, False]]
    kinds = told(found)
    assert kinds["same_picks"] == (3,)
    assert kinds["half_task"] == (4,)
    unknown = [(one.column, one.rows) for one in found.audit.of("unknown")]
    assert unknown == [("b1", (5,)), ("ver", (6,))]
    what = [one.what for one in found.audit.of("not_shown")]
    assert "1 task has as best an item that was not shown" in what[0]
    assert "2 tasks have picks, and nothing says what it showed" in what[1]


def test_tasks_left_out_are_told_and_the_balance_of_the_design_is(read, design):
    found = read([HEAD, "1,1,1,3,,", "2,2,1,4,1,4"], ASKED, id="id", strict=True)
    assert [one.what for one in found.audit.of("partial")] == [
        "'matters': 1 row lacks 1 task of 2 each"
    ]
    (balance,) = found.audit.of("design")
    assert "2 versions of 2 tasks with 3 places: items are shown 3 times" in balance.what
    assert "every two together 2 times" in balance.what


def test_who_was_not_asked_picks_nothing(read, design):
    status = {"name": "status", "type": "single", "column": "s", "codes": ["in", "out"]}
    base = {"text": "Those in", "filter": {"status": ["in"]}}
    lines = [HEAD + ",s", "1,1,1,3,2,4,in", "2,1,1,3,2,4,out", "3,1,,,,,in"]
    found = read(lines, status, ASKED | {"base": base}, id="id")
    assert found.picks["matters"].answered.any(axis=1).tolist() == [True, False, False]
    assert found.question("matters")["price"].isna().tolist() == [False, True, True]
    kinds = told(found)
    assert (kinds["answered_though_not_asked"], kinds["blank_though_asked"]) == ((3,), (4,))
    assert len(found.audit.of("answered_though_not_asked")) == 1


def test_columns_may_say_what_each_task_showed(read):
    tasks = {"count": 1, "best": "b{task}", "worst": "w{task}", "shown": ["x1", "x2", "x3"]}
    asked = {**ASKED, "tasks": tasks}
    del asked["design"]
    found = read(["id,x1,x2,x3,b1,w1", "1,1,2,4,4,1", "2,1,2,,2,1", "3,1,2,3,4,1"], asked, id="id")
    assert found.picks["matters"].answered[:, 0].tolist() == [True, True, False]
    assert found.question("matters")["range"].tolist()[0] == 1


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Version,Set,", "Version,Nr,", "it lacks a column for the task"),
        ("1,2,2,3,4\n", "1,2,2,3,7\n", "row 3, column Item3: '7' is no item (known: 1, 2, 3, 4)"),
        ("1,2,2,3,4\n", "1,2,2,3,3\n", "'3' is shown twice"),
        ("1,2,2,3,4\n", "1,9,2,3,4\n", "'9' is no task of 'matters'; allowed: 1 to 2"),
        ("1,2,2,3,4\n", "1,1,2,3,4\n", "task 1 stands above already"),
        ("1,2,2,3,4\n", "", "nothing says what task 2 of version '1' showed"),
        ("1,2,2,3,4\n", "1,2,2,,\n", "a set shows two items or more"),
    ],
)
def test_a_design_that_is_none_is_an_error(errors, design, old, new, what):
    assert DESIGN.count(old) == 1
    design.write_text(DESIGN.replace(old, new), encoding="utf-8")
    assert any(what in one for one in errors([HEAD, "1,1,1,3,2,4"], ASKED, id="id"))


def test_a_design_that_is_missing_or_of_unsaid_versions_is_an_error(errors, tmp_path):
    (one,) = errors([HEAD, "1,1,1,3,2,4"], ASKED, id="id")
    assert "design.csv: no such file" in one
    (tmp_path / "design.csv").write_text(DESIGN, encoding="utf-8")
    plain = {**ASKED, "design": {"file": "design.csv"}}
    (one,) = errors([HEAD, "1,1,1,3,2,4"], plain, id="id")
    assert "there are 2 versions, and nothing says which a respondent had" in one
