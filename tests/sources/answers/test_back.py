"""Words beside *other* that are coded back: who moves where, and what stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research import crosstab
from research.coding.desk import Desk
from research.coding.sheets import open_sheet
from research.errors import InputError
from research.sources.remarks import heard
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from research.study import Study

# Made up: how firms order, once the usual way, and all ways that they use.
PARAMS = """\
edition: made-up
title: Made up
privacy: {hide_base: 1, flag_base: 1}
data:
  answers: {file: ../data/answers.csv, id: id}
questions:
  - name: usual
    type: single
    column: Q1
    codes:
      1: {key: phone, text: By phone}
      2: {key: mail, text: By e-mail}
      3: {key: never, text: Never, role: none}
      9: {key: other, text: Another way, role: other, words: {column: Q1_text, back: usual.csv}}
    nets: {Direct: [1, 2]}
  - name: ways
    type: multi
    rows:
      phone: {column: Q2_1, text: By phone}
      mail: {column: Q2_2, text: By e-mail}
      none: {column: Q2_3, text: Not at all, role: none}
      other:
        {column: Q2_9, text: Another way, role: other, words: {column: Q2_text, back: ways.csv}}
  - {name: direct, type: single, of: usual, codes: {Direct: [phone, mail], Not: [never, other]}}
  - name: why
    type: single
    column: Q3
    codes: {1: Quick, 2: Cheap}
    base: {text: Those who order another way, filter: {usual: [other]}}
