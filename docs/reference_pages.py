"""Pages that are made of the code: keys of parameter files, and what notebooks need.

A Sphinx extension; it writes ``reference/parameters.md`` and ``reference/notebooks.md`` when a
build of the site begins. Each key has an example from a parameter file of the repository or from a
page, or from ``reference/examples.yml`` where none of them has the key.
"""

from __future__ import annotations

import json
import re
import types
import typing
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from research.build.needs import known_parameters, needs
from research.edition.parameters import Edition
from research.edition.yamlfile import parse_yaml, read_yaml
from research.files import write_text
from research.proposing.yamlwords import flow

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LEFT_OUT", "contents", "described", "example", "notebook_page", "parameter_page"]

DOCS = Path(__file__).parent
ROOT = DOCS.parent
HERE = DOCS / "reference"
LEFT_OUT = ["**/README.md"]
_WIDEST, _TELLING = 100, 3
_BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Described where they may stand at the top of the file.
_SAME = (("data", "*", "questions"), ("data", "*", "levels", "*", "questions"))
_DEEPEST = 4
_HEAD = """\
# Keys of a parameter file

Every key that a parameter file may have, with an example; made from the model that reads it.
Examples come from the editions of the repository. What questions and data mean in words is on the
page [](../questions.md).

| key | what it says | example |
|---|---|---|
"""
_NOTEBOOKS = """\
# Notebooks

Each notebook is a kind of section: named in a report's `sections`, or opened in JupyterLab, where
its first cell holds the parameters. What it needs of a parameter file is what `research check` asks
for before anything runs.

| notebook | what it makes | parameters and their defaults | needs |
|---|---|---|---|
"""


def described(
    model: type[BaseModel] = Edition, place: tuple[str, ...] = (), above: tuple[object, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give each key of a model with its description, and those of the models inside it.

    Parameters
    ----------
    model : the model.
    place : keys that lead to it; ``*`` for an author's own name, or an item of a list.
    above : models on the way, none of which is entered twice.
    """
    for name, field in model.model_fields.items():
        here = (*place, field.alias or name)
        if here in _SAME:
            continue
        yield here, field.description or ""
        for more, inner in _inside(field.annotation):
            if inner not in above and inner is not model and len(here) < 2 * _DEEPEST:
                yield from described(inner, (*here, *more), (*above, model))


def _inside(annotation: Any) -> Iterator[tuple[tuple[str, ...], type[BaseModel]]]:
    """The models that a field holds, with the steps that lead to them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield (), annotation
        return
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        for part in parts:
            yield from _inside(part)
    elif origin is list:
        yield from ((("*", *more), inner) for more, inner in _inside(parts[0]))
    elif origin is dict:
        yield from ((("*", *more), inner) for more, inner in _inside(parts[1]))


def _found(content: Any, place: tuple[str, ...]) -> Iterator[Any]:
    """What stands at a place of a content, wherever the place leads."""
    if not place:
        yield content
        return
    step, *rest = place
    if step == "*":
        inner = content.values() if isinstance(content, dict) else content
        for each in inner if isinstance(content, dict | list) else ():
            yield from _found(each, tuple(rest))
    elif isinstance(content, dict) and step in content:
        yield from _found(content[step], tuple(rest))


def example(place: tuple[str, ...], contents: list[Any]) -> str:
    """Give an example of a key: the shortest that says something, as it is written."""
    held = [value for content in contents for value in _found(content, place)]
    told = [flow(value) for value in held if value not in ("", [], {})]
    fit = sorted(
        (one for one in told if len(one) <= _WIDEST), key=lambda one: (len(one) < 3, len(one))
    )
    return f"{place[-1]}: {fit[0]}" if fit else f"{place[-1]}: …" if told else ""


def contents() -> list[Any]:
    """The parameter files that examples come from, those of one's own last."""
    files = [*sorted((ROOT / "params").glob("*.yml")), DOCS / "reference" / "examples.yml"]
    read = [read_yaml(path).content for path in files if "claims" not in path.stem]
    pages = [
        path.read_text(encoding="utf-8")
        for path in sorted(DOCS.rglob("*.md"))
        if path.parent != HERE
    ]
    blocks = [block for page in pages for block in _BLOCK.findall(page)]
    read += [found for block in blocks if isinstance(found := parse_yaml(block), dict)]
    return [*read, *({"questions": one} for one in _asked(read))]


def _asked(read: list[Any]) -> Iterator[Any]:
    """Questions of tables, as they would stand at the top of the file."""
    for one in read:
        tables = one.get("data", {}) if isinstance(one.get("data"), dict) else {}
        yield from (table["questions"] for table in tables.values() if "questions" in table)


def parameter_page() -> str:
    """The page of the keys."""
    known, rows, seen = contents(), [], set()
    for place, description in described():
        if place in seen:
            continue
        seen.add(place)
        name = ".".join(place).replace(".*", ".…")
        rows.append(f"| `{name}` | {_cell(description)} | `{_cell(example(place, known))}` |")
    return _HEAD + "\n".join(rows).replace("``", "") + "\n"


def notebook_page() -> str:
    """The page of the notebooks."""
    rows = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        parameters = known_parameters(path)
        told = ", ".join(f"`{name}`" for name in parameters if name != "params")
        wanted = ", ".join(f"`{key}`" for key in needs(path))
        rows.append(f"| `{path.stem}` | {_cell(_first_words(path))} | {told} | {wanted} |")
    return _NOTEBOOKS + "\n".join(rows) + "\n"


def _first_words(path: Path) -> str:
    """What the first cell for the researcher says."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    words = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    first = words[0] if words else ""
    return " ".join(line for line in first.splitlines() if not line.startswith("#")).strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _write(_: object) -> None:
    write_text(DOCS / "reference" / "parameters.md", parameter_page())
    write_text(DOCS / "reference" / "notebooks.md", notebook_page())


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx when to write the pages."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True}
