"""The package on a system that lacks what only Linux, or only Unix, has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "research"
MODULES = [
    ".".join(("research", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )
    for path in sorted(PACKAGE.rglob("*.py"))
]

# What Windows does not have. Libraries choose their own ways by the name of the system, which
# stays Linux here: they get what they ask for, once our modules were refused it.
ABSENT = """
import importlib.abc, os, signal, socket, sys

MISSING = {"fcntl", "grp", "pwd", "resource", "termios"}

class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in MISSING:
            frame = sys._getframe(1)
            while frame.f_globals["__name__"].startswith("importlib"):
                frame = frame.f_back
            if frame.f_globals["__name__"].partition(".")[0] in OURS:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None

OURS = {"research", "filelock"}
sys.meta_path.insert(0, Blocker())
sys.modules["joblib"] = None  # of an extra: it asks for what its own name of the system has
import subprocess  # Python's own chooses by the system too
for name in ("fork", "forkpty", "pidfd_open"):
    delattr(os, name)
"""
MORE = """
for name in ("getppid", "killpg", "setsid", "wait4"):
    delattr(os, name)
for name in ("SIGKILL", "SIGSTOP"):
    delattr(signal, name)
delattr(socket, "AF_UNIX")
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ABSENT + program],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_every_module_can_be_imported() -> None:
    assert "research.pipeline.store" in MODULES
    done = run(f"{MORE}import importlib\nfor name in {MODULES!r}: importlib.import_module(name)")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_an_edition_is_built_cold(plain: Path) -> None:
    program = f"""
from research.build.verbs import build
notes = []
summary = build({str(plain)!r}, cold=True, progress=notes.append)
print(summary.ok, *(part.what for part in summary.parts))
import json, pathlib
told = json.loads(pathlib.Path(summary.folder, "build.json").read_text())
print(told["machine"]["peak memory of a process, MiB"])
"""
    done = run(program)
    assert done.returncode == 0, done.stderr
    made, peak = done.stdout.splitlines()
    assert made.split()[:2] == ["True", "report.qmd"]
    assert "report.html" in made
    assert peak == "None"
    assert "soft file lock" not in done.stderr
