"""Run every benchmark, one after the other, and print what each measured.

    make bench                                  all of them
    python tests/benchmarks/run.py rankings     those whose name holds a word

Each script times ours and a named alternative in turns, in one run, and prints medians and ratios.
Simulations of coverage and recovery take long and are run by hand; their outcome is recorded.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(words: list[str]) -> int:
    """Run the scripts whose name holds one of the words, or all; the exit code of the worst."""
    scripts = [
        path
        for path in sorted(HERE.glob("bench_*.py"))
        if not words or any(word in path.stem for word in words)
    ]
    worst = 0
    for path in scripts:
        sys.stdout.write(f"\n== {path.name}\n")
        sys.stdout.flush()
        worst = max(worst, subprocess.run([sys.executable, str(path)], check=False).returncode)
    return worst


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
