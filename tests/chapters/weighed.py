"""A small made-up survey with a raked weight, quotas, accounts and their revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

PARAMS = """
edition: weighed
title: Weighed
data:
  answers: {file: ../data/answers.csv, id: id, cluster: firm}
questions:
  - {name: sector, title: Sector, type: single, column: sector, codes: {1: Banking, 2: Retail}}
  - {name: staff, title: Staff, type: numeric, column: staff, bands: {small: 0, large: 500}}
  - {name: renews, title: Renews, type: single, column: renews, codes: {1: "Yes", 0: "No"}}
  - {name: likely, title: Likely, type: nps, column: likely}
weights:
  main:
    rake: {sector: {Banking: 50, Retail: 50}, staff: {small: 800, large: 200}}
    cap: 4
    quotas: {sector: {1: 250, 2: 150}}
  plain: {column: wgt}
volumes: {revenue: {column: revenue, unit: EUR}}
banners: {sector: [{question: sector}]}
report: {sections: [{notebook: profile}, {notebook: question, parameters: {question: renews}}]}
"""


def weighed(folder: Path) -> Study:
    """Write the survey and open it."""
    rng = np.random.default_rng(3)
    (folder / "params").mkdir()
    (folder / "data").mkdir()
    rows = ["id,sector,staff,renews,likely,firm,wgt,revenue"]
    firms = rng.lognormal(10, 0.5, 120).round()
    for at in range(400):
        sector, firm = 1 + (rng.random() < 0.3), int(rng.integers(0, 120))
        renews, staff = int(rng.random() < 0.3 + 0.4 * (sector == 1)), rng.integers(1, 1000)
        revenue = "" if firm in (7, 8, 9) else firms[firm]
        rows.append(f"{at},{sector},{staff},{renews},{rng.integers(0, 11)},{firm},1,{revenue}")
    (folder / "data" / "answers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = folder / "params" / "weighed.yml"
    path.write_text(PARAMS, encoding="utf-8")
    return open_study(path)
