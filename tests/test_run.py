"""The runner of the tiers: every step runs, and what failed is said last."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("tiers", HERE / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "tiers", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "BIN", Path(sys.executable).parent)
    return module


def test_all_steps_run_though_one_fails_and_its_lines_come_last(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    python = Path(sys.executable).name
    fails = "print('a.py:1: wrong'); raise SystemExit(3)"
    ends = "print('FAILED x.py::y'); print('= 1 failed, 2 passed ='); raise SystemExit(1)"
    style = runner.Step("style", [python, "-c", fails])
    notebooks = runner.Step("notebooks", [python, "-c", "print('= 5 passed =')"])
    tests = runner.Step("tests", [python, "-c", ends])
    monkeypatch.setattr(runner, "ASIDE", {"test": [style, notebooks]})
    monkeypatch.setattr(runner, "TESTS", {"test": tests})
    assert runner.main("test") == 1
    lines = capsys.readouterr().out.splitlines()
    closing = lines[lines.index("== make test") + 1 :]
    assert [line.split()[:2] for line in closing] == [
        ["style", "FAILED"],
        ["notebooks", "passed"],
        ["tests", "FAILED"],
    ]
    assert closing[0].endswith("s  a.py:1: wrong")
    assert closing[2].endswith("= 1 failed, 2 passed =")
    told = lines[lines.index("== what failed of tests") + 1]
    assert told == "FAILED x.py::y"


def test_a_tier_without_a_failure_ends_well(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = runner.Step("tests", [Path(sys.executable).name, "-c", ""])
    monkeypatch.setattr(runner, "ASIDE", {"editions": []})
    monkeypatch.setattr(runner, "TESTS", {"editions": step})
    assert runner.main("editions") == 0


def test_the_tiers_part_the_tests_without_a_rest(runner: ModuleType) -> None:
    words = [runner.TESTS[tier].command for tier in ("test", "editions")]
    marks = [command[command.index("-m") + 1] for command in words]
    assert marks == ["not slow", "slow"]


def test_no_drawn_example_fails_for_the_time_it_took() -> None:
    assert settings.default.deadline is None
