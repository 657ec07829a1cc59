"""A whole edition of a single respondent builds, and says what it cannot show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from research.build.verbs import build

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_an_edition_of_one_respondent_builds_and_says_what_it_leaves_out(params: Path) -> None:
    template = params.parents[1] / "reports" / "template"
    shutil.copytree(ROOT / "reports" / "template", template)
    answers = params.parents[1] / "data" / "respondents.csv"
    head, first, *_ = answers.read_text(encoding="utf-8").splitlines(keepends=True)
    answers.write_text(head + first, encoding="utf-8")
    text = params.read_text(encoding="utf-8")
    sections = "    - notebook: overall\n"
    assert sections in text
    more = f"{sections}    - notebook: confidence\n"
    params.write_text(text.replace(sections, more), encoding="utf-8")
    result = build(params)
    assert result.ok
    report = (params.parents[1] / "reports" / "small" / "report.html").read_text(encoding="utf-8")
    assert "A table is left out here: one respondent shows no variation" in report
    assert "No group is large enough for its ranks to be shown." in report
    assert "Overall priority of the themes" in report
    assert "Traceback" not in report
