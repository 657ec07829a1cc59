from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from research.errors import InputError
from research.simulation.files import simulate
from research.study import open_study

ROOT = Path(__file__).parents[2]


def test_an_edition_before_fieldwork_gets_answers_that_pass_its_own_contract(params: Path) -> None:
    for path in (params.parent.parent / "data").glob("*.csv"):
        path.unlink()
    written = simulate(params, respondents=40, seed=3)
    study = open_study(params)
    assert written
    assert study.ranks.shape == (40, len(study.themes))
    assert study.assessments.shape[1] == 1 + len(study.themes)


def test_data_that_are_there_stay(params: Path) -> None:
    before = {path: path.read_bytes() for path in params.parent.parent.rglob("*.csv")}
    with pytest.raises(InputError, match="there are data already") as caught:
        simulate(params)
    assert len(caught.value.problems) == len(before)
    assert {path: path.read_bytes() for path in before} == before


def test_real_data_stay_whoever_forces(params: Path) -> None:
    before = {path: path.read_bytes() for path in params.parent.parent.rglob("*.csv")}
    with pytest.raises(InputError, match="real data are never written over"):
        simulate(params, force=True)
    assert {path: path.read_bytes() for path in before} == before


def test_the_same_seed_gives_the_same_files(params: Path) -> None:
    for path in (params.parent.parent / "data").glob("*.csv"):
        path.unlink()
    first = [path.read_bytes() for path in simulate(params, seed=5)]
    again = [path.read_bytes() for path in simulate(params, seed=5, force=True)]
    other = [path.read_bytes() for path in simulate(params, seed=6, force=True)]
    assert first == again != other


def test_the_simulated_edition_is_written_again_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    shutil.copy(ROOT / "params/2016.yml", tmp_path / "params/2016.yml")
    (tmp_path / "data" / "2016").mkdir(parents=True)
    shutil.copy(ROOT / "data/2016/comments.yml", tmp_path / "data/2016/comments.yml")
    written = simulate(tmp_path / "params/2016.yml")
    assert {path.name for path in written} >= {"respondents.csv", "accounts.csv", "contacts.csv"}
    for path in written:
        if path.parent.name == "2016":
            assert path.read_bytes() == (ROOT / "data/2016" / path.name).read_bytes(), path.name
    # What is no table of the study gets dummies, in its own place.
    others = {path.relative_to(tmp_path / "data").as_posix() for path in written}
    assert {"scorecards/items.csv", "scorecards/relations.csv"} <= others
