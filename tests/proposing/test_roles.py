"""Columns that number records are known by what they hold, where no word of ours says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.proposing.proposal import propose
from tests.proposing.files import only, proposed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COUNT = 24


def id_of(folder: Path, head: str, cells: Sequence[object]) -> str:
    lines = [f"Q1,{head}", *(f"{row % 3},{cell}" for row, cell in enumerate(cells))]
    path = folder / "x.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return propose(path).roles.id


@pytest.mark.parametrize(
    ("head", "form"),
    [("Bogen", "{}"), ("Chestionar", "R{:03}"), ("№ п/п", "{}"), ("Nº", "{}"), ("回答者ID", "R{}")],
)
def test_what_counts_the_rows_tells_them_apart_whatever_it_is_called(tmp_path, head, form) -> None:
    cells = [form.format(1001 + row) for row in range(COUNT)]
    assert id_of(tmp_path, head, cells) == head


def test_numbers_that_leave_some_out_or_come_twice_are_answers(tmp_path) -> None:
    for numbers in ([*range(COUNT - 1), 99], [*range(COUNT - 1), 5], range(8)):
        assert not id_of(tmp_path, "Spend", list(numbers))


def test_a_likelihood_in_a_script_without_blanks_is_known(tmp_path) -> None:
    head = "当社を友人や同僚に薦める可能性はどのくらいですか"
    assert only(proposed(tmp_path, {head: [0, 3, 7, 8, 9, 10, 10, 9]})).type == "nps"
