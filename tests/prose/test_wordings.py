from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from research.prose import observation
from research.prose.wordings import OPENINGS, worded
from research.wording.frames import Frames

SOURCE = Path(observation.__file__).parent
RULES = {
    (path.stem, name): found
    for path in SOURCE.glob("*.yml")
    for name, found in yaml.safe_load(path.read_text(encoding="utf-8"))["en"].items()
    if isinstance(found, dict) and set(OPENINGS) & set(found)
}


def test_there_are_rules() -> None:
    assert len(RULES) > 50


@pytest.mark.parametrize("rule", RULES, ids="/".join)
def test_every_rule_has_a_different_wording_for_every_opening(rule: tuple[str, str]) -> None:
    templates: dict[str, Any] = RULES[rule]
    assert tuple(templates) == OPENINGS
    assert len({template.split()[0] for template in templates.values()}) > 1
    assert len(set(templates.values())) == len(OPENINGS)


@pytest.mark.parametrize("rule", RULES, ids="/".join)
def test_no_wording_holds_a_figure_of_its_own(rule: tuple[str, str]) -> None:
    assert not any(re.search(r"\d", template) for template in RULES[rule].values())


def test_parts_are_put_into_sentences() -> None:
    parts = {"high": "first or second", "all": "all three", "many": "regions"}
    ranks = Frames(str(SOURCE / "ranks.py"))
    assert worded(ranks, "everywhere", {"name": "KAM", "depth": "twelve"}, **parts) == (
        "KAM is first or second in all three regions.",
        "All three regions rank KAM first or second.",
        "In all three regions, KAM is first or second.",
    )


def test_a_part_that_no_opening_asks_for_is_refused() -> None:
    ranks = Frames(str(SOURCE / "ranks.py"))
    with pytest.raises(TypeError, match="see depth"):
        worded(ranks, "leads in", {}, name="KAM", rank="third", where="in Asia", depth="twelve")
