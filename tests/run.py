"""Run a tier of checks to its end, whatever fails on the way, and say last how each step ended.

    python tests/run.py test        style, types, units, one small edition, notebooks: make test
    python tests/run.py editions    whole builds, a real browser, office programs: make editions

What is quick to fail runs beside the tests, and is printed after them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
# Of what failed; the whole output stands above.
LINES_TOLD = 20


@dataclass(frozen=True)
class Step:
    """A command whose exit code counts."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    step: Step
    code: int
    seconds: float
    lines: list[str]

    @property
    def closing(self) -> str:
        """The last line that it printed: of pytest, the counts."""
        return next((line for line in reversed(self.lines) if line.strip()), "")

    @property
    def failures(self) -> list[str]:
        """What it names as failed: the tests, or else all that it printed."""
        named = [line for line in self.lines if line.startswith(("FAILED ", "ERROR "))]
        return named or [line for line in self.lines if line.strip()]


ASIDE = {
    "test": [
        Step("style", ["ruff", "check", "."]),
        Step("format", ["ruff", "format", "--check", "."]),
        Step("types", ["mypy"]),
        Step(
            "notebooks",
            ["pytest", "--nbval", "notebooks", "-p", "no:xdist"],
            {"JUPYTER_DEFAULT_PROVISIONER_NAME": "research-warm"},
        ),
    ],
    "editions": [],
}
# nbval reads no notebook here, and to import it takes every worker two seconds.
PARALLEL = ["pytest", "-p", "no:nbval", "-n", "2", "--dist", "worksteal"]
TESTS = {
    "test": Step("tests", [*PARALLEL, "-m", "not slow"]),
    "editions": Step("editions", [*PARALLEL, "-m", "slow", "tests"]),
}


def run(step: Step, *, shown: bool = False) -> Outcome:
    """Run a step to its end; its lines are shown as they come, or kept."""
    started = time.monotonic()
    lines = []
    with subprocess.Popen(
        [str(BIN / step.command[0]), *step.command[1:]],
        cwd=ROOT,
        env={**os.environ, **step.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if shown:
                say(lines[-1])
    return Outcome(step, process.returncode, time.monotonic() - started, lines)


def say(text: str) -> None:
    """Print at once, so that the lines of steps stay in their order."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(tier: str) -> int:
    """Run the steps of a tier; 1 if one of them failed."""
    with ThreadPoolExecutor(1) as beside:
        waiting = [beside.submit(run, step) for step in ASIDE[tier]]
        tests = run(TESTS[tier], shown=True)
        aside = [future.result() for future in waiting]
    for outcome in aside:
        say(f"\n== {outcome.step.name}: {' '.join(outcome.step.command)}")
        for line in outcome.lines:
            say(line)
    outcomes = [*aside, tests]
    for outcome in outcomes:
        if outcome.code:
            say(f"\n== what failed of {outcome.step.name}")
            for line in outcome.failures[:LINES_TOLD]:
                say(line)
            if (more := len(outcome.failures) - LINES_TOLD) > 0:
                say(f"and {more} lines more")
    say(f"\n== make {tier}")
    for outcome in outcomes:
        how = "FAILED" if outcome.code else "passed"
        say(f"{outcome.step.name:<10}{how}  {outcome.seconds:5.0f} s  {outcome.closing}")
    return int(any(outcome.code for outcome in outcomes))


if __name__ == "__main__":
    if sys.argv[1:] not in (["test"], ["editions"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
