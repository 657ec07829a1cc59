from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from research.edition.tables import DataTable
from research.simulation.formats import contents
from research.sources.answers.reading import open_table, read_answers

if TYPE_CHECKING:
    from pathlib import Path

FRAME = pd.DataFrame(
    {"id": ["A1", "A2"], "n": ["3", ""], "d": ["2000-01-02", "2000-01-03"], "x": ["2.5", "3"]},
    dtype="str",
)
QUESTIONS = [
    {"name": "number", "type": "numeric", "column": "n"},
    {"name": "day", "type": "day", "column": "d"},
    {"name": "amount", "type": "numeric", "column": "x", "wording": "How much?"},
]


@pytest.mark.parametrize(
    "words",
    [
        {"file": "a.csv", "decimal": ",", "delimiter": ";", "encoding": "utf-16"},
        {"file": "a.tsv"},
        {"file": "a.csv", "platform": "qualtrics"},
        {"file": "a.xlsx", "sheet": "Raw", "platform": "surveymonkey"},
        {"file": "a.sav"},
        {"file": "a.zsav"},
        {"file": "a.parquet"},
        {"file": "a.sss"},
    ],
    ids=lambda words: "-".join(words.values()),
)
def test_what_is_written_is_what_is_read(tmp_path: Path, words: dict[str, str]) -> None:
    table = DataTable.model_validate({"id": "id", "questions": QUESTIONS, "strict": True, **words})
    made = contents(FRAME, table, tmp_path / words["file"])
    assert made == contents(FRAME, table, tmp_path / words["file"])
    for path, content in made.items():
        path.write_bytes(content)
    frame = read_answers(tmp_path / words["file"], table, name="answers").frame
    assert frame.index.to_list() == ["A1", "A2"]
    assert frame["number"].fillna(-1).to_list() == [3, -1]
    assert frame["amount"].to_list() == [2.5, 3]
    assert frame["day"].dt.strftime("%d.%m.%Y").to_list() == ["02.01.2000", "03.01.2000"]


def test_further_rows_of_a_head_say_what_is_asked(tmp_path: Path) -> None:
    table = DataTable.model_validate(
        {"file": "a.csv", "platform": "qualtrics", "id": "id", "questions": QUESTIONS}
    )
    for path, content in contents(FRAME, table, tmp_path / "a.csv").items():
        path.write_bytes(content)
    assert "How much?" in open_table(tmp_path / "a.csv", table).fields["x"].label
