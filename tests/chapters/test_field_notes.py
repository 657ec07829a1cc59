"""Notes from the field as the page on listening lays them out: read, coded, and by stage."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from research.chapters.questions import comments, crosstab
from research.display.table import Table
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "listening.md").read_text(encoding="utf-8").partition("## Notes from")[2]
HEAD = re.findall(r"^```text\n(.+)$", PAGE, flags=re.M)[0]
DATA, BANNER = re.findall(r"^```yaml\ndata:\n(.+?)banners:\n(.+?)^```", PAGE, flags=re.M | re.S)[0]
COUNT = 120


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The edition of 2016 with a table of notes: those of the start wait, others praise."""
    root = tmp_path_factory.mktemp("field")
    for part in ("params", "data", "reports/2016/texts"):
        shutil.copytree(ROOT / part, root / part)
    folder = root / "data" / "2016"
    rows, codes = [HEAD], ["note,code_1,code_2,version,coder"]
    for number in range(COUNT):
        stage = ("start", "use", "renewal")[number % 3]
        code = "slow" if stage == "start" and number % 4 else "quick"
        name = f"N{number:03d}"
        rows.append(f"{name},2016-05-12,A{number + 1:04d},Operations,{stage},They said so {number}")
        codes.append(f"{name},{code},,1,reader 1")
    (folder / "field.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "field-codes.csv").write_text("\n".join(codes), encoding="utf-8")
    path = root / "params" / "2016.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("\ndata:\n", f"\ndata:\n{DATA}", 1)
    text = text.replace("\nbanners:\n", f"\nbanners:\n{BANNER}", 1)
    path.write_text(text, encoding="utf-8")
    return open_study(path)


def test_topics_of_notes_stand_by_region_industry_and_stage(study: Study) -> None:
    [table] = [
        one
        for one in crosstab.tables(study, ["field_topics"], "field", table="field")
        if isinstance(one, Table)
    ]
    heads = table.heads or []
    assert {"Americas", "Banking", "start", "use", "renewal"} <= set(heads)
    place = [*table.frame.index].index("Answers come late")
    told = dict(zip(heads, table.cells[place], strict=True))
    assert told["use"].text == "0%"
    # Three in four notes of the start say so, and more than of either other stage.
    assert told["start"].text == "75%"
    assert len(told["start"].letters) == 2


def test_notes_are_one_more_source_of_comments(study: Study) -> None:
    table = comments.topics_table(study, "field_topics", table="field")
    assert isinstance(table, Table)
    assert table.frame.loc["Answers come late"].iloc[0] == pytest.approx(1 / 4)
