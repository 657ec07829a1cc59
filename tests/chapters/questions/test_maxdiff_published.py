"""A MaxDiff of others, read, counted, modelled and tabulated as an edition's is."""

from __future__ import annotations

import shutil
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

from research.chapters.questions.maxdiff import items_table
from research.chapters.tabs.planned import study_tab
from research.display.table import Table
from research.statistics.choices.best_worst import maxdiff_counts, maxdiff_logit
from research.study import Study, open_study

if TYPE_CHECKING:
    from research.statistics.choices.best_worst import MaxDiff

DATA = Path(__file__).parents[2] / "data"
KNOWN = yaml.safe_load((DATA / "issues.yml").read_text(encoding="utf-8"))
ISSUES: dict[str, list[float]] = KNOWN["issues"]
SHOWN = [f"item{place}" for place in range(1, 5)]


def edition() -> dict[str, Any]:
    """The survey as a parameter file describes it."""
    asked = {
        "name": "issues",
        "type": "maxdiff",
        "codes": {number: {"key": key, "text": key} for number, key in enumerate(ISSUES, 1)},
        "tasks": {"count": 13, "best": "best{task}", "worst": "worst{task}"},
        "design": {"file": "issues-design.csv"},
    }
    return {
        "edition": "voters",
        "title": "What voters find important",
        "data": {"answers": {"file": "issues.csv", "id": "id"}},
        "questions": [asked],
        "report": {"sections": [{"notebook": "maxdiff"}]},
    }


@pytest.fixture(scope="module")
def voters(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("voters")
    for name in ("issues.csv", "issues-design.csv"):
        shutil.copy(DATA / name, folder / name)
    path = folder / "voters.yml"
    path.write_text(yaml.safe_dump(edition(), sort_keys=False), encoding="utf-8")
    return open_study(path)


def long(study: Study) -> pd.DataFrame:
    """A row a task, as the statistics take them."""
    answers = pd.read_csv(DATA / "issues.csv")
    design = pd.read_csv(DATA / "issues-design.csv").set_index("task")
    assert len(answers) == len(study.answers)
    return pd.DataFrame(
        [
            {
                "voter": row["id"],
                **design.loc[task].to_dict(),
                "best": row[f"best{task}"],
                "worst": row[f"worst{task}"],
            }
            for row in answers.to_dict("records")
            for task in design.index
        ]
    )


def by_issue(found: MaxDiff) -> pd.DataFrame:
    frame = found.frame
    return frame.set_index(frame.index.map(dict(enumerate(ISSUES, 1)))).loc[list(ISSUES)]


def known(place: int) -> list[float]:
    return [row[place] for row in ISSUES.values()]


def test_single_voters_have_their_published_scores(voters: Study) -> None:
    scores = voters.read().question("issues")
    for one in KNOWN["published"]:
        # The package counts picks, the workbench in shares of the four times an issue was shown.
        assert 4 * scores.loc[str(one["voter"]), one["issue"]] == pytest.approx(one["score"])


def test_counts_and_utilities_are_those_of_other_programs(voters: Study) -> None:
    tasks = long(voters)
    counts = by_issue(maxdiff_counts(tasks, SHOWN, "best", "worst", respondent="voter"))
    assert counts[["shown", "best", "worst"]].to_numpy().T.tolist() == [
        known(0),
        known(1),
        known(2),
    ]
    fitted = maxdiff_logit(tasks, SHOWN, "best", "worst", respondent="voter")
    assert fitted.log_likelihood == pytest.approx(KNOWN["log_likelihood"], abs=1e-5)
    items = by_issue(fitted)
    assert items["utility"].tolist() == pytest.approx(known(3), abs=1e-6)
    size = KNOWN["voters"]
    errors = [error * sqrt(size / (size - 1)) for error in known(4)]
    assert items["se"].tolist() == pytest.approx(errors, abs=1.1e-6)
    assert items["share"].tolist() == pytest.approx(known(5), abs=1e-5)


def test_the_table_of_an_edition_holds_the_same(voters: Study) -> None:
    tab = study_tab(voters, "issues")
    total = tab.values["total"]
    assert tab.bases["answered"]["total"].loc["unweighted"] == KNOWN["voters"]
    for key, (shown, best, worst, _, _, share) in ISSUES.items():
        assert total.loc[f"{key}.best"] == pytest.approx(100 * best / shown)
        assert total.loc[f"{key}.worst"] == pytest.approx(100 * worst / shown)
        assert total.loc[f"{key}.score"] == pytest.approx(100 * (best - worst) / shown)
        assert total.loc[f"{key}.share"] == pytest.approx(share, abs=1e-5)


def test_the_chapter_puts_them_in_the_same_order(voters: Study) -> None:
    table = items_table(voters)
    assert isinstance(table, Table)
    order = sorted(ISSUES, key=lambda key: ISSUES[key][2] - ISSUES[key][1])
    assert list(table.labels or table.frame.index) == order
    assert [row[0].text for row in table.cells][:2] == ["52%", "45%"]
