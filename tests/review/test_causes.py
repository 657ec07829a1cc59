"""Data and settings before and now: what differs, without a cell of what was said."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pandas as pd

from research.edition.tables import DataTable
from research.pipeline.notebook import read
from research.pipeline.plan import read_edition
from research.review.causes import Causes
from research.review.datachanges import data_changes
from research.review.reach import reached
from research.review.revisions import Repository
from research.review.settings import Written
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"id,name,a,b\nR1,Ann,1,2\nR2,Bob,3,4\nR3,Cid,5,6\n"


def test_rows_are_named_by_their_id_and_cells_by_their_column() -> None:
    new = OLD.replace(b"R2,Bob,3,4", b"R2,Bob,4,3")
    assert data_changes("x.csv", OLD, new) == ["id R2: a and b"]


def test_rows_and_columns_come_and_go() -> None:
    new = b"id,name,a,c\nR1,Ann,1,2\nR3,Cid,5,6\nR4,Dan,7,8\n"
    assert data_changes("x.csv", OLD, new) == [
        "columns added: c",
        "columns gone: b",
        "rows added: R4",
        "rows gone: R2",
    ]


def test_a_personal_column_tells_no_row_apart() -> None:
    table = DataTable.model_validate({"file": "x.csv", "id": "name", "personal": ["name"]})
    new = OLD.replace(b"R2,Bob,3", b"R2,Bob,9")
    told = data_changes("x.csv", OLD, new, table)
    assert told == ["id R2: a"]
    assert "Bob" not in str(told)


def test_many_rows_are_counted() -> None:
    rows = [f"R{at},{at}" for at in range(20)]
    old = "\n".join(["id,a", *rows]).encode()
    new = "\n".join(["id,a", *(f"{row}0" for row in rows)]).encode()
    told = data_changes("x.csv", old, new)
    assert told[0] == "id R0: a"
    assert told[-1] == "and 15 rows more, in a"


def test_packed_files_are_read_and_others_only_told_apart() -> None:
    new = OLD.replace(b"R1,Ann,1", b"R1,Ann,8")
    packed = [gzip.compress(one) for one in (OLD, new)]
    assert data_changes("x.csv.gz", *packed) == ["id R1: a"]
    assert data_changes("x.bin", b"1", b"2") == ["its bytes are others"]
    assert data_changes("x.csv", OLD, OLD.replace(b"\n", b"\r\n")) == [
        "its bytes are others, and no cell of it is"
    ]


def test_settings_are_told_by_key_with_both_values() -> None:
    old = b"statistics: {confidence: 0.95}\nquestions:\n  - {name: a, title: A}\n  - {name: b}\n"
    new = b"statistics: {confidence: 0.9}\nquestions:\n  - {name: b}\n  - {name: a, title: Z}\n"
    written = Written(old, new)
    assert written.told("statistics") == ["statistics.confidence: 0.95 → 0.9"]
    assert written.told("privacy") == []
    assert "questions.a.title: A → Z" in written.told()
    assert "questions: in another order" in written.told()


def test_a_notebook_reaches_its_chapter_and_what_that_rests_on_and_no_other() -> None:
    reach = reached(read((ROOT / "notebooks" / "theme.ipynb").read_bytes()))
    assert {"chapters/priorities/theme", "study", "display/chart"} <= reach
    assert "chapters/scorecard/standings" not in reach
    assert "report/assembly" not in reach


class Changed(Repository):
    """A repository in which modules of the package and the lock are others than before."""

    def content(self, revision: str, path: Path) -> bytes | None:
        if path.name == "constraints.txt":
            return b"pandas==3.0.0\npandas-stubs==1\n"
        return path.read_bytes()

    def changed(self, revision: str, folder: Path) -> dict[str, tuple[int, int]]:
        return {
            "src/research/prose/ranks.py": (3, 1),
            "src/research/chapters/scorecard/standings.yml": (1, 0),
            "src/research/report/word.py": (9, 9),
        }


def test_code_is_named_to_the_chapters_that_reach_it_with_the_library_of_another_version() -> None:
    edition = read_edition(ROOT / "params" / "2015.yml")
    causes = Causes(edition, {}, Changed(ROOT), "main")
    assert causes.of("chapter", "theme-farming") == [
        "src/research/prose/ranks.py (+3 −1)",
        f"library pandas: 3.0.0 → {pd.__version__}",
    ]
    assert causes.of("text", "minute") == []
    claims, tables = causes.counts()
    assert claims[1] == claims[2] > 20
    assert tables[1:] == (2, 2)
