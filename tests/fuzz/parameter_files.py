"""Parameter files and theme texts changed by chance: each is read, or ends in sentences.

    python tests/fuzz/parameter_files.py [cases] [seed]

Run by hand; the tests hold a few dozen such cases. What is sound is planned too, and every tenth
file is checked with its texts and data.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

sys.path.insert(0, str(Path(__file__).parent))

from mutations import changed_text, changed_tree, count

from research.build.checks import check
from research.edition.texts import load_theme_text
from research.errors import InputError
from research.pipeline.plan import read_edition
from research.pipeline.runs import named_files

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
EDITIONS = ("2015", "2016", "telco")


def main(cases: int = 2_000, seed: int = 0) -> Counter[str]:
    """Count what comes of files that were changed by chance."""
    with tempfile.TemporaryDirectory(prefix="research-fuzz-") as folder:
        root = Path(folder)
        for name in ("params", "data", "notebooks", "reports/2015/texts", "reports/2016/texts"):
            shutil.copytree(ROOT / name, root / name)
        sources = {}
        for name in EDITIONS:
            path = root / "params" / f"{name}.yml"
            sources[name] = path.read_text(encoding="utf-8")
            path.unlink()
        return count(drawn(root, sources, random.Random(seed)), cases, seed)


def drawn(
    root: Path, sources: dict[str, str], chance: random.Random
) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Draw cases without end."""
    themes = [path.read_text(encoding="utf-8") for path in (root / "params" / "themes").iterdir()]
    path = root / "params" / "case.yml"
    number = 0
    while True:
        number += 1
        theme = chance.random() < 0.15
        text = chance.choice(themes) if theme else sources[chance.choice(list(sources))]
        if chance.random() < 0.5:
            content = changed_text(text, chance)
        else:
            tree = yaml.safe_load(text)
            if not theme and chance.random() < 0.5:
                # Sections, what they repeat for and what they set are where much goes together.
                tree["report"] = changed_tree(tree["report"], chance)
            content = written(changed_tree(tree, chance))
        kind = "theme" if theme else "checked" if number % 10 == 0 else "planned"
        yield kind, lambda kind=kind, content=content: judged(path, content, kind)


def written(content: Any) -> str:
    """Write what a tree holds; whole numbers that Python refuses to print as digits."""
    sys.set_int_max_str_digits(10_000)
    try:
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    finally:
        sys.set_int_max_str_digits(4_300)


def judged(path: Path, content: str, kind: str) -> None:
    """Read a file as the commands do."""
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    if kind == "theme":
        load_theme_text(path)
    elif kind == "checked" and (problems := check(path)):
        raise InputError(problems)
    elif kind == "planned":
        edition = read_edition(path)
        len(edition.chapters)
        named_files(edition)


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:]))
    sys.exit(bool(found["traceback"] + found["hang"]))
