"""Author texts of a reconstruction: they quote what was published and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_texts_quote_no_result_that_no_published_figure_fixes() -> None:
    ledger = json.loads((ROOT / "reports/2015/results.json").read_text(encoding="utf-8"))
    loose = {record["name"] for record in ledger if record.get("reconstructed")}
    assert "benchmark.farming.overall.low" in loose
    assert "benchmark.farming.overall.high" not in loose
    texts = [*(ROOT / "reports/2015/texts").glob("*.md"), *(ROOT / "params/themes").glob("*.yml")]
    for path in sorted(texts):
        quoted = set(re.findall(r"\{\{\s*([\w.-]+)", path.read_text(encoding="utf-8")))
        assert not quoted & loose, path.name
