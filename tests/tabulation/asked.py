"""Small surveys read from texts, for tests of what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.tables import DataTable
from research.sources.answers.reading import read_answers
from research.yamltext import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from research.sources.answers.answers import Answers


def answers(folder: Path, cells: str, questions: str) -> Answers:
    """Read answers written as CSV, by questions written as YAML."""
    path = folder / "answers.csv"
    path.write_text("\n".join(line.strip() for line in cells.strip().splitlines()) + "\n")
    asked = parse_yaml(questions.encode())
    table = DataTable.model_validate({"file": "answers.csv", "questions": asked})
    return read_answers(path, table, name="answers", figures=[])
