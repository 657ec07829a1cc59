from __future__ import annotations

from research.audit.integrity import integrity
from research.build.checks import Examined
from research.errors import Problem
from research.study import open_study


def test_the_lights_stand_with_what_to_do_and_nobody_is_named():
    study = open_study("params/customers.yml")
    section = integrity(Examined("params/customers.yml", study=study))
    assert section is not None
    assert section.lead.startswith("One of six threats to the data is red: biased answers.")
    signs = {row[0]: row[4] for row in section.grid.rows}
    assert signs["Answers that exclude each other"] == "■ red"
    assert signs["Lowest reliability of a battery"] == "not measured"
    flagged = {section.grid.rows[at][0] for at in section.grid.flagged}
    assert flagged == {"Answers that exclude each other"}
    said = [point.text for point in section.points]
    assert said[0].startswith("Answers that exclude each other: Reword the questions")
    assert any("30 of 412 (7.3%)" in text for text in said)
    ids = [str(one) for one in study.read().frame.index]
    assert not [one for one in ids if any(one in text for text in said)]


def test_nothing_is_said_of_data_that_cannot_be_read():
    study = open_study("params/customers.yml")
    problems = [Problem("answers.csv", "the file is missing")]
    assert integrity(Examined("params/customers.yml", problems=problems, study=study)) is None
    assert integrity(Examined("params/customers.yml")) is None
