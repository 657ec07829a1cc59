"""A small project whose chapters import nothing heavy, to be built many times."""

from __future__ import annotations

import importlib.util
from pathlib import Path

__all__ = ["content", "plain"]

TESTS = Path(__file__).parents[1]
# What tells of one build, and a note that is looked at only where its fonts are used.
OF_ONE_BUILD = {".whole", "build.json", "holder", "holder.lock", "lock.json"}


def plain(folder: Path) -> Path:
    """Make the project in a folder; give its parameter file."""
    spec = importlib.util.spec_from_file_location("conftest", TESTS / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path: Path = module._make_plain(folder)
    return path


def content(params: Path) -> dict[str, bytes]:
    """The report and the work folder; not what tells of one build."""
    report = params.parent.parent / "reports" / "small"
    files = (path for path in sorted(report.rglob("*")) if path.is_file())
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in files
        if path.name not in OF_ONE_BUILD
    }
