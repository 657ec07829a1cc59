"""How long builds take beside plain papermill: ratios of medians over interleaved runs.

Run by ``make bench`` or ``python tests/benchmarks/bench_build.py [--runs 5]``, on a copy of the
2015 edition. Every way is a process of its own, so that imports and the template's start count.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARAMS = "params/2015.yml"

PLAIN = """
import sys, papermill
from research.pipeline.plan import plan
for chapter in plan(sys.argv[1]):
    papermill.execute_notebook(
        chapter.notebook, f"executed/{chapter.id}.ipynb", dict(chapter.parameters),
        progress_bar=False)
"""
TWO = """
import sys, papermill
from concurrent.futures import ProcessPoolExecutor
from research.pipeline.plan import plan
def execute(chapter):
    papermill.execute_notebook(
        chapter.notebook, f"executed/{chapter.id}.ipynb", dict(chapter.parameters),
        progress_bar=False)
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(execute, plan(sys.argv[1])))
"""
CHAPTERS = """
import os, shutil, sys
from concurrent.futures import ThreadPoolExecutor
from research.pipeline import warm
from research.pipeline.execution import Request, load_papermill, run
from research.pipeline.plan import read_edition
warm.template()
load_papermill()
edition = read_edition(sys.argv[1])
memory = os.path.abspath("memory")
shutil.rmtree(memory, ignore_errors=True)
requests = [
    Request(c.id, c.notebook.read_bytes(), c.parameters, os.fspath(edition.root), memory=memory)
    for c in edition.chapters
]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for outcome in pool.map(run, requests):
        with open(f"executed/{outcome.chapter}.ipynb", "wb") as file:
            file.write(outcome.notebook)
"""
DOCUMENTS = """
import sys
from concurrent.futures import ThreadPoolExecutor
import research.build.publication as publication
from research.pipeline.plan import read_edition
from research.pipeline.store import Store
from research.report.engines import Embedded
class OneAfterTheOther(ThreadPoolExecutor):
    def __init__(self, max_workers):
        super().__init__(1)
publication.ThreadPoolExecutor = OneAfterTheOther
edition = read_edition(sys.argv[1])
outcomes = {
    c.id: open(f"executed/{c.id}.ipynb", "rb").read() for c in edition.chapters
}
made = publication.Publication(
    edition, Store(edition.root / "sequential"), outcomes, edition.formats, Embedded(),
    lambda _: None, force=True)
made.make()
"""


def copy_edition(folder: Path) -> None:
    """Copy what a build of the 2015 edition needs."""
    for name in ("params", "data", "notebooks", "reports/template", "reports/2015/texts"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    (folder / "executed").mkdir()


def seconds(command: list[str], folder: Path) -> float:
    """Run a command to its end."""
    environment = os.environ | {"PYTHONPATH": os.fspath(ROOT / "src")}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}\n{done.stdout}\n{done.stderr}")
    return time.perf_counter() - started


def family(pid: int) -> list[int]:
    """Give a process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(entry.parent.name))
    found, left = [pid], [pid]
    while left:
        below = parents.get(left.pop(), [])
        found += below
        left += below
    return found


def memory(pid: int, field: str) -> int:
    """Give a figure of a process's memory in KiB; 0 when it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(field))


def peaks(folder: Path) -> tuple[float, float]:
    """Give, in MiB, the peak of a whole build and of what one kernel has of its own."""
    command = [sys.executable, "-m", "research.entry", "build", PARAMS, "--force"]
    environment = os.environ | {"PYTHONPATH": os.fspath(ROOT / "src")}
    whole, own = 0, 0
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            pids = family(process.pid)
            whole = max(whole, sum(memory(pid, "Pss:") for pid in pids))
            for pid in pids[1:]:
                try:
                    kernel = os.getsid(pid) == pid and pid not in pids[:2]
                except OSError:
                    continue
                if kernel:
                    own = max(own, memory(pid, "Private"))
            time.sleep(0.05)
    return whole / 1024, own / 1024


def once(folder: Path) -> dict[str, float]:
    """Time every way once, in turn."""
    python = sys.executable
    script = folder / "two.py"
    script.write_text(TWO, encoding="utf-8")
    entry = [python, "-m", "research.entry", "build", PARAMS]
    times = {
        "papermill loop": seconds([python, "-c", PLAIN, PARAMS], folder),
        "papermill in two processes": seconds([python, os.fspath(script), PARAMS], folder),
        "chapters": seconds([python, "-c", CHAPTERS, PARAMS], folder),
        "documents one after the other": seconds([python, "-c", DOCUMENTS, PARAMS], folder),
        "whole build": seconds([*entry, "--force"], folder),
    }
    times["import typer"] = statistics.median(
        seconds([python, "-c", "import typer"], folder) for _ in range(5)
    )
    times["unchanged build"] = statistics.median(seconds(entry, folder) for _ in range(5))
    text = folder / "params" / "themes" / "farming.yml"
    text.write_text(text.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    times["one theme's text changed"] = seconds(entry, folder)
    last = json.loads((folder / "reports" / "2015" / "build.json").read_bytes())
    ran = [name for name, chapter in last["chapters"].items() if not chapter["kept"]]
    if ran != ["theme-farming"]:
        sys.exit(f"after a change of one theme's text these ran: {ran}")
    return times


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name).resolve()
        copy_edition(folder)
        found = [once(folder) for _ in range(runs)]
        whole, own = peaks(folder)
    median = {way: statistics.median(run[way] for run in found) for way in found[0]}
    for way, time_taken in median.items():
        spread = f"{min(run[way] for run in found):.2f} to {max(run[way] for run in found):.2f}"
        print(f"{way:32} {time_taken:8.2f} s   ({spread})")
    sequential = ("papermill loop", "documents one after the other")
    limits = [
        ("chapters", ("papermill loop",), 0.20),
        ("chapters", ("papermill in two processes",), 0.35),
        ("whole build", sequential, 0.35),
        ("unchanged build", ("import typer",), 1.5),
    ]
    print(f"\nratios of medians of {runs} interleaved runs on {os.cpu_count()} cores")
    for way, others, limit in limits:
        ratios = [run[way] / sum(run[other] for other in others) for run in found]
        ratio = median[way] / sum(median[other] for other in others)
        beside = " + ".join(others)
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"{ratio:6.2f}  (at most {limit:.2f}; {spread})  {way} / {beside}")
    print(f"\npeak memory of the whole build {whole:.0f} MiB; a chapter's own {own:.0f} MiB")


if __name__ == "__main__":
    main()
