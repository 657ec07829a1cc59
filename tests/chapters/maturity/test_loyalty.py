"""Experience and loyalty: what goes together, and what is said where nobody was asked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from assessed import FIRMS, ROOT, stranger

from research.chapters.maturity import loyalty
from research.display.text import Text
from research.study import open_study


def test_buying_more_and_trying_something_new_go_with_the_experience():
    table = loyalty.loyalty_table(open_study(FIRMS))
    firms = pd.read_csv(ROOT / "data" / "maturity" / "firms.csv")
    for name, row in zip(
        ("more", "new", "recommend"), table.frame.to_dict("records"), strict=False
    ):
        assert row["r"] == pytest.approx(np.corrcoef(firms["experience"], firms[name])[0, 1])
        best = firms["experience"] >= firms["experience"].quantile(0.75)
        assert row["best"] == pytest.approx(firms.loc[best, name].mean())
        assert row["low"] < row["r"] < row["high"]
    r = table.frame["r"].tolist()
    assert r[0] > r[1] > r[2]
    assert "need not be cause and effect" in table.notes[0]


def test_where_nobody_was_asked_it_says_so(tmp_path):
    said = loyalty.loyalty_table(stranger(tmp_path))
    assert isinstance(said, Text)
    assert "does not say what customers of the firms would do" in said.markdown
