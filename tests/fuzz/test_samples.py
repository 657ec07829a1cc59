"""A few cases of every fuzzer: none ends in a traceback, or never."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.mark.parametrize(
    ("fuzzer", "cases"),
    [("parameter_files", 12), ("author_texts", 8), ("data_files", 12), ("surveys_read", 12)],
)
def test_what_is_changed_by_chance_is_read_or_ends_in_a_sentence(fuzzer: str, cases: int) -> None:
    found = importlib.import_module(fuzzer).main(cases, seed=2015)
    assert set(found) <= {"passed", "sentence"}
    assert found["sentence"] > 0
    assert sum(found.values()) == cases


@pytest.mark.slow
@pytest.mark.parametrize("fuzzer", ["work_folders", "savers"])
def test_builds_by_chance_come_out_whole(fuzzer: str) -> None:
    found = importlib.import_module(fuzzer).main(4, seed=2015)
    assert found == {"passed": 4}
