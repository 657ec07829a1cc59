"""An edition from a stranger's file, in an empty folder."""

from __future__ import annotations

import pytest

from research.build.checks import check, sections
from research.errors import InputError
from research.proposing.choices import asked
from research.proposing.proposal import propose
from research.starting.again import look_again
from research.starting.asking import ask
from research.starting.new import from_file
from tests.proposing.files import written

COLUMNS = {
    "Full name": ["Ann Alder", "Bo Birch", "Cy Cedar"],
    "sector": ["Banking", "Retail", "Energy", "Retail"],
    "recommend": [1, 4, 8, 9, 10, 11],
    "service_1": [1, 2, 3, 4, 5],
    "service_2": [5, 4, 4, 2, 1],
    "wgt": [0.5, 1.5],
}


@pytest.fixture
def started(tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return from_file("acme", written(tmp_path, COLUMNS), tmp_path / "project")


def test_a_new_edition_passes_the_check_and_every_section_can_be_made(started):
    assert check(started.params) == []
    chapters = sections(started.params)
    assert len(chapters) > 5
    assert not any(chapters.values())


def test_the_file_says_where_it_guessed(started):
    text = started.params.read_text(encoding="utf-8")
    assert "# the cells hold 1 to 11" in text
    assert "personal: [Full name]" in text
    assert "main: {column: wgt}" in text


def test_nothing_of_anybody_elses_cover_is_there(started):
    text = started.params.read_text(encoding="utf-8")
    for key in ("disclaimer", "authors", "publisher"):
        assert f"\n{key}:" not in text


def test_an_edition_that_is_there_stays(started, tmp_path):
    before = started.params.read_bytes()
    with pytest.raises(InputError, match="there already"):
        from_file("acme", written(tmp_path, {"other": ["a", "b"]}), tmp_path / "project")
    assert started.params.read_bytes() == before


def test_another_file_of_the_same_name_is_not_written_over(tmp_path):
    project = tmp_path / "project"
    (project / "data" / "acme").mkdir(parents=True)
    there = project / "data" / "acme" / "x.csv"
    there.write_text("precious", encoding="utf-8")
    with pytest.raises(InputError, match="another file is there"):
        from_file("acme", written(tmp_path, COLUMNS), project)
    assert there.read_text(encoding="utf-8") == "precious"
    assert not (project / "params").exists()


@pytest.mark.parametrize("name", ["", "a b", "../x", "template", "x.yml"])
def test_a_name_that_is_none_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(InputError, match="letters, digits and hyphens"):
        from_file(name, written(tmp_path, COLUMNS), tmp_path / "project")
    assert not (tmp_path / "project").exists()


def test_answers_of_a_file_are_taken_and_wrong_ones_told_all_at_once(tmp_path):
    answers = tmp_path / "answers.yml"
    answers.write_text(
        "title: What Acme's customers say\nweight: none\nbanner: [sector]\n"
        "types: {service_2: numeric}\n",
        encoding="utf-8",
    )
    source = written(tmp_path, COLUMNS)
    started = from_file("acme", source, tmp_path / "project", answers=answers)
    text = started.params.read_text(encoding="utf-8")
    assert "title: What Acme's customers say" in text
    assert "weights:" not in text
    assert "type: numeric, column: service_2" in text
    answers.write_text("wieght: none\nid: nobody\ntypes: {x: single}\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        from_file("beta", source, tmp_path / "project", answers=answers)
    assert [problem.row for problem in told.value.problems] == [1, 2, 3]


def test_a_person_is_asked_until_the_answer_is_one(tmp_path):
    proposal = propose(written(tmp_path, COLUMNS))
    questions = [one for one in asked(proposal, "Acme") if one.key in ("id", "weight", "banner")]
    typed = iter(["idd", "", "none", "sector"])
    said: list[str] = []
    answers = ask(questions, lambda _: next(typed), said.append)
    assert answers == {"id": "id", "weight": "none", "banner": ["sector"]}
    assert "'idd' is no answer here" in said[0]


def test_capitals_do_not_matter_where_one_answer_is_meant(tmp_path):
    proposal = propose(written(tmp_path, COLUMNS))
    questions = {one.key: one for one in asked(proposal, "Acme")}
    assert questions["personal"].read("full NAME") == ["Full name"]
    assert questions["weight"].read("WGT") == "wgt"
    assert questions["personal"].read("none") == []


def test_a_changed_file_is_compared_and_nothing_is_written(started, tmp_path):
    changed = dict(COLUMNS)
    changed.pop("wgt")
    changed["sector"] = ["Banking", "Retail", "Energy", "Farming"]
    changed["region"] = ["North", "South"]
    before = started.params.read_bytes()
    found = look_again(started.params, written(tmp_path, changed, "later.csv"))
    assert found.gone == {"wgt": "weights or volumes"}
    assert found.added == ["region"]
    assert found.codes == {"sector": {"Farming": 10}}
    lines = found.lines()
    assert any("name: region" in line for line in lines)
    assert started.params.read_bytes() == before


def test_columns_of_loops_and_words_are_named_by_their_questions(tmp_path):
    loop = {
        f"Q5_{item}_{what}": cells
        for item in (1, 2)
        for what, cells in (("name", ["A", "B"] if item == 1 else ["B", "A"]), ("rate", [1, 2, 3]))
    }
    words = {"Q1": ["North", "South", "Other"], "Q1[other]": ["", "", "The isles"]}
    source = written(tmp_path, loop | words)
    started = from_file("acme", source, tmp_path / "project")
    assert len(started.proposal.loops) == 1
    (line,) = look_again(started.params).lines()
    assert line.endswith("holds.")
    more = written(tmp_path, loop | words | {f"{head}_b": [1, 2, 3] for head in loop}, "more.csv")
    told = look_again(started.params, more)
    assert told.added == [f"{head}_b" for head in loop]


def test_a_file_that_has_not_changed_says_so_as_somebody_would_type_it(started):
    (line,) = look_again(started.params).lines()
    assert " data/acme/x.csv " in line.replace("\\", "/")
    assert line.endswith("holds.")
