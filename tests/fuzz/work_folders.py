"""Work folders damaged by chance: the next build finds it and makes the report whole.

    python tests/fuzz/work_folders.py [cases] [seed]

Run by hand. Every case cuts, flips, empties or replaces some files that builds keep, takes a
published file away so that the next build must look, and compares all files with the whole ones.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
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

GARBAGE = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b'{"layout": 2}',
    b"\xff" * 50,
    b"[" * 5000,
    b'{"content": 1}',
]


def main(cases: int = 100, seed: int = 0) -> Counter[str]:
    """Count what comes of builds on damaged work folders."""
    with tempfile.TemporaryDirectory(prefix="research-fuzz-") as folder:
        whole = plain(Path(folder) / "whole")
        build(whole)
        try:
            return count(drawn(Path(folder), whole, random.Random(seed)), cases, seed)
        finally:
            warm.close()


def drawn(
    folder: Path, whole: Path, chance: random.Random
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Draw cases without end."""
    work = whole.parent.parent / "reports" / "small" / ".work"
    names = sorted(path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file())
    names.remove("holder.lock")
    while True:
        damage = {
            name: chance.choice([_cut, _flipped, _garbage])((work / name).read_bytes(), chance)
            for name in chance.sample(names, chance.choice([1, 1, 2, len(names)]))
        }
        yield ", ".join(damage)[:80], lambda damage=damage: healed(folder, whole, damage)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content or b"x")
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _garbage(_: bytes, chance: random.Random) -> bytes:
    return chance.choice(GARBAGE)


def healed(folder: Path, whole: Path, damage: dict[str, bytes]) -> None:
    """Build on a damaged copy; all files come out as they were."""
    root = folder / "case"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(whole.parent.parent, root)
    params = root / "params" / whole.name
    report = root / "reports" / "small"
    for name, changed in damage.items():
        (report / ".work" / name).write_bytes(changed)
    (report / "results.json").unlink()
    if not build(params).ok:
        msg = "the build failed"
        raise AssertionError(msg)
    expected, found = content(whole), content(params)
    wrong = [name for name in {*expected, *found} if expected.get(name) != found.get(name)]
    if wrong:
        msg = f"{len(wrong)} files differ: {', '.join(sorted(wrong)[:5])}"
        raise AssertionError(msg)


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:]))
    sys.exit(bool(found["traceback"] + found["hang"]))
