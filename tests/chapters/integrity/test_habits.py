from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from research.chapters.integrity.habits import anchors_table, habits_table
from research.display.table import Table
from research.display.text import Text
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

PARAMS = """
edition: judged
title: Made-up ratings of two countries
data:
  answers: {file: ../data/answers.csv, id: id}
questions:
  - {name: country, type: single, column: country, codes: {n: North, s: South}}
  - name: service
    type: grid
    range: [1, 5]
    rows: {speed: {column: speed}, advice: {column: advice}, slow: {column: slow}}
  - {name: treated, title: How one was treated, type: scale, range: [1, 7], column: own}
  - {name: waited, title: A case kept waiting, type: scale, range: [1, 7], column: low}
  - {name: called, title: A case called back, type: scale, range: [1, 7], column: high}
integrity:
  country: country
  reversed: [slow]
  vignettes: {own: treated, cases: [waited, called]}
report: {formats: [html], sections: [{heading: Answers}]}
"""


def answers() -> pd.DataFrame:
    """South agrees to all, its opposite among it, and judges every case two points lower."""
    frame = pd.DataFrame({"id": range(120), "country": ["n", "s"] * 60})
    south = frame["country"] == "s"
    turn = np.arange(120) // 2 % 2
    frame["speed"] = np.where(south, 5, 4 + turn)
    frame["advice"] = np.where(south, 5, 3 + turn)
    frame["slow"] = np.where(south, 4 + turn, 2 - turn)
    frame["own"] = np.where(south, 4, 5)
    frame["low"], frame["high"] = np.where(south, 1, 3), np.where(south, 3, 6)
    return frame


@pytest.fixture
def study(tmp_path: Path) -> Study:
    for folder in ("params", "data"):
        (tmp_path / folder).mkdir()
    answers().to_csv(tmp_path / "data" / "answers.csv", index=False)
    path = tmp_path / "params" / "judged.yml"
    path.write_text(PARAMS, encoding="utf-8")
    return open_study(path)


def test_habits_show_who_agrees_to_everything(study):
    table = habits_table(study)
    assert isinstance(table, Table)
    assert table.frame.loc["South", "At the ends"] == pytest.approx((2 + 0.5) / 3)
    assert table.frame.loc["South", "Agreement"] == pytest.approx(1.0)
    # Half of the North agree with one of two rows and half with both; all reject the opposite.
    assert table.frame.loc["North", "Agreement"] == pytest.approx((0.75 - 1) / 2)
    assert "top3" in table.cells[1][-1].mark
    assert "worded both ways" in table.notes[1]


def test_anchors_set_a_strict_country_right(study):
    table = anchors_table(study)
    assert isinstance(table, Table)
    assert table.frame["Own rating"].to_dict() == {"North": 5, "South": 4}
    # Between both cases in the North, above the better one in the South.
    assert table.frame["Place"].to_dict() == {"North": 3, "South": 5}
    assert table.frame["A case kept waiting"].to_dict() == {"North": 3, "South": 1}
    assert "the other way round of North and South" in table.notes[1]


def test_nothing_stands_where_nobody_asked(study):
    settings = study.config.integrity
    assert settings is not None
    block = settings.model_copy(update={"vignettes": None})
    bare = Study(study.config.model_copy(update={"integrity": block}), study.path, study.root)
    assert isinstance(anchors_table(bare), Text)
    none = settings.model_copy(update={"country": None})
    alone = Study(study.config.model_copy(update={"integrity": none}), study.path, study.root)
    assert isinstance(habits_table(alone), Text)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[slow]", "[slwo]", "'slwo' is no row of the battery"),
        ("own: treated", "own: treatd", "'treatd' is no question of data.answers"),
        ("[waited, called]", "[waited, country]", "'country' is of type single"),
        ("[waited, called]", "[]", "cases"),
    ],
)
def test_what_is_not_there_is_told(study, old, new, told):
    text = study.path.read_text(encoding="utf-8")
    study.path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Exception, match=told):
        open_study(study.path)
