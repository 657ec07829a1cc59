"""Who waived their anonymity: as the file says, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from research.chapters.customers import customers
from research.chapters.supplier.consenting import agreed_of, asking_of, commented_of
from research.study import open_study

ROOT = Path(__file__).parents[3]


def test_those_who_may_be_quoted_agreed_and_wrote():
    study = open_study(ROOT / "params" / "2016.yml")
    assert asking_of(study) == ["comment"]
    contacts = customers(study).contacts(1)
    raw = pd.read_csv(ROOT / "data" / "2016" / "contacts.csv")
    yes = set(raw.loc[(raw["survey"] == 2016) & (raw["quotable"] == "yes"), "contact"])
    assert set(contacts.loc[agreed_of(study, contacts), "contact"]) == yes
    assert set(contacts.loc[commented_of(study, contacts), "contact"]) == yes
