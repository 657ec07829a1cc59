from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.prose import observation
from research.prose.wordings import OPENINGS, worded, wordings

SOURCE = Path(observation.__file__).parent


@pytest.mark.parametrize("rule", wordings())
def test_every_rule_has_a_different_wording_for_every_opening(rule: str) -> None:
    templates = wordings()[rule]
    assert tuple(templates) == OPENINGS
    assert len({template.split()[0] for template in templates.values()}) > 1
    assert len(set(templates.values())) == len(OPENINGS)


@pytest.mark.parametrize("rule", wordings())
def test_every_wording_is_used_by_a_rule(rule: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    assert f'"{rule}"' in code


def test_no_wording_holds_a_figure_of_its_own() -> None:
    text = (SOURCE / "wordings.yml").read_text(encoding="utf-8")
    sentences = [line for line in text.splitlines() if not line.startswith("#")]
    assert not any(re.search(r"\d", line) for line in sentences)


def test_parts_are_put_into_sentences() -> None:
    parts = {"name": "KAM", "high": "first or second", "all": "all three", "many": "regions"}
    assert worded("everywhere", **parts) == (
        "KAM is first or second in all three regions.",
        "All three regions rank KAM first or second.",
        "In all three regions, KAM is first or second.",
    )
