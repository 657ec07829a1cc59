from __future__ import annotations

from pathlib import Path

import pytest

import research.study
from research.errors import InputError, Problem
from research.study import Study, check, files_read, find, open_study


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_parameter_file_is_found_from_the_working_directory_upwards(
    params: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(params.parents[1] / "notebooks")
    assert find("params/small.yml") == params
    assert open_study("params/small.yml").root == params.parents[1]


def test_the_nearest_parameter_file_is_taken(params: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = params.parents[1] / "notebooks" / "params" / "small.yml"
    inner.parent.mkdir()
    inner.write_text(params.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(inner.parents[1])
    assert find("params/small.yml") == inner


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
    monkeypatch.setattr(research.study, "_read", {})
    opened = open_study(params)
    assert files_read() == []
    opened.theme_text("staff")
    _ = opened.ranks
    assert files_read() == ["data/respondents.csv", "params/themes/staff.yml"]


def test_an_edition_without_a_file_says_which_key_is_missing(params: Path) -> None:
    replace(params, "  assessments: ../data/assessments.csv\n", "")
    with pytest.raises(InputError) as caught:
        _ = open_study(params).assessments
    (problem,) = caught.value.problems
    assert problem.key == "data.assessments"


def test_an_edition_without_theme_texts_says_which_key_is_missing(params: Path) -> None:
    replace(params, "  themes: themes\n", "")
    with pytest.raises(InputError) as caught:
        open_study(params).theme_text("staff")
    assert caught.value.problems[0].key == "texts.themes"


def test_a_sound_edition_has_no_problems(params: Path) -> None:
    assert check(params) == []


def spoil_data(params: Path, old: str, new: str) -> None:
    replace(params.parents[1] / "data" / "respondents.csv", old, new)


def found(params: Path) -> Problem:
    (problem,) = check(params)
    return problem


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "what", "allowed"),
    [
        ("North,1,2,3,4", "North,1,2,2,4", 2, "rank_offer", "rank 2 is given twice", "once"),
        ("South,2,1,3,4", "South,2,1,3,13", 4, "rank_win", "no rank 13", "from 1 to 4"),
        ("South,2,1,4,3", "South,2,1,4,", 5, "rank_win", "empty", "from 1 to 4"),
        ("Mining,Quarry", "Minning,Quarry", 9, "sector", "'Minning' is unknown", "Mining"),
        ("rank_staff", "rank_stuff", 1, "rank_staff", "missing", ""),
    ],
)
def test_a_fault_of_the_data_comes_with_file_row_column_and_what_is_allowed(
    params: Path, old: str, new: str, row: int, column: str, what: str, allowed: str
) -> None:
    spoil_data(params, old, new)
    problem = next(item for item in check(params) if item.column == column)
    assert Path(problem.file).name == "respondents.csv"
    assert problem.row == row
    assert what in problem.what
    assert allowed in problem.allowed


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "empty"), ("respondent,größe\n".encode("latin-1"), "not written in UTF-8")],
)
def test_a_data_file_that_cannot_be_read_is_one_problem(
    params: Path, content: bytes, what: str
) -> None:
    (params.parents[1] / "data" / "respondents.csv").write_bytes(content)
    assert what in found(params).what


@pytest.mark.parametrize(
    ("old", "new", "key", "what", "allowed"),
    [
        ("notebook: overall", "notebook: overal", "report.sections.1.notebook", "overal", "theme"),
        ("text: about", "text: abuot", "report.sections.0.text", "no text 'abuot'", "about"),
        ("[sector, region]", "[sector, regoin]", "report.sections.2.each", "regoin", "region"),
        ("[retain, staff,", "[retian, staff,", "report.sections.3.each", "retian", "retain"),
    ],
)
def test_a_section_of_something_that_is_not_there_names_what_is(
    params: Path, old: str, new: str, key: str, what: str, allowed: str
) -> None:
    replace(params, old, new)
    problem = found(params)
    assert problem.key == key
    assert what in problem.what
    assert allowed in problem.allowed


def test_problems_of_all_files_come_at_once(params: Path) -> None:
    root = params.parents[1]
    replace(params, "notebook: overall", "notebook: overal")
    replace(params.parent / "themes" / "win.yml", "key: win", "kee: win")
    spoil_data(params, "North,1,2,3,4", "North,1,2,2,4")
    replace(root / "data" / "assessments.csv", "A2,Banking,50", "A2,Banking,500")
    files = [Path(problem.file).name for problem in check(params)]
    assert list(dict.fromkeys(files)) == [
        "small.yml",
        "win.yml",
        "respondents.csv",
        "assessments.csv",
    ]


def test_problems_of_the_parameter_file_come_first_and_alone(params: Path) -> None:
    replace(params, "title:", "titel:")
    spoil_data(params, "North,1,2,3,4", "North,1,2,2,4")
    assert {Path(problem.file).name for problem in check(params)} == {"small.yml"}


def _following(params: Path, previous: str) -> Study:
    """An edition that names another as the one before."""
    text = params.read_text(encoding="utf-8").replace("edition: small", "edition: next")
    path = params.with_name("next.yml")
    path.write_text(f"{text}\nwaves: {{previous: {previous}}}\n", encoding="utf-8")
    return open_study(path)


def test_the_edition_before_is_a_study_whose_files_are_noted_as_read(
    params: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(research.study, "_read", {})
    following = _following(params, "small.yml")
    assert files_read() == []
    assert following.previous.config.edition == "small"
    assert following.previous.ranks.shape == (8, 4)
    assert files_read() == ["data/respondents.csv", "params/small.yml"]


def test_an_edition_before_that_is_missing_is_a_problem(params: Path) -> None:
    (problem,) = check(_following(params, "nowhere.yml").path)
    assert "nowhere.yml" in str(problem)


def test_an_edition_without_one_before_says_which_key_is_missing(study: Study) -> None:
    with pytest.raises(InputError, match=r"waves\.previous"):
        _ = study.previous
