from __future__ import annotations

import gzip

import numpy as np
import pytest

from research.errors import InputError
from research.memory import FOLDER
from research.sources import alternatives
from research.sources.alternatives import (
    Membership,
    read_alternative_scores,
    read_alternatives,
)

HEAD = "reconstruction,respondent,sector,rank_brand,rank_kam\n"
ROWS = "2,R1,Banking,2,1\n2,R2,Retail,1,2\n1,R1,Banking,1,2\n1,R2,Banking,1,2\n"
OPTIONS = {
    "themes": ["brand", "kam"],
    "groups": {"sector": {"Banking": "Banks", "Retail": "Retail"}},
    "base": 2,
}


@pytest.fixture
def data(tmp_path):
    def write(text, name="sets.csv"):
        path = tmp_path / name
        content = text.encode("utf-8")
        path.write_bytes(gzip.compress(content, mtime=0) if name.endswith("gz") else content)
        return path

    return write


@pytest.mark.parametrize("name", ["sets.csv", "sets.csv.gz"])
def test_sets_come_out_by_their_numbers(data, name):
    read = read_alternatives(data(HEAD + ROWS, name), **OPTIONS)
    assert read.ranks.tolist() == [[[1, 2], [1, 2]], [[2, 1], [1, 2]]]
    assert read.groups["sector"].labels == ("Banks", "Retail")
    assert read.groups["sector"].codes.tolist() == [[0, 0], [0, 1]]
    assert read.counts().tolist() == [[[2, 0], [0, 2]], [[1, 1], [1, 1]]]
    assert len(read) == 2


def test_groups_are_counted_and_told_by_some_of_their_labels():
    member = Membership(np.array([[0, 2, 1, 2], [2, 2, 2, 0]]), ("Banking", "Retail", "Telco"))
    assert member.sizes().tolist() == [[1, 1, 2], [1, 0, 3]]
    assert member.among(["Telco", "Banking"]).tolist() == [[1, 0, -1, 0], [0, 0, 0, 1]]


def test_a_file_is_read_once_a_build(data, tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "memory"))
    path = data(HEAD + ROWS)
    first = read_alternatives(path, **OPTIONS)
    monkeypatch.setattr(alternatives, "_cells", None)
    second = read_alternatives(path, **OPTIONS)
    assert second.ranks.tolist() == first.ranks.tolist()
    assert second.groups["sector"].codes.tolist() == first.groups["sector"].codes.tolist()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace(",rank_kam", ""), "only the head"),
        (HEAD.replace("rank_kam", "rank_ka") + ROWS, "column rank_kam: this column is missing"),
        (HEAD + ROWS.replace("Retail", "Retial"), "row 3, column sector: no group is written so"),
        (HEAD + ROWS.replace("R1,Banking,1,2", "R1,Banking,1,1"), "row 4: the ranks of a"),
        (HEAD + ROWS + "1,R3,Banking,1,2\n", "reconstruction 1 has 3 respondents; allowed: 2"),
        (HEAD + ROWS.replace("2,R2", "two,R2"), "row 3, column reconstruction: no whole number"),
        (HEAD + "1,R1\n", "row 2 has 2 cells, the head 5"),
        ("", "cannot be read"),
    ],
)
def test_faults_are_told_with_their_place(data, text, said):
    with pytest.raises(InputError) as raised:
        read_alternatives(data(text), **OPTIONS)
    assert said in str(raised.value)


def test_a_missing_or_a_damaged_file_is_told(data, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_alternatives(tmp_path / "none.csv", **OPTIONS)
    path = data(HEAD + ROWS, "sets.csv.gz")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(InputError, match="cannot be read"):
        read_alternatives(path, **OPTIONS)


SCORES = "reconstruction,sector,brand,kam\n2,Banking,40,50.5\n2,Retail,20,10\n1,Retail,0,100\n"
SCORED = {"themes": ["brand", "kam"], "sectors": ["Banks", "Retail"], "words": {"Banking": "Banks"}}


def test_sets_of_scores_come_out_as_numbers(data):
    read = read_alternative_scores(data(f"{SCORES}1,Banking,1,2\n", "sets.csv.gz"), **SCORED)
    assert read["reconstruction"].to_list() == [2, 2, 1, 1]
    assert read["kam"].to_list() == [50.5, 10, 100, 2]
    assert read["sector"].to_list() == ["Banks", "Retail", "Retail", "Banks"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SCORES, "reconstruction 1 has no firm of the sector 'Banks'"),
        (SCORES.replace("kam", "kham"), "column kam: this column is missing"),
        (SCORES.replace("Retail,20", "Retial,20"), "row 3, column sector: no group is written so"),
        (SCORES.replace("50.5", "101"), "row 2, column kam: no score; allowed: 0 to 100"),
        (SCORES.replace("20,10", ",10"), "row 3, column brand: no score"),
        (SCORES.replace("1,Retail", "one,Retail"), "row 4, column reconstruction: no whole number"),
    ],
)
def test_faults_of_scores_are_told_with_their_place(data, text, said):
    with pytest.raises(InputError) as raised:
        read_alternative_scores(data(text), **SCORED)
    assert said in str(raised.value)
