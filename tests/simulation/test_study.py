from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.simulation.study import simulate_assessments, simulate_edition

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
