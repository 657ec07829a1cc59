from __future__ import annotations

from pathlib import Path

import pytest

import research.uses
from research.errors import InputError
from research.study import Study, open_study
from research.uses import noted


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_missing_parameter_file_says_where_it_was_sought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        open_study("params/none.yml")
    (problem,) = caught.value.problems
    assert str(problem.file) == str(Path("params/none.yml"))
    assert str(tmp_path) in problem.what
    assert "name a YAML file" in problem.hint


def test_opening_reads_no_data(params: Path) -> None:
    (params.parents[1] / "data" / "respondents.csv").unlink()
    opened = open_study(params)
    assert [theme.key for theme in opened.themes] == ["retain", "staff", "offer", "win"]
    with pytest.raises(InputError, match="no such file"):
        _ = opened.ranks


def test_ranks_and_respondents_are_one_row_each_in_the_order_of_the_data(study: Study) -> None:
    assert list(study.ranks.columns) == ["retain", "staff", "offer", "win"]
    assert study.ranks.loc["R7"].tolist() == [4, 1, 3, 2]
    assert study.ranks.index.equals(study.respondents.index)
    assert study.respondents["reason"].isna().tolist() == [False, False, True, *[False] * 3, True,
                                                           False]  # fmt: skip


def test_personal_fields_are_gone(study: Study) -> None:
    assert {"name", "email", "company", "job_title", "anonymity_waived"}.isdisjoint(
        study.respondents.columns
    )
    written = study.respondents.to_csv()
    assert not [word for word in ("Quorblat", "Vexplorn", "example.com") if word in written]


def test_data_are_read_once(params: Path) -> None:
    opened = open_study(params)
    first = opened.respondents
    (params.parents[1] / "data" / "respondents.csv").unlink()
    assert opened.respondents is first
    assert len(opened.ranks) == len(first)


def test_assessments_are_scores_of_firms(study: Study) -> None:
    assert study.assessments.loc["A3", ["sector", "retain"]].tolist() == ["Retail", 80]


def test_files_read_are_told_relative_to_the_edition(
    params: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(research.uses, "_noted", {})
    opened = open_study(params)
    assert noted() == []
    opened.theme_text("staff")
    _ = opened.ranks
    assert [name for name in noted() if "#" not in name] == [
        "data/respondents.csv",
        "params/themes/staff.yml",
    ]


def test_an_edition_without_a_file_says_which_key_is_missing(params: Path) -> None:
    replace(
        params, "  benchmark: {question: capability, by: assessed_sector, points: [banking]}\n", ""
    )
    with pytest.raises(InputError) as caught:
        _ = open_study(params).assessments
    (problem,) = caught.value.problems
    assert problem.key == "themes.benchmark"


def test_an_edition_without_theme_texts_says_which_key_is_missing(params: Path) -> None:
    replace(params, "  themes: themes\n", "")
    with pytest.raises(InputError) as caught:
        open_study(params).theme_text("staff")
    assert caught.value.problems[0].key == "texts.themes"


def _following(params: Path, previous: str) -> Study:
    """An edition that names another as the one before."""
    text = params.read_text(encoding="utf-8").replace("edition: small", "edition: next")
    path = params.with_name("next.yml")
    path.write_text(f"{text}\nwaves: {{previous: {previous}}}\n", encoding="utf-8")
    return open_study(path)


def test_the_edition_before_is_a_study_whose_uses_are_noted(
    params: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(research.uses, "_noted", {})
    following = _following(params, "small.yml")
    assert noted() == []
    assert following.previous.config.edition == "small"
    assert following.previous.ranks.shape == (8, 4)
    assert noted() == [
        "data/respondents.csv",
        "params/next.yml#waves",
        "params/small.yml#data.answers",
        "params/small.yml#data.answers.priorities:answers",
        "params/small.yml#edition",
        "params/small.yml#themes",
    ]


def test_an_edition_without_one_before_says_which_key_is_missing(study: Study) -> None:
    with pytest.raises(InputError, match=r"waves\.earlier"):
        _ = study.previous