report: {sections: [{heading: Results}]}
"""
HEADS = "id,Q1,Q1_text,Q2_1,Q2_2,Q2_3,Q2_9,Q2_text,Q3"
ROWS = [
    "1,1,,1,0,0,0,,",
    "2,9,I send a mail,0,0,0,1,a mail and the phone,1",
    "3,9,they call me,1,0,0,1,by telephone,2",
    "4,9,through the portal,0,0,0,1,the portal,1",
    "5,2,,0,1,0,1,fax and mail,",
    "6,9,not a way at all,0,0,0,1,not at all,1",
    "7,9,,1,0,0,1,,2",
    "8,3,,0,0,1,0,,",
]
USUAL = {"2": "mail", "3": "phone", "4": "other", "6": "never"}
WAYS = {
    "2": "phone,mail",
    "3": "phone",
    "4": "other",
    "5": "mail,other",
    "6": "none",
}


@pytest.fixture
def project(tmp_path) -> Path:
    for folder in ("params", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "data" / "answers.csv").write_text("\n".join([HEADS, *ROWS]), encoding="utf-8")
    path = tmp_path / "params" / "made-up.yml"
    path.write_text(PARAMS, encoding="utf-8")
    return path


def sheet(project: Path, name: str, codes: dict[str, str]) -> None:
    lines = [f"{key},{given}" + "," * (3 - given.count(",")) for key, given in codes.items()]
    heads = "id,code_1,code_2,code_3,code_4" if name == "ways" else "id,code_1"
    lines = [line if name == "ways" else line.rstrip(",") for line in lines]
    file = project.parents[1] / "data" / f"{name}.csv"
    file.write_text("\n".join([heads, *lines]), encoding="utf-8")


@pytest.fixture
def study(project) -> Study:
    sheet(project, "usual", USUAL)
    sheet(project, "ways", WAYS)
    return open_study(project)


def counts(study: Study, name: str) -> dict[str, int]:
    tab = crosstab(study, name).tabs[0]
    return {key: int(value) for key, value in tab.counts["total"].items()}


def test_before_anybody_has_read_them_all_answers_are_as_given(project):
    with heard() as said:
        study = open_study(project)
        assert counts(study, "usual") == {
            "net.direct": 2, "phone": 1, "mail": 1, "other": 5, "never": 1,
        }  # fmt: skip
    told = [str(one) for one in said if "coded back" in str(one)]
    assert len(told) == 2
    assert "no words beside 'other' are coded back into 'usual' yet" in told[0]
    assert "research code writes the sheet" in told[0]


def test_who_answers_once_moves_from_other_to_the_code_that_was_found(study):
    found = counts(study, "usual")
    assert {key: found[key] for key in ("phone", "mail", "other", "never")} == {
        "phone": 2, "mail": 2, "other": 2, "never": 2,
    }  # fmt: skip
    answers = study.read()
    assert answers.question("usual")["usual"].astype(str).tolist() == [
        "By phone", "By e-mail", "By phone", "Another way",
        "By e-mail", "Never", "Another way", "Never",
    ]  # fmt: skip
    assert answers.roles("usual")["none"].tolist() == [False] * 5 + [True, False, True]


def test_who_answers_several_times_has_more_codes_and_leaves_other_unless_it_is_given(study):
    held = study.read().question("ways")
    assert held["phone"].tolist() == [True, True, True, False, False, False, True, False]
    assert held["mail"].tolist() == [False, True, False, False, True, False, False, False]
    assert held["other"].tolist() == [False, False, False, True, True, False, True, False]
    assert held["none"].tolist() == [False] * 5 + [True, False, True]


def test_bases_stay_and_so_do_the_words_and_who_was_led_on(project, study):
    plain = project.parents[1] / "data"
    for name in ("usual.csv", "ways.csv"):
        (plain / name).unlink()
    with heard():
        before = open_study(project).read()
    after = study.read()
    for name in ("usual", "ways", "why"):
        assert (after.asked(name) == before.asked(name)).all()
    for name in ("usual_other", "ways_other", "why"):
        assert after.texts(name).equals(before.texts(name))
    bases = crosstab(study, "ways").tabs[0].bases["answered"]
    assert bases["total"].loc["unweighted"] == 8


def test_what_is_derived_follows_what_was_meant(study):
    assert study.read().question("direct")["direct"].astype(str).tolist() == [
        "Direct", "Direct", "Direct", "Not", "Direct", "Not", "Not", "Not",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "count"), [("usual", 3), ("ways", 4)])
def test_a_table_says_how_many_were_coded_back(study, name, count):
    note = f"{count} answers 'Another way' were coded back from the words beside them."
    assert note in crosstab(study, name).tabs[0].notes
    assert not [text for text in crosstab(study, "why").tabs[0].notes if "coded back" in text]


def test_one_answer_coded_back_is_told_as_one(project):
    sheet(project, "usual", {"2": "mail", "4": "other"})
    with heard():
        notes = crosstab(open_study(project), "usual").tabs[0].notes
    assert "1 answer 'Another way' was coded back from the words beside it." in notes


@pytest.mark.parametrize(
    ("name", "codes", "what"),
    [
        ("usual", {"1": "mail"}, "1 did not choose 'Another way'"),
        ("ways", {"1": "mail"}, "1 did not choose 'Another way'"),
        ("ways", {"7": "none"}, "7 chose others beside 'Not at all'"),
        ("ways", {"3": "none,phone"}, "'none' says that a comment is about nothing"),
        ("usual", {"2": "fax"}, "'fax' is no code of the frame"),
    ],
)
def test_what_contradicts_the_answers_is_an_error_in_a_sentence(project, name, codes, what):
    sheet(project, name, codes)
    with heard(), pytest.raises(InputError) as caught:
        open_study(project).read()
    (problem,) = caught.value.problems
    assert problem.what.startswith(what)
    assert (problem.file.name, problem.row) == (f"{name}.csv", 2)
    assert problem.hint


def test_codes_of_nobody_in_the_file_are_told_and_not_used(project):
    sheet(project, "usual", {"99": "mail"})
    with heard() as said:
        study = open_study(project)
        assert counts(study, "usual")["mail"] == 1
    assert any("of nobody in the file of answers" in str(one) for one in said)


def test_the_sheet_has_the_words_of_who_chose_other_and_is_read_back(project):
    with heard():
        study = open_study(project)
        work = open_sheet(study, "usual")
        assert [*work.comments] == [("2",), ("3",), ("4",), ("6",)]
        assert [*work.frame.leaves] == ["phone", "mail", "never", "other"]
        desk = Desk(work, coder="ann")
        desk.give(0, "phone")
        # One answer has one code: the next takes its place.
        desk.give(0, "mail")
        assert work.codes(("2",)) == ["mail"]
        assert open_study(project).read().question("usual")["usual"].astype(str)["2"] == "By e-mail"
        with pytest.raises(InputError, match="2 questions are coded"):
            open_sheet(study)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("Another way, role: other, words: {column: Q1", "Another way, words: {column: Q1",
         "the words beside 'other' are not coded back: its role is not 'other'"),
        ("back: usual.csv", "back: ../../usual.csv", "leads out of the project"),
    ],
)  # fmt: skip
def test_what_cannot_be_coded_back_is_refused(project, before, after, what):
    project.write_text(PARAMS.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_study(project)
    assert what in str(caught.value)


def test_words_beside_a_row_of_a_grid_are_not_coded_back(project):
    grid = """
  - name: rated
    type: grid
    codes: {1: Bad, 2: Good}
    rows: {a: {column: Q2_1, role: other, words: {column: Q2_text, back: rated.csv}}}
"""
    text = PARAMS.replace(
        "report:", f"{grid.strip()}\nreport:".replace("- name: rated", "  - name: rated", 1)
    )
    project.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="coded back into single or multi, and not into grid"):
        open_study(project)
