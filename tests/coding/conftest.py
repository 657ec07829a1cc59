from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

FRAME = """\
# A made-up code frame.
version: 1
codes:
  answers:
    text: Getting an answer
    codes:
      slow: {text: Answers come late, tone: problem}
      quick: {text: Answers come fast, tone: praise}
  price: {text: Price, tone: problem}
  nothing: {text: Says nothing of use, role: none}
"""
PARAMS = """\
edition: made-up
title: Made up
data:
  answers:
    file: ../data/answers.csv
    id: id
    personal: [name]
questions:
  - {name: comment, type: open, column: comment}
  - name: topics
    type: multi
    coding: {of: comment, frame: frame.yml, file: coded.csv, second: again.csv, most: 2}
report: {sections: [{heading: Results}]}
"""
SAID = {
    "slow": ["{} days for an answer", "we wait {} days for a reply", "the reply took {} days"],
    "quick": [
        "an answer in {} minutes",
        "they reply within {} minutes",
        "{} minutes and it was done",
    ],
    "price": [
        "{} euro is too dear",
        "they ask {} euro more than others",
        "the price rose by {} euro",
    ],
}


def lines(count: int = 60) -> list[str]:
    """Comments of so many made-up people."""
    made = []
    for at in range(count):
        texts = SAID[["slow", "quick", "price"][at % 3]]
        made.append(f"{at:03d},Zora Vukasovich,{texts[at // 3 % len(texts)].format(at)}")
    return made


@pytest.fixture
def project(tmp_path) -> Path:
    for folder in ("params", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "data" / "frame.yml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "data" / "answers.csv").write_text(
        "\n".join(["id,name,comment", *lines(), "900,Ann Other,-"]), encoding="utf-8"
    )
    path = tmp_path / "params" / "made-up.yml"
    path.write_text(PARAMS, encoding="utf-8")
    return path


@pytest.fixture
def study(project) -> Study:
    return open_study(project)
