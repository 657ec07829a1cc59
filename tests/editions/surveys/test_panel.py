"""The panel is as wide as it says, and its weights, revenue and grids are those drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from research.chapters.tabs.planned import study_tab
from research.study import open_study
from surveys import panel
from surveys.project import make

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return panel.write(tmp_path_factory.mktemp("panel"))


def columns(path: Path, *names: str) -> pd.DataFrame:
    return pq.read_table(path, columns=list(names)).to_pandas()


def test_raking_comes_to_the_weights_of_the_file_and_a_volume_tells_of_no_account(tmp_path):
    study = open_study(make("panel", tmp_path))
    theirs = study.weight("file")
    assert study.weight("main").to_numpy() == pytest.approx(theirs.to_numpy(), rel=1e-6)
    tab = study_tab(study, "segments", volume="revenue")
    said = panel.truth()
    missing = int((~(study.read().weight("revenue") > 0)).sum())
    assert f"{missing} respondents have no amount" in " ".join(tab.notes)
    largest = said.odd["largest account in thousandths"]
    assert f"The largest account makes {largest / 10:.0f}%" in " ".join(tab.notes)
    total = tab.bases["answered"]["total"].loc["weighted"]
    assert total == pytest.approx(said.measured["revenue of accounts"].total)
    by_sector = study_tab(study, "segments", "profile", volume="revenue")
    assert not by_sector.letters[[point.key for point in by_sector.points[1:4]]].any(axis=None)


def test_it_has_5000_rows_and_2500_columns(path):
    shape = pq.read_metadata(path)
    assert (shape.num_rows, shape.num_columns) == (5_000, 2_500)


def test_weights_bring_the_margins_to_those_of_the_market(path):
    frame = columns(path, "sector", "region", "wgt")
    for name, shares in (("sector", panel.SECTOR), ("region", panel.REGION)):
        weighted = frame.groupby(name, observed=True)["wgt"].sum() / len(frame)
        plain = frame[name].value_counts(normalize=True)
        for label, share in shares.items():
            assert weighted[label] == pytest.approx(share, abs=1e-9)
            assert plain[label] != pytest.approx(share, abs=5e-3)
        assert frame[name].value_counts().to_dict() == panel.truth().counted[name].counts
    assert panel.truth().measured["weight"].total == pytest.approx(len(frame))


def test_one_account_is_four_tenths_of_the_revenue(path):
    frame = columns(path, "account", "revenue")
    accounts = frame.groupby("account")["revenue"].first()
    said = panel.truth()
    assert accounts.max() / accounts.sum() == pytest.approx(0.4, abs=1e-6)
    assert said.odd["largest account in thousandths"] == 400
    assert said.measured["revenue of accounts"].total == pytest.approx(accounts.sum())
    assert said.odd["accounts without revenue"] == accounts.isna().sum() > 0
    assert said.odd["accounts"] == len(accounts)
    assert (frame["account"].value_counts() > 1).any()
    assert frame["account"].str.fullmatch(r"\d{5}").all()


def test_days_are_days(path):
    days = pq.read_table(path, columns=["answered"])["answered"]
    assert str(days.type) == "date32[day]"
    assert days.null_count == 0
    assert days.to_numpy().min() >= np.datetime64("2016-01-04")


def test_columns_have_no_answers_or_few(path):
    for many in panel.RARE:
        column = columns(path, f"rare_{many}")[f"rare_{many}"]
        assert column.notna().sum() == many == panel.truth().counted[f"rare_{many}"].answered


@pytest.mark.parametrize("brand", [1, 17, 40])
def test_a_brand_is_rated_by_those_who_know_it(path, brand):
    names = [f"Q20_{brand}_{row}" for row in range(1, panel.STATEMENTS + 1)]
    frame = columns(path, f"aware_{brand}", f"Q30_{brand}", *names)
    knows = frame[f"aware_{brand}"] == 1
    for name in (f"Q30_{brand}", *names):
        said = panel.truth().counted[name]
        held = frame.loc[knows, name].value_counts()
        assert said.asked == knows.sum()
        assert {code: held.get(int(code), 0) for code in said.counts} == said.counts
        assert said.blank == frame.loc[knows, name].isna().sum()
        assert said.unasked == frame.loc[~knows, name].notna().sum()


def test_the_first_grid_has_its_oddities():
    said = panel.truth().counted["Q20_1_1"]
    assert (said.blank, said.unasked, said.unknown) == (3, 2, {"9": 1})


def test_banner_points_overlap_and_verbatims_have_codes(path):
    segments = [f"seg_{at}" for at in range(1, len(panel.SEGMENTS) + 1)]
    frame = columns(path, *segments, "reason", "reason_1", "reason_2", "reason_3")
    said = panel.truth()
    assert (frame[segments].sum(axis=1) > 1).sum() > 1_000
    assert frame[segments].sum().to_dict() == said.counted["segments"].counts
    given = frame[["reason_1", "reason_2", "reason_3"]]
    for code, count in said.counted["reasons"].counts.items():
        assert count == given.eq(int(code)).any(axis=1).sum()
    assert said.counted["reasons"].answered == frame["reason"].notna().sum()
    assert said.odd["reasons that look missing"] == (frame["reason"] == "NA").sum() > 0


def test_a_smaller_panel_has_the_same_questions(tmp_path):
    small = pq.read_table(panel.write(tmp_path, rows=300, columns=1_000))
    assert small.shape == (300, 1_000)
    assert {"Q20_40_20", "rare_45", "reason_3"} <= set(small.column_names)
    said = panel.truth(300, 1_000).counted["rare_45"]
    assert said.answered == 300 - small["rare_45"].null_count == 45


def test_the_same_seed_draws_the_same():
    first = panel.draw(300, 1_000)
    panel.draw.cache_clear()
    again = panel.draw(300, 1_000)
    assert all(np.array_equal(first.codes[name], again.codes[name]) for name in again.codes)
    assert np.array_equal(first.numbers["wgt"], again.numbers["wgt"])
