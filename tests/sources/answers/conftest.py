from __future__ import annotations

import pytest

from research.edition.tables import DataTable
from research.errors import InputError
from research.sources.answers.reading import read_answers
from research.sources.remarks import heard


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads lines of a made-up file as a table's questions describe it."""
    monkeypatch.chdir(tmp_path)

    def reading(lines, *questions, figures=(), **table):
        path = tmp_path / "data.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        made = DataTable.model_validate(
            {"file": str(path), "questions": list(questions)} | table,
            context={"folder": tmp_path},
        )
        return read_answers(path, made, name="answers", figures=figures)

    return reading


@pytest.fixture
def errors(read):
    """Gives the problems of a file that is refused."""

    def refused(*lines, **table):
        with pytest.raises(InputError) as caught:
            read(*lines, **table)
        return [str(problem) for problem in caught.value.problems]

    return refused


@pytest.fixture
def remarks(read):
    """Gives what is remarked of a file that is read."""

    def told(*lines, **table):
        with heard() as found:
            read(*lines, **table)
        return [str(problem) for problem in found]

    return told
