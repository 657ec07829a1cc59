from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.simulation.study import _moved, simulate_assessments, simulate_edition

COMMITTED = Path(__file__).parents[2] / "data" / "2016"


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("edition") / "2016"
    simulate_edition(folder)
    return folder


@pytest.mark.parametrize(
    "name", ["respondents", "assessments", "accounts", "contacts", "benchmark"]
)
def test_the_committed_files_come_out_again_byte_for_byte(written, name):
    assert (written / f"{name}.csv").read_bytes() == (COMMITTED / f"{name}.csv").read_bytes()


def test_a_person_has_one_name_in_both_surveys(written):
    contacts = pd.read_csv(written / "contacts.csv")
    assert len(contacts[["contact", "name"]].drop_duplicates()) == 2_500
    assert contacts["email"].str.endswith("@example.com").all()


def test_only_those_who_answered_comment(written):
    contacts = pd.read_csv(written / "contacts.csv")
    assert contacts.loc[contacts["comment"].notna(), "recommend"].notna().all()
    assert contacts["comment"].notna().sum() > 300


def test_the_readme_opens_by_saying_that_nobody_exists():
    assert (COMMITTED / "README.md").read_text().startswith("These data are simulated")


def test_another_seed_gives_other_assessments():
    one, two = (simulate_assessments(["people", "brand"], seed=seed) for seed in (1, 2))
    assert not one.equals(two)
    assert one["people"].between(0, 100).all()


def test_surveys_and_days_of_another_year_move_on_and_nothing_else():
    days = pd.to_datetime(["2016-02-29", None, "2016-07-01"])
    frame = pd.DataFrame(
        {
            "survey": [2015, 2016, 2016],
            "due": ["2016-12-31", "", None],
            "answered_on": days,
            "note": ["On 2016-01-01", "2016", "x"],
            "revenue": [2016, 2015, 1],
        }
    )
    moved = _moved(frame, (2016, 2017))
    assert list(moved["survey"]) == [2016, 2017, 2017]
    assert moved["due"].fillna("-").tolist() == ["2017-12-31", "", "-"]
    assert moved["answered_on"].dt.strftime("%Y-%m-%d").fillna("-").tolist() == [
        "2017-02-28",
        "-",
        "2017-07-01",
    ]
    assert moved[["note", "revenue"]].equals(frame[["note", "revenue"]])
    assert _moved(frame, (2015, 2016)) is frame
