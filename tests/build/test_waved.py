"""What `research check` says of a questionnaire beside that of earlier waves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from typer.testing import CliRunner

from research.build.waved import wave_lines
from research.cli import app

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = {
    "edition": "early",
    "title": "Made up",
    "data": {"answers": {"file": "../data/answers.csv"}},
    "questions": [
        {"name": "recommend", "type": "nps", "column": "Q5", "wording": "Would you recommend us?"},
        {
            "name": "service",
            "type": "scale",
            "column": "Q3",
            "wording": "How good is our service?",
            "codes": {"1": "Poor", "5": "Good"},
        },
        {
            "name": "sector",
            "type": "single",
            "column": "Q1",
            "codes": {"1": {"key": "banks", "text": "Banking"}, "2": "Retail"},
        },
        {"name": "dropped", "type": "numeric", "column": "Q9"},
    ],
    "report": {"sections": [{"heading": "One"}]},
}
LATER = {
    "edition": "late",
    "title": "Made up",
    "data": {"answers": {"file": "../data/answers.csv"}},
    "questions": [
        {"name": "advocacy", "type": "nps", "column": "Q5", "wording": "Would you recommend us?"},
        {
            "name": "service",
            "type": "scale",
            "column": "Q3",
            "wording": "How good was our service?",
            "codes": {"1": "Poor", "7": "Good"},
        },
        {
            "name": "sector",
            "type": "single",
            "column": "Q1",
            "codes": {"1": {"key": "finance", "text": "Banking, insurance"}, "3": "Retail"},
        },
    ],
    "waves": {"earlier": {"early": "early.yml"}},
    "report": {"sections": [{"heading": "One"}]},
}


@pytest.fixture
def late(tmp_path: Path) -> Path:
    (tmp_path / "params").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "answers.csv").write_text("Q1,Q3,Q5,Q9\n1,2,9,4\n", encoding="utf-8")
    for name, content in (("early", EARLIER), ("late", LATER)):
        path = tmp_path / "params" / f"{name}.yml"
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def test_each_change_has_a_line_and_names_of_old_can_be_pasted(late: Path) -> None:
    assert wave_lines(late) == [
        "since early: 0 of 3 questions as they were, 1 new, 2 gone; 1 reworded, 1 on another "
        "scale and 1 recoded",
        "  service: 'is' is now 'was'",
        "  service: scale 1 to 7, then 1 to 5",
        "  sector: retail: written 3 in the file, then 2",
        "  sector: 1 answer or row is new: finance",
        "  sector: 1 answer or row is gone: banks",
        "  not asked then: advocacy",
        "  no longer asked: recommend, dropped",
        "  the same under another name? To confirm, write under waves: renamed: "
        "{advocacy: recommend, sector.finance: banks}",
    ]


def test_what_was_pasted_is_taken_for_the_same(late: Path) -> None:
    text = late.read_text(encoding="utf-8")
    renamed = "  renamed: {advocacy: recommend, sector.finance: banks}\n"
    late.write_text(text.replace("waves:\n", f"waves:\n{renamed}"), encoding="utf-8")
    shown = CliRunner().invoke(app, ["check", str(late)])
    assert shown.exit_code == 0, shown.output
    assert "0 new, 1 gone" in shown.output
    assert "  advocacy: was called recommend" in shown.output
    assert "  sector: finance: called 'Banking, insurance', then 'Banking'" in shown.output
    assert "To confirm" not in shown.output
