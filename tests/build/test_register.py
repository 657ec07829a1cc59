"""A register to start from, as it lies beside the report."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from research.build.register import export_register
from research.cli import app
from research.errors import InputError
from research.frameworks.actions import REGISTER

ROOT = Path(__file__).parents[2]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_accounts_with_an_open_action_are_left_out_and_nobody_is_named(tmp_path):
    path, count = export_register(ROOT / "params" / "2016.yml", tmp_path / "register.csv")
    rows = read(path)
    assert len(rows) == count > 50
    assert tuple(rows[0]) == REGISTER
    actions = read(ROOT / "data" / "2016" / "actions.csv")
    busy = {row["account"] for row in actions if row["status"] != "done"}
    assert not busy & {row["account"] for row in rows}
    accounts = read(ROOT / "data" / "2016" / "accounts.csv")
    names = {row["name"] for row in accounts}
    text = path.read_text(encoding="utf-8")
    assert not any(name in text for name in names)
    managed = {row["account"]: row["manager"] for row in accounts}
    assert all(row["owner"] == managed[row["account"]] for row in rows)


@pytest.mark.slow
def test_the_command_says_how_many_accounts_need_an_action(tmp_path):
    file = tmp_path / "mine.csv"
    done = CliRunner().invoke(
        app, ["export", "register", str(ROOT / "params" / "2016.yml"), "--to", str(file)]
    )
    assert done.exit_code == 0, done.output
    assert f"accounts that need an action: {len(read(file))}" in done.output


def test_an_edition_without_a_supplier_says_what_it_lacks(tmp_path):
    with pytest.raises(InputError) as told:
        export_register(ROOT / "params" / "2015.yml", tmp_path / "register.csv")
    assert [one.key for one in told.value.problems] == [
        "supplier",
        "data.accounts",
        "data.contacts",
    ]
