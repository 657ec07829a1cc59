"""Files of data changed by chance: each is read, or ends in sentences that make a page at most.

    python tests/fuzz/data_files.py [cases] [seed]

Run by hand; the tests hold a few dozen such cases.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from mutations import changed_text, count

from research.errors import InputError
from research.study import open_study

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
READ = {
    "respondents.csv": "ranks",
    "assessments.csv": "assessments",
    "accounts.csv": "accounts",
    "contacts.csv": "contacts",
    "benchmark.csv": "suppliers",
}
PAGE = 70


def main(cases: int = 1_000, seed: int = 0) -> Counter[str]:
    """Count what comes of files that were changed by chance."""
    with tempfile.TemporaryDirectory(prefix="research-fuzz-") as folder:
        root = Path(folder)
        for name in ("params", "data/2015", "data/2016"):
            shutil.copytree(ROOT / name, root / name)
        return count(drawn(root, random.Random(seed)), cases, seed)


def drawn(root: Path, chance: random.Random) -> Iterator[tuple[str, Callable[[], None]]]:
    """Draw cases without end."""
    folder = root / "data" / "2016"
    sources = {name: (folder / name).read_text(encoding="utf-8") for name in READ}
    while True:
        name = chance.choice(list(sources))
        # The first lines are enough, and the head is changed as often as the rest.
        lines = sources[name].splitlines(keepends=True)
        text = changed_text("".join(lines[: chance.choice([2, 10, 40])]), chance)
        content = text.encode("utf-8", "surrogatepass")
        if chance.random() < 0.2:
            place = chance.randrange(len(content) + 1)
            content = content[:place] + chance.randbytes(3) + content[place:]
        yield name, lambda name=name, content=content: read(root, name, content, sources[name])


def read(root: Path, name: str, content: bytes, whole: str) -> None:
    """Read a file of an edition; its sentences make a page at most."""
    path = root / "data" / "2016" / name
    path.write_bytes(content)
    try:
        getattr(open_study(root / "params" / "2016.yml"), READ[name])
    except InputError as error:
        if len(str(error).splitlines()) > PAGE:
            msg = f"{len(str(error).splitlines())} lines"
            raise AssertionError(msg) from None
        raise
    finally:
        path.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:]))
    sys.exit(bool(found["traceback"] + found["hang"]))
