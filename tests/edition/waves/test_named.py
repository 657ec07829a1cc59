"""Waves of an edition: how they are written, and what of them cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.edition.judgement import load_edition
from research.edition.waves.named import Waves
from tests.edition.faulty import problems

if TYPE_CHECKING:
    from pathlib import Path

    from research.errors import Problem

SOUND = """\
edition: late-2016
title: Made up
data:
  answers: {file: answers.csv, id: [person, quarter], wave: quarter, cluster: account}
questions:
  - {name: sector, type: single, column: Q1, codes: {1: Banking, 2: Insurance}}
  - {name: advocacy, type: nps, column: Q2}
waves:
  earlier:
    q4_2015: {label: Q4 2015, period: Q4}
    q3_2016: {cell: Q3/16}
  now: Q4/16
  period: Q4
  repeated: panel
  renamed: {advocacy: recommend, sector.insurance: [insurers, assurance]}
  comparable: [sector]
report: {sections: [{heading: One}]}
"""


def found(folder: Path, old: str = "", new: str = "") -> list[Problem]:
    return problems(folder / "late.yml", SOUND, old, new)


def test_waves_of_one_file_are_told_apart_by_a_column(tmp_path: Path) -> None:
    assert found(tmp_path) == []
    edition = load_edition(tmp_path / "late.yml")
    assert edition.wave_key == "late_2016"
    assert edition.waves.cells == {"q4_2015": "q4_2015", "q3_2016": "Q3/16"}
    assert edition.answers.filter == {"quarter": ["Q4/16"]}
    assert edition.banner_names == ["waves"]


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        (", wave: quarter", "", "waves.earlier.q4_2015", "no file, and data.answers no 'wave'"),
        ("  now: Q4/16\n", "", "waves", "'now' is missing"),
        ("Q4/16", "Q3/16", "waves.earlier.q3_2016", "the rows with 'Q3/16' are those of two waves"),
        ("q4_2015:", "late_2016:", "waves.earlier.late_2016", "is the key of this edition itself"),
        ("id: [person, quarter], ", "", "waves.repeated", "a panel is known by its ids"),
        (": panel", ": crowd", "waves.repeated", "'crowd' does not fit"),
        ("{advocacy: recom", "{advocay: recom", "waves.renamed.advocay", "mean 'advocacy'"),
        ("sector.insurance", "sector.insurers", "waves.renamed.sector.insurers", "'insurance'"),
        ("[sector]", "[sektor]", "waves.comparable.0", "did you mean 'sector'?"),
        ("[sector]", "[sector]\n  incomparable: [sector]", "waves.comparable", "and incomparable"),
        ("report:", "banners: {waves: [{question: sector}]}\nreport:", "banners.waves", "another"),
        ("{cell: Q3/16}", "{cell: Q3/16, file: a.yml}", "waves.earlier.q3_2016", "not go together"),
        ("{cell: Q3/16}", "../../a.yml", "waves.earlier.q3_2016.file", "leads out of the project"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, key: str, what: str
) -> None:
    (problem,) = found(tmp_path, old, new)
    assert (problem.key, what in str(problem)) == (key, True), str(problem)


def test_accounts_are_known_by_a_column(tmp_path: Path) -> None:
    assert found(tmp_path, ", cluster: account", "") == []
    unknown = SOUND.replace(", cluster: account", "")
    (problem,) = problems(tmp_path / "late.yml", unknown, ": panel", ": accounts")
    assert "give data.answers.cluster" in str(problem)


def test_previous_is_short_for_one_earlier_edition() -> None:
    waves = Waves.model_validate({"previous": "../late 2015.yml", "note": "made up"})
    assert list(waves.earlier) == ["late_2015"]
    assert waves.previous == "late_2015"
    assert str(waves.earlier["late_2015"].file) == "../late 2015.yml"
    assert Waves.model_validate({"previous": None}).earlier == {}


def test_both_ways_at_once_are_refused() -> None:
    with pytest.raises(ValueError, match="'previous' is short for one earlier edition"):
        Waves.model_validate({"previous": "a.yml", "earlier": {"b": "b.yml"}})


def test_a_file_that_is_two_waves_is_refused(tmp_path: Path) -> None:
    waves = SOUND[SOUND.index("waves:") : SOUND.index("report:")]
    (problem,) = found(tmp_path, waves, "waves: {earlier: {b: b.yml, c: b.yml}}\n")
    assert "'b.yml' is the wave 'b' already" in str(problem)


def test_names_of_old_are_those_that_it_had_and_has() -> None:
    waves = Waves.model_validate({"renamed": {"advocacy": "recommend", "sector.banks": ["b1"]}})
    assert waves.old_names("advocacy") == ["advocacy", "recommend"]
    assert waves.old_names("sector.banks") == ["banks", "b1"]
    assert waves.old_names("sector") == ["sector"]
