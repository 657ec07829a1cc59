from __future__ import annotations

import pytest

from research.edition.codeframe import frame_of, open_parameters, read_frame
from research.edition.judgement import load_edition
from research.edition.questions import Question
from research.errors import InputError

FRAME = """\
# A made-up code frame.
version: 2
codes:
  service:
    text: Service
    codes:
      answers:
        text: Getting an answer
        codes:
          slow: {text: Answers come late, tone: problem, was: [late, waiting]}
          quick: {text: Answers come fast, tone: praise}
      experts: They know our trade
  price: {text: Price, since: 2}
  nothing: {text: Says nothing of use, role: none}
"""
PARAMS = """\
edition: made-up
title: Made up
data:
  answers:
    file: ../data/answers.csv
    id: id
questions:
  - {name: comment, type: open, column: comment}
  - name: topics
    type: multi
    coding: {of: comment, frame: frame.yml, file: coded.csv}
report: {sections: [{heading: Results}]}
"""


@pytest.fixture
def frame(tmp_path):
    """Writes a frame and reads it."""

    def reading(text=FRAME):
        path = tmp_path / "frame.yml"
        path.write_text(text, encoding="utf-8")
        return read_frame(path)

    return reading


@pytest.fixture
def project(tmp_path):
    for folder in ("params", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "data" / "frame.yml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "data" / "answers.csv").write_text("id,comment\n1,Late\n", encoding="utf-8")
    path = tmp_path / "params" / "made-up.yml"
    path.write_text(PARAMS, encoding="utf-8")
    return path


def said(caught) -> str:
    return "\n".join(str(problem) for problem in caught.value.problems)


def test_a_net_holds_the_codes_of_the_nets_within_it(frame):
    found = frame()
    assert list(found.leaves) == ["slow", "quick", "experts", "price", "nothing"]
    assert {key: codes for key, (_, codes) in found.nets.items()} == {
        "service": ["slow", "quick", "experts"],
        "answers": ["slow", "quick"],
    }


def test_codes_of_earlier_versions_lead_to_those_that_took_them_over(frame):
    assert frame().renamed == {"late": "slow", "waiting": "slow"}


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("  price: {", "  slow: {", "'slow' stands for two codes"),
        ("was: [late, waiting]", "was: [quick]", "'quick' stands for two codes"),
        ("since: 2", "since: 3", "'price' came with version 3, and the frame is 2"),
        (
            "slow: {text: Answers come late, tone: problem, was: [late, waiting]}",
            "slow: {text: Late, codes: {days: Days late}}",
            "'days' lies 3 nets deep",
        ),
        ("tone: praise", "tone: good", "tone"),
    ],
)
def test_a_frame_that_contradicts_itself_is_refused(frame, before, after, what):
    with pytest.raises(InputError) as caught:
        frame(FRAME.replace(before, after))
    assert what in said(caught)


def test_a_coded_question_has_the_codes_and_nets_of_its_frame(project):
    question = load_edition(project).answers.question("topics")
    assert [code.key for code in question.codes] == ["slow", "quick", "experts", "price", "nothing"]
    assert question.code("nothing").role == "none"
    assert {net.key: net.codes for net in question.nets}["answers"] == ["slow", "quick"]
    assert question.file_columns == [f"topics, code {place}" for place in (1, 2, 3, 4)]


def test_what_is_wrong_with_a_frame_is_told_with_its_own_file_and_row(project):
    path = project.parents[1] / "data" / "frame.yml"
    path.write_text(FRAME.replace("version: 2", "version: two"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_edition(project)
    (problem,) = caught.value.problems
    assert problem.file == path
    assert problem.row == 2


def test_a_missing_frame_is_one_problem_and_no_more(project):
    (project.parents[1] / "data" / "frame.yml").unlink()
    with pytest.raises(InputError) as caught:
        load_edition(project)
    assert len(caught.value.problems) == 1
    assert "frame.yml" in said(caught)


def test_codes_beside_a_frame_are_refused(project):
    text = PARAMS.replace("    coding:", "    codes: [a, b]\n    coding:")
    project.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_edition(project)
    assert "a coded question has its codes from its frame, and no 'codes'" in said(caught)


@pytest.mark.parametrize(
    ("of", "what"),
    [
        ("remark", "'remark' is no question of this table"),
        ("topics", "'topics' is of type multi; comments are an open question"),
    ],
)
def test_comments_that_are_no_open_question_are_told(project, of, what):
    project.write_text(PARAMS.replace("of: comment", f"of: {of}"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_edition(project)
    assert what in said(caught)


def test_a_frame_outside_the_project_is_not_read(project):
    project.write_text(PARAMS.replace("frame.yml", "../../frame.yml"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_edition(project)
    assert "frame.yml" in said(caught)


def test_parameter_files_without_codings_are_as_they_were_read(project):
    project.write_text(
        PARAMS.split("questions:")[0] + "report: {sections: [{heading: Results}]}\n",
        encoding="utf-8",
    )
    assert open_parameters(project).problems == ()


def test_the_answers_to_a_question_are_a_frame_that_words_are_coded_back_to():
    question = Question.model_validate(
        {
            "name": "ordered",
            "type": "single",
            "column": "Q4",
            "codes": {
                1: {"key": "phone", "text": "By phone"},
                2: {"key": "mail", "text": "By e-mail"},
                8: {"key": "gone", "text": "Not asked", "role": "not_asked"},
                9: {"key": "else", "text": "Another way", "role": "other"},
            },
            "nets": {"Direct": [1], "Any": ["1", "mail"]},
        }
    )
    frame = frame_of(question)
    assert [*frame.leaves] == ["phone", "mail", "else"]
    assert {key: codes for key, (_, codes) in frame.nets.items()} == {
        "direct": ["phone"],
        "any": ["mail"],
    }
    assert frame.leaves["else"].role == "other"
