from __future__ import annotations

import pytest

from research.edition.beside import files_beside
from research.edition.questions import Question

TOPICS = {
    "name": "topics",
    "type": "multi",
    "codes": {"slow": "Slow"},
    "coding": {"of": "why", "frame": "frame.yml", "file": "coded.csv", "second": "again.csv"},
}
ITEMS = {
    "name": "claims",
    "type": "maxdiff",
    "codes": {"a": "A", "b": "B", "c": "C"},
    "tasks": {"count": 2, "best": "t{task}_b", "worst": "t{task}_w"},
    "design": {"file": "design.csv", "version": "v"},
}


@pytest.mark.parametrize("question", [TOPICS, ITEMS])
def test_a_question_as_read_and_its_model_name_the_same_files(question: dict) -> None:
    as_read = [*files_beside(question)]
    assert as_read == [*files_beside(Question.model_validate(question))]
    assert as_read


def test_every_file_of_a_coding_is_named_with_its_place() -> None:
    assert dict(files_beside(TOPICS)) == {
        ("coding", "frame"): "frame.yml",
        ("coding", "file"): "coded.csv",
        ("coding", "second"): "again.csv",
    }


@pytest.mark.parametrize("spoilt", [None, "topics", ["coding"], {"coding": "frame.yml"}, {}])
def test_what_is_no_question_names_nothing(spoilt: object) -> None:
    assert list(files_beside(spoilt)) == []
