"""One changed label runs the chapters that print it, and leaves what a whole new run would give."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from research.build.verbs import build, explain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

    from research.pipeline.events import Summary

pytestmark = pytest.mark.slow

THEMES = [
    *("farming", "people", "brand", "hunting", "markets", "kam"),
    *("negotiating", "organisation", "channels", "ways", "technology", "category"),
]
# What speaks of the regions: their own chapter and those of the other breakdowns, whose sentences
# are chosen together; themes by all groups; those that find where a theme stands apart, those that
# say of whom the study tells, and those that hold the publication's words against the data.
BREAKDOWNS = {f"breakdown-{name}" for name in ("sector", "region", "size", "seniority")}
REGIONS = {"introduction", "overall", *BREAKDOWNS, *(f"theme-{theme}" for theme in THEMES)}
CHANGED = {
    "2015": (
        "text: Asia Pacific, phrase: in Asia Pacific",
        "text: Asia Pacific, phrase: in Asia and the Pacific",
        ("data.answers.region", "data.answers.*"),
        # The questionnaire, the method box and what themes mean ask for all questions.
        REGIONS | {"reconstruction", "conclusions", "standing", "questionnaire", "method"},
    ),
    "2016": (
        "column: portal, text: Portal",
        "column: portal, text: Customer portal",
        ("data.contacts",),
        # Tables of contacts are planned with all that may stand beside them, how far contacts can
        # be trusted is told by all that they were asked, and tickets meet their touchpoints.
        {"drivers", "comments-contacts", "crosstab-contacts", "integrity", "evidence", "operations"}
        # Categories and the nine drivers look up what was asked of contacts.
        | {"categories", "ninedrivers"}
        | {f"question-contacts-{name}" for name in ("recommend", "relationship-quality")},
    ),
}


@pytest.mark.parametrize("edition", CHANGED)
def test_one_changed_label_runs_just_the_chapters_that_use_it(
    edition: str, named: Callable[[str], Built], tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(named(edition).root, root)
    params = root / "params" / f"{edition}.yml"
    assert ran(build(params, engine="pandoc", formats=["html"])) == set()
    old, new, parts, expected = CHANGED[edition]
    text = params.read_text(encoding="utf-8")
    assert text.count(old) == 1
    params.write_text(text.replace(old, new), encoding="utf-8")
    reasons = [line for line in explain(params) if line.startswith("  ")]
    assert all(line.startswith(tuple(f"  setting {part}" for part in parts)) for line in reasons)
    assert ran(build(params, engine="pandoc", formats=["html"])) == expected
    kept = executed(root, edition)
    build(params, engine="pandoc", formats=["html"], force=True)
    assert executed(root, edition) == kept


def ran(summary: Summary) -> set[str]:
    return {part.what for part in summary.chapters if not part.kept}


def executed(root: Path, edition: str) -> dict[str, bytes]:
    folder = root / "reports" / edition / ".work" / "chapters"
    return {path.stem: path.read_bytes() for path in folder.glob("*.ipynb")}
