"""The SPSS file holds what was drawn, sets and missing codes among it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyreadstat
import pytest

from surveys import spss

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spss.write(tmp_path_factory.mktemp("spss")).parent


def read(folder: Path) -> pd.DataFrame:
    """The file with its missing codes; the first of each id."""
    frame = pyreadstat.read_sav(folder / spss.NAME, user_missing=True)[0]
    return frame.drop_duplicates("id")


def texts_of(values: list[float]) -> dict[str, int]:
    return dict(Counter(f"{value:g}" for value in values if not np.isnan(value)))


@pytest.mark.parametrize("name", ["answers.sav", "answers.zsav", "answers_de.sav"])
def test_the_sets_are_read_back_from_each_file(folder, name):
    frame, meta = pyreadstat.read_sav(folder / name, user_missing=True)
    kinds = {each: said["type"] for each, said in meta.mr_sets.items()}
    assert kinds == {"used": "D", "events": "D", "brands": "C", "plans": "E"}
    assert meta.mr_sets["used"]["variable_list"] == list(spss.CHANNELS)
    assert meta.mr_sets["brands"]["label"] == "Suppliers that come to mind"
    assert len(frame) == spss.truth().rows


def test_a_reader_loses_the_counted_value_of_a_string_set(folder):
    meta = pyreadstat.read_sav(folder / spss.NAME, metadataonly=True)[1]
    assert meta.mr_sets["used"]["counted_value"] == 1
    assert meta.mr_sets["events"]["counted_value"] is None
    assert b"$events=D3 Yes " in (folder / spss.NAME).read_bytes()


def test_missing_codes_go_unless_they_are_asked_for(folder):
    said = spss.truth().counted["sector"].counts
    plain, meta = pyreadstat.read_sav(folder / spss.NAME)
    assert not plain["Q1"].isin([98, 99]).any()
    assert not meta.missing_ranges
    meta = pyreadstat.read_sav(folder / spss.NAME, user_missing=True, metadataonly=True)[1]
    assert meta.missing_ranges["Q7_2"] == [{"lo": 98.0, "hi": 99.0}]
    held = texts_of(read(folder)["Q1"].tolist())
    assert {code: held[code] for code in said} == said
    assert held["6"] == 2


def test_a_scale_has_labels_at_its_ends_alone(folder):
    frame = read(folder)
    meta = pyreadstat.read_sav(folder / spss.NAME, metadataonly=True)[1]
    assert set(meta.variable_value_labels["Q7_1"]) == {1, 5, 98, 99}
    assert set(meta.variable_value_labels["Q5"]) == {0, 10, 98}
    said = spss.truth().counted["service.Q7_2"]
    held = texts_of(frame["Q7_2"].tolist())
    assert {code: held.get(code, 0) for code in said.counts} == said.counts
    assert said.unknown == {"7": held["7"]} == {"7": 3}
    assert said.asked == len(frame) - held["99"] == len(frame) - 7


def test_bases_and_oddities_are_those_of_the_truth(folder):
    frame = read(folder)
    said = spss.truth()
    customers = frame["status"] == 1
    care = said.counted["service.Q7_4"]
    assert care.asked == customers.sum()
    assert care.blank == (customers & frame["Q7_4"].isna()).sum() == 4
    assert care.unasked == (~customers & frame["Q7_4"].notna()).sum() == 3
    assert len(frame) == said.kept == said.rows - 1
    assert said.left_out == {"id given above": 1}
    assert said.odd["reasons that look missing"] == (frame["Q13"] == "NA").sum() > 0
    assert frame["Q13"].str.len().max() > 255
    assert frame["Q13"].str.contains("ü").any()
    staff = frame["Q11"].where(frame["Q11"] != spss.UNKNOWN_STAFF)
    assert said.measured["staff"].total == staff.sum()
    assert said.measured["staff"].answered == staff.notna().sum()


def test_multis_count_each_respondent_once(folder):
    frame = read(folder)
    said = spss.truth().counted
    assert said["used"].counts == {name: (frame[name] == 1).sum() for name in spss.CHANNELS}
    assert said["used"].blank == frame["Q9_1"].isna().sum() == 6
    assert said["events"].counts == {name: (frame[name] == "Yes").sum() for name in spss.EVENTS}
    named = frame[spss.MENTIONS]
    for code, count in said["brands"].counts.items():
        assert count == named.eq(float(code)).any(axis=1).sum()
    assert said["brands"].counts["8"] == 0
    both = named["Q12_1"].eq(named["Q12_2"]).sum()
    assert both == spss.truth().odd["a supplier named twice"] == 4


def test_the_second_file_has_the_labels_of_the_other_language(folder):
    english = pyreadstat.read_sav(folder / spss.NAME, metadataonly=True)[1]
    german = pyreadstat.read_sav(folder / "answers_de.sav", metadataonly=True)[1]
    assert english.column_names == german.column_names
    assert german.column_names_to_labels["Q11"].endswith("beschäftigt Ihr Unternehmen?")


def test_the_same_seed_writes_the_same_answers(folder, tmp_path):
    spss.draw.cache_clear()
    again = pyreadstat.read_sav(spss.write(tmp_path), user_missing=True)[0]
    assert again.equals(pyreadstat.read_sav(folder / spss.NAME, user_missing=True)[0])
