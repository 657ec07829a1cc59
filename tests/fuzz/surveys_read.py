"""Made-up surveys changed by chance, file or description: each is read, or ends in sentences.

    python tests/fuzz/surveys_read.py [cases] [seed] [survey ...]

Run by hand; the tests hold a few dozen such cases. Whatever is read, nobody counts who is not in
the file, nobody answers who was not asked, and nothing personal passes.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from pydantic import ValidationError

sys.path.insert(0, str(Path(__file__).parents[1] / "editions"))
sys.path.insert(0, str(Path(__file__).parent))

from mutations import TOKENS, VALUES, changed_text, changed_tree, count
from surveys import panel
from surveys.project import SURVEYS, make

from research.edition.labels import spoken
from research.edition.tables import DataTable
from research.edition.yamlfile import read_yaml
from research.errors import InputError, Problem
from research.sources.answers.reading import judged_answers, read_answers

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

# In text, where a change by chance is likely to hit an answer.
TEXTS = (".csv", ".asc", ".sss")
CELLS = [
    *(
        "NA",
        "nan",
        "None",
        "null",
        "N/A",
        "inf",
        "-inf",
        "1e2",
        "1e999",
        "007",
        "1.0",
        "1,5",
        "-99",
    ),
    *("\u0661", "\u00bd", "1\u00a0000", "Yes", "TRUE", "2016-02-30", "30/11/2016", "=1+1", "-0"),
]
PAGE = 70


def main(cases: int = 1_000, seed: int = 0, *names: str) -> Counter[str]:
    """Count what comes of surveys that were changed by chance."""
    with tempfile.TemporaryDirectory(prefix="research-fuzz-") as folder:
        made = {name: _made(name, Path(folder) / name) for name in names or sorted(SURVEYS)}
        return count(drawn(made, random.Random(seed)), cases, seed)


def _made(name: str, root: Path) -> Path:
    params = make(name, root)
    if name == "panel":
        panel.write(root / "data" / "panel", rows=300, columns=1_000)
    return params


def drawn(made: dict[str, Path], chance: random.Random) -> Iterator[tuple[str, Callable[[], None]]]:
    """Draw cases without end."""
    kept = {name: _whole(path) for name, path in made.items()}
    while True:
        name = chance.choice(list(made))
        params, files = made[name], kept[name]
        target = params if chance.random() < 0.4 else chance.choice(sorted(files))
        content = files[target]
        if target == params:
            changed = _described(content.decode(), chance)
        elif target.suffix == ".csv" and chance.random() < 0.6:
            changed = _cells(content.decode("utf-8"), chance)
        elif target.suffix in TEXTS and chance.random() < 0.8:
            changed = _text(content.decode("utf-8"), chance)
        else:
            changed = _bytes(content, chance)
        yield f"{name}: {target.name}", partial(judged, params, target, changed, content)


def _whole(params: Path) -> dict[Path, bytes]:
    folder = params.parent.parent
    found = {path: path.read_bytes() for path in (folder / "data").rglob("*.*")}
    return found | {params: params.read_bytes()}


def _described(text: str, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return changed_text(text, chance).encode("utf-8", "surrogatepass")
    # Everything as text, as an author's words are read.
    tree = changed_tree(yaml.load(text, Loader=yaml.CBaseLoader), chance)  # noqa: S506
    sys.set_int_max_str_digits(10_000)
    try:
        return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
    finally:
        sys.set_int_max_str_digits(4_300)


def _text(text: str, chance: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    short = "".join(lines[: chance.choice([3, 20, len(lines)])])
    return changed_text(short, chance).encode("utf-8", "surrogatepass")


def _cells(text: str, chance: random.Random) -> bytes:
    """Cells made something else, exchanged or moved; rows doubled or left out."""
    mark = ";" if ";" in text.partition("\n")[0] else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    for _ in range(chance.choice([1, 5, 60])):
        row, other = chance.choice(rows), chance.choice(rows)
        place = chance.randrange(len(row))
        row[place] = chance.choice(
            [value for value in (*VALUES, *CELLS, *TOKENS, other[place]) if isinstance(value, str)]
        )
    if chance.random() < 0.3:
        rows.insert(chance.randrange(len(rows)), chance.choice(rows))
    if chance.random() < 0.2:
        rows = [row for row in rows if chance.random() < 0.5] or rows
    written = io.StringIO()
    csv.writer(written, delimiter=mark, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8", "surrogatepass")


def _bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed) + 1)
        width = chance.choice([0, 1, 8])
        changed[place : place + width] = chance.randbytes(chance.choice([0, 1, 4]))
    return bytes(changed)


def judged(params: Path, target: Path, changed: bytes, whole: bytes) -> None:
    """Read a survey of which one file was changed."""
    target.write_bytes(changed)
    try:
        _read(params)
    except InputError as error:
        if len(str(error).splitlines()) > PAGE:
            msg = f"{len(str(error).splitlines())} lines"
            raise AssertionError(msg) from None
        raise
    finally:
        target.write_bytes(whole)


def _read(params: Path) -> None:
    content = read_yaml(params).content
    table = _table(params, content)
    path = params.parent / table.file
    answers = read_answers(path, table, name="answers")
    audit = judged_answers(path, table, name="answers").audit
    assert audit.counted == len(answers.frame) <= audit.rows
    bases = answers.bases.to_numpy(dtype=bool)
    given = answers.frame.notna().to_numpy()
    assert not (given & ~bases).any(), "an answer of somebody who was not asked"
    shown = " ".join(str(problem) for problem in audit.problems)
    assert "@example.com" not in shown, "an address in a finding"
    assert all(np.all(np.isfinite(answers.frame[name].dropna())) for name in _numbers(answers))


def _numbers(answers: Any) -> list[str]:
    return [name for name in answers.frame if answers.frame[name].dtype.kind == "f"]


def _table(params: Path, content: Any) -> DataTable:
    try:
        told = spoken(content, "en-GB")
        given = told["data"]["answers"] | {"questions": told["questions"]}
        return DataTable.model_validate(given, context={"folder": params.parent})
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        raise InputError([Problem(params, str(error)[:200])]) from None


if __name__ == "__main__":
    cases, seed, *chosen = [*sys.argv[1:], *("1000", "0")[len(sys.argv[1:3]) :]]
    counted = main(int(cases), int(seed), *chosen)
    sys.exit(bool(counted["traceback"] + counted["hang"]))
