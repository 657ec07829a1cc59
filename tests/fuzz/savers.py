"""Builds raced against somebody who saves: no report is ever taken for what it is not.

    python tests/fuzz/savers.py [cases] [seed]

Run by hand. In every case a thread saves some inputs of a small edition at moments drawn by chance
while a build runs; afterwards builds run until one says that nothing has changed, and the report is
compared with one made anew from the same inputs.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from mutations import count
from projects import content, plain

from research.build.verbs import build
from research.pipeline import warm

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

# What a save puts in place of what; the number makes each save another.
INPUTS = {
    "params/themes/win.yml": ("topic: ", "topic: {} "),
    "params/themes/retain.yml": ("topic: ", "topic: {} "),
    "reports/texts/about.md": ("# About", "# About {}"),
    "params/small.yml": ("title: ", "title: {} "),
    "notebooks/opening.ipynb": ("It begins.", "It begins. {}"),
    "reports/template/report.css": ("body", "/* {} */ body"),
}
LONGEST = 120.0


def main(cases: int = 200, seed: int = 0) -> Counter[str]:
    """Count what comes of builds in whose midst somebody saved."""
    with tempfile.TemporaryDirectory(prefix="research-fuzz-") as folder:
        chance = random.Random(seed)
        params = plain(Path(folder) / "raced")
        began = time.monotonic()
        build(params)
        seconds = time.monotonic() - began
        try:
            return count(drawn(params, seconds, chance), cases, seed, LONGEST)
        finally:
            warm.close()


def drawn(
    params: Path, seconds: float, chance: random.Random
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Draw cases without end."""
    number = 0
    while True:
        number += 1
        saves = sorted(
            (chance.uniform(0, seconds), chance.choice(list(INPUTS)), number * 10 + place)
            for place in range(chance.randint(1, 4))
        )
        names = ", ".join(name for _, name, _ in saves)
        yield names, lambda saves=saves: raced(params, saves)


def raced(params: Path, saves: list[tuple[float, str, int]]) -> None:
    """Build while somebody saves; what is then said to be unchanged is what would be made anew."""
    root = params.parent.parent
    saver = threading.Thread(target=_save, args=(root, saves))
    saver.start()
    build(params, force=len(saves) % 2 == 0)
    saver.join()
    for _ in range(5):
        if build(params).unchanged:
            break
    else:
        msg = "builds never end"
        raise AssertionError(msg)
    told = content(params)
    anew = root.with_name("anew")
    shutil.rmtree(anew, ignore_errors=True)
    shutil.copytree(root, anew, ignore=shutil.ignore_patterns("small"))
    build(anew / "params" / params.name)
    fresh = content(anew / "params" / params.name)
    wrong = [name for name in {*told, *fresh} if told.get(name) != fresh.get(name)]
    if wrong:
        msg = f"stale: {', '.join(sorted(wrong)[:5])}"
        raise AssertionError(msg)


def _save(root: Path, saves: list[tuple[float, str, int]]) -> None:
    began = time.monotonic()
    originals = {name: (root / name).read_text(encoding="utf-8") for _, name, _ in saves}
    for moment, name, number in saves:
        time.sleep(max(0.0, began + moment - time.monotonic()))
        old, new = INPUTS[name]
        text = originals[name].replace(old, new.format(f"x{number}"), 1)
        (root / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:]))
    sys.exit(bool(found["traceback"] + found["hang"]))
